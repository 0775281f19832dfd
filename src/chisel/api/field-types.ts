/**
 * What fields give, by name: made from the field definitions, whose test says how to make it anew.
 */
export interface FieldTypes {
  'evt.num': number;
  'evt.time': string;
  'evt.time.s': string;
  'evt.time.iso8601': string;
  'evt.datetime': string;
  'evt.datetime.s': string;
  'evt.rawtime': number | bigint;
  'evt.rawtime.s': number | bigint;
  'evt.rawtime.ns': number | bigint;
  'evt.reltime': number;
  'evt.reltime.s': number;
  'evt.reltime.ns': number;
  'evt.pluginname': string;
  'evt.plugininfo': string;
  'evt.source': string;
  'evt.is_async': boolean;
  'evt.asynctype': string;
  'evt.hostname': string;
  'evt.latency': number;
  'evt.latency.s': number;
  'evt.latency.ns': number;
  'evt.latency.quantized': number;
  'evt.latency.human': string;
  'evt.deltatime': number;
  'evt.deltatime.s': number;
  'evt.deltatime.ns': number;
  'evt.outputtime': string;
  'evt.dir': string;
  'evt.type': string;
  'syscall.type': string;
  'evt.category': string;
  'evt.cpu': number;
  'evt.args': string;
  'evt.info': string;
  'evt.buffer': string;
  'evt.buflen': number;
  'evt.res': string;
  'evt.rawres': number | bigint;
  'evt.failed': boolean;
  'evt.is_io': boolean;
  'evt.is_io_read': boolean;
  'evt.is_io_write': boolean;
  'evt.io_dir': string;
  'evt.is_wait': boolean;
  'evt.wait_latency': number;
  'evt.is_syslog': boolean;
  'evt.count': number;
  'evt.count.error': number;
  'evt.count.error.file': number;
  'evt.count.error.net': number;
  'evt.count.error.memory': number;
  'evt.count.error.other': number;
  'evt.count.exit': number;
  'evt.count.procinfo': number;
  'evt.count.threadinfo': number;
  'evt.abspath': string;
  'evt.buflen.in': number;
  'evt.buflen.out': number;
  'evt.buflen.file': number;
  'evt.buflen.file.in': number;
  'evt.buflen.file.out': number;
  'evt.buflen.net': number;
  'evt.buflen.net.in': number;
  'evt.buflen.net.out': number;
  'evt.is_open_read': boolean;
  'evt.is_open_write': boolean;
  'evt.infra.docker.name': string;
  'evt.infra.docker.container.id': string;
  'evt.infra.docker.container.name': string;
  'evt.infra.docker.container.image': string;
  'evt.is_open_exec': boolean;
  'evt.is_open_create': boolean;
  'proc.pid': number;
  'proc.ppid': number;
  'proc.vpid': number;
  'proc.pvpid': number;
  'proc.sid': number;
  'proc.sname': string;
  'proc.sid.exe': string;
  'proc.sid.exepath': string;
  'proc.vpgid': number;
  'proc.vpgid.name': string;
  'proc.vpgid.exe': string;
  'proc.vpgid.exepath': string;
  'proc.pgid': number;
  'proc.pgid.name': string;
  'proc.pgid.exe': string;
  'proc.pgid.exepath': string;
  'proc.is_sid_leader': boolean;
  'proc.is_vpgid_leader': boolean;
  'proc.is_pgid_leader': boolean;
  'proc.tty': number;
  'proc.is_container_healthcheck': boolean;
  'proc.is_container_liveness_probe': boolean;
  'proc.is_container_readiness_probe': boolean;
  'proc.name': string;
  'proc.exe': string;
  'proc.exepath': string;
  'proc.args': string;
  'proc.cmdline': string;
  'proc.exeline': string;
  'proc.env': string;
  'proc.cmdnargs': number;
  'proc.cmdlenargs': number;
  'proc.cwd': string;
  'proc.pname': string;
  'proc.pexe': string;
  'proc.pexepath': string;
  'proc.pcmdline': string;
  'proc.apid': number;
  'proc.aname': string;
  'proc.aexe': string;
  'proc.aexepath': string;
  'proc.aargs': string;
  'proc.acmdline': string;
  'proc.aenv': string;
  'proc.loginshellid': number;
  'proc.is_exe_writable': boolean;
  'proc.is_exe_upper_layer': boolean;
  'proc.is_exe_lower_layer': boolean;
  'proc.is_exe_from_memfd': boolean;
  'proc.exe_ino': number | bigint;
  'proc.exe_ino.ctime': number | bigint;
  'proc.exe_ino.mtime': number | bigint;
  'proc.exe_ino.ctime_duration_proc_start': number | bigint;
  'proc.exe_ino.ctime_duration_pidns_start': number | bigint;
  'proc.pidns_init_start_ts': number;
  'proc.duration': number;
  'proc.ppid.duration': number;
  'proc.pid.ts': number;
  'proc.ppid.ts': number;
  'thread.cap_permitted': string;
  'thread.cap_inheritable': string;
  'thread.cap_effective': string;
  'proc.nthreads': number;
  'proc.nchilds': number;
  'proc.fdopencount': number;
  'proc.fdlimit': number;
  'proc.fdusage': number;
  'proc.vmsize': number;
  'proc.vmrss': number;
  'proc.vmswap': number;
  'thread.vmsize': number;
  'thread.vmrss': number;
  'thread.vmsize.b': number;
  'thread.vmrss.b': number;
  'thread.pfmajor': number;
  'thread.pfminor': number;
  'proc.stdin.type': string;
  'proc.stdin.name': string;
  'proc.stdout.type': string;
  'proc.stdout.name': string;
  'proc.stderr.type': string;
  'proc.stderr.name': string;
  'thread.tid': number;
  'thread.vtid': number;
  'thread.ismain': boolean;
  'thread.nametid': string;
  'thread.exectime': number;
  'thread.totexectime': number;
  'thread.cgroups': string;
  'thread.cpu': number;
  'thread.cpu.user': number;
  'thread.cpu.system': number;
  'user.uid': number;
  'user.name': string;
  'user.homedir': string;
  'user.shell': string;
  'user.loginuid': number;
  'user.loginname': string;
  'group.gid': number;
  'group.name': string;
  'container.id': string;
  'container.full_id': string;
  'container.name': string;
  'container.image': string;
  'container.image.id': string;
  'container.type': string;
  'container.privileged': boolean;
  'container.mounts': string;
  'container.image.repository': string;
  'container.image.tag': string;
  'container.image.digest': string;
  'container.healthcheck': string;
  'container.liveness_probe': string;
  'container.readiness_probe': string;
  'container.ip': string;
  'container.cni.json': string;
  'container.host_pid': boolean;
  'container.host_network': boolean;
  'container.host_ipc': boolean;
  'container.labels': string;
  'container.start_ts': number | bigint;
  'container.duration': number;
  'fd.num': number;
  'fd.type': string;
  'fd.types': string;
  'fd.typechar': string;
  'fd.name': string;
  'fd.nameraw': string;
  'fd.directory': string;
  'fd.filename': string;
  'fd.uid': string;
  'fd.containername': string;
  'fd.containerdirectory': string;
  'fd.name_changed': boolean;
  'fd.dev': number;
  'fd.dev.major': number;
  'fd.dev.minor': number;
  'fd.ino': number | bigint;
  'fd.is_upper_layer': boolean;
  'fd.is_lower_layer': boolean;
  'fd.cip': string;
  'fd.sip': string;
  'fd.lip': string;
  'fd.rip': string;
  'fd.cport': number;
  'fd.sport': number;
  'fd.lport': number;
  'fd.rport': number;
  'fd.l4proto': string;
  'fd.sockfamily': string;
  'fd.is_server': boolean;
  'fd.cproto': string;
  'fd.sproto': string;
  'fd.lproto': string;
  'fd.rproto': string;
  'fd.connected': boolean;
  'fd.cip.name': string;
  'fd.sip.name': string;
  'fd.lip.name': string;
  'fd.rip.name': string;
  'fs.path.name': string;
  'fs.path.nameraw': string;
  'fs.path.source': string;
  'fs.path.sourceraw': string;
  'fs.path.target': string;
  'fs.path.targetraw': string;
  'syslog.facility.str': string;
  'syslog.facility': number;
  'syslog.severity.str': string;
  'syslog.severity': number;
  'syslog.message': string;
  'util.cnt': number;
  'fdlist.nums': string;
  'fdlist.names': string;
  'fdlist.cips': string;
  'fdlist.sips': string;
  'fdlist.cports': string;
  'fdlist.sports': string;
  'k8s.pod.name': string;
  'k8s.pod.id': string;
  'k8s.pod.uid': string;
  'k8s.pod.sandbox_id': string;
  'k8s.pod.full_sandbox_id': string;
  'k8s.pod.labels': string;
  'k8s.pod.ip': string;
  'k8s.pod.cni.json': string;
  'k8s.rc.name': string;
  'k8s.rc.id': string;
  'k8s.rc.labels': string;
  'k8s.svc.name': string;
  'k8s.svc.id': string;
  'k8s.svc.labels': string;
  'k8s.ns.name': string;
  'k8s.ns.id': string;
  'k8s.ns.labels': string;
  'k8s.rs.name': string;
  'k8s.rs.id': string;
  'k8s.rs.labels': string;
  'k8s.deployment.name': string;
  'k8s.deployment.id': string;
  'k8s.deployment.labels': string;
  'mesos.task.name': string;
  'mesos.task.id': string;
  'mesos.task.labels': string;
  'mesos.framework.name': string;
  'mesos.framework.id': string;
  'marathon.app.name': string;
  'marathon.app.id': string;
  'marathon.app.labels': string;
  'marathon.group.name': string;
  'marathon.group.id': string;
  'span.id': number;
  'span.time': string;
  'span.ntags': number;
  'span.nargs': number;
  'span.tags': string;
  'span.args': string;
  'span.enterargs': string;
  'span.duration': number;
  'span.duration.quantized': number;
  'span.duration.human': string;
  'span.count': number;
  'span.rawtime': string;
  'span.rawparenttime': string;
  'evtin.span.id': number;
  'evtin.span.ntags': number;
  'evtin.span.nargs': number;
  'evtin.span.tags': string;
  'evtin.span.args': string;
  'evtin.span.p.id': number;
  'evtin.span.p.ntags': number;
  'evtin.span.p.nargs': number;
  'evtin.span.p.tags': string;
  'evtin.span.p.args': string;
  'evtin.span.s.id': number;
  'evtin.span.s.ntags': number;
  'evtin.span.s.nargs': number;
  'evtin.span.s.tags': string;
  'evtin.span.s.args': string;
  'evtin.span.m.id': number;
  'evtin.span.m.ntags': number;
  'evtin.span.m.nargs': number;
  'evtin.span.m.tags': string;
  'evtin.span.m.args': string;
  'bpftrace.name': string;
  'bpftrace.kind': string;
  'bpftrace.text': string;
  'bpftrace.key': string | number | bigint | boolean;
  'bpftrace.value': string | number | bigint | boolean;
}

/** What `evt.rawarg` gives, by the name of the parameter. */
export interface ParameterTypes {
  ID: number;
  action: number;
  addr: string;
  arg: number | bigint;
  arg2: string;
  arg2_int: number | bigint;
  arg2_str: string;
  arg3: string;
  arg4: string;
  arg5: string;
  args: string;
  argument: number | bigint;
  argv: string;
  aux: number;
  backlog: number;
  cap_effective: number | bigint;
  cap_inheritable: number | bigint;
  cap_permitted: number | bigint;
  cgroups: string;
  clockid: number;
  cmd: number;
  comm: string;
  container_id: string;
  core: number;
  cpu: number;
  cpu_sys: number | bigint;
  cpu_usr: number | bigint;
  cq_entries: number;
  creat_flags: number;
  cur: number | bigint;
  cwd: string;
  data: string;
  desc: string;
  description: string;
  dev: number;
  dir: string;
  dirfd: number | bigint;
  domain: number;
  dpid: number | bigint;
  dqb_bhardlimit: number | bigint;
  dqb_bsoftlimit: number | bigint;
  dqb_btime: number | bigint;
  dqb_curspace: number | bigint;
  dqb_ihardlimit: number | bigint;
  dqb_isoftlimit: number | bigint;
  dqb_itime: number | bigint;
  dqi_bgrace: number | bigint;
  dqi_flags: number;
  dqi_igrace: number | bigint;
  egid: number;
  entries: number;
  env: string;
  error: number;
  euid: number;
  event_data: number | bigint;
  event_type: number;
  exe: string;
  exe_ino: number | bigint;
  exe_ino_ctime: number | bigint;
  exe_ino_mtime: number | bigint;
  exe_ino_num: number | bigint;
  exepath: string;
  fd: number | bigint;
  fd1: number | bigint;
  fd2: number | bigint;
  fd_in: number | bigint;
  fd_out: number | bigint;
  fd_type: number;
  fdin: number | bigint;
  fdlimit: number | bigint;
  fdout: number | bigint;
  fds: string;
  features: number;
  filename: string;
  first: number;
  flags: number;
  gid: number;
  home: string;
  how: number;
  id: number;
  image: string;
  img: string;
  in_fd: number | bigint;
  initval: number | bigint;
  ino: number | bigint;
  ino_num: number | bigint;
  interval: number | bigint;
  ip: number | bigint;
  json: string;
  key: number;
  last: number;
  len: number | bigint;
  length: number | bigint;
  level: number;
  linkdirfd: number | bigint;
  linkpath: string;
  local_ip: string;
  local_port: number;
  loginuid: number;
  mask: number;
  max: number | bigint;
  maxevents: number | bigint;
  min_complete: number;
  mnt_id: number;
  mode: number;
  mountfd: number | bigint;
  msgcontrol: string;
  name: string;
  nativeID: number;
  newcur: number | bigint;
  newdir: number | bigint;
  newdirfd: number | bigint;
  newfd: number | bigint;
  newmax: number | bigint;
  newpath: string;
  next: number | bigint;
  nr_args: number;
  nsems: number;
  nsops: number;
  nstype: number;
  offin: number | bigint;
  offout: number | bigint;
  offset: number | bigint;
  oldcur: number | bigint;
  olddir: number | bigint;
  olddirfd: number | bigint;
  oldfd: number | bigint;
  oldmax: number | bigint;
  oldpath: string;
  op: number;
  opcode: number;
  operation: number;
  option: number;
  optlen: number;
  optname: number;
  out_fd: number | bigint;
  path: string;
  pathname: string;
  peer: number | bigint;
  pgft_maj: number | bigint;
  pgft_min: number | bigint;
  pgid: number | bigint;
  pgoffset: number | bigint;
  pid: number | bigint;
  pid_fd: number | bigint;
  pidns_init_start_ts: number | bigint;
  plugin_id: number;
  pos: number | bigint;
  ppid: number;
  prot: number;
  proto: number;
  ptid: number | bigint;
  queuelen: number;
  queuemax: number;
  queuepct: number;
  quota_fmt: number;
  quota_fmt_out: number;
  quotafilepath: string;
  ratio: number;
  reaper_tid: number | bigint;
  remote_ip: string;
  remote_port: number;
  request: number | bigint;
  res: number | bigint;
  res_or_fd: string;
  resolve: number;
  resource: number;
  ret: number | bigint;
  rgid: number;
  root: string;
  ruid: number;
  scope: string;
  sem_flg_0: number;
  sem_flg_1: number;
  sem_num_0: number;
  sem_num_1: number;
  sem_op_0: number;
  sem_op_1: number;
  semflg: number;
  semid: number;
  semnum: number;
  sgid: number;
  shell: string;
  sid: number;
  sig: number;
  sigmask: number;
  size: number;
  sk_pointer: number | bigint;
  sk_proto: number;
  sk_type: number;
  source: number | bigint;
  special: string;
  spid: number | bigint;
  sq_entries: number;
  sq_thread_cpu: number;
  sq_thread_idle: number;
  start_time: number | bigint;
  status: number | bigint;
  suid: number;
  sun_path: string;
  tags: string;
  target: string;
  target_fd: number | bigint;
  tid: number | bigint;
  timeout: number | bigint;
  to_submit: number;
  trusted_exepath: string;
  tty: number;
  tuple: string;
  type: number;
  uargs: string;
  uid: number;
  val: string;
  value_bytebuf: string;
  value_charbuf: string;
  vm_rss: number;
  vm_size: number;
  vm_swap: number;
  vpgid: number;
  vpid: number | bigint;
  vtgid: number;
  vtid: number | bigint;
  whence: number;
}

/** Fields that take an argument in brackets. */
export type BracketField =
  | 'evt.type.is'
  | 'evt.arg'
  | 'evt.rawarg'
  | 'evt.abspath'
  | 'proc.args'
  | 'proc.env'
  | 'proc.apid'
  | 'proc.aname'
  | 'proc.aexe'
  | 'proc.aexepath'
  | 'proc.aargs'
  | 'proc.acmdline'
  | 'proc.aenv'
  | 'thread.cgroup'
  | 'container.mount'
  | 'container.mount.source'
  | 'container.mount.dest'
  | 'container.mount.mode'
  | 'container.mount.rdwr'
  | 'container.mount.propagation'
  | 'container.label'
  | 'fd.types'
  | 'k8s.pod.label'
  | 'k8s.rc.label'
  | 'k8s.svc.label'
  | 'k8s.ns.label'
  | 'k8s.rs.label'
  | 'k8s.deployment.label'
  | 'mesos.task.label'
  | 'marathon.app.label'
  | 'span.tag'
  | 'span.arg'
  | 'span.enterarg'
  | 'span.duration.fortag'
  | 'span.count.fortag'
  | 'span.childcount.fortag'
  | 'span.idtag'
  | 'evtin.span.tag'
  | 'evtin.span.arg'
  | 'evtin.span.p.tag'
  | 'evtin.span.p.arg'
  | 'evtin.span.s.tag'
  | 'evtin.span.s.arg'
  | 'evtin.span.m.tag'
  | 'evtin.span.m.arg'
  | 'bpftrace.arg';

/** Fields that take it also behind a dot. */
export type DottedField =
  | 'evt.type.is'
  | 'evt.abspath'
  | 'thread.cgroup'
  | 'container.label'
  | 'k8s.pod.label'
  | 'k8s.rc.label'
  | 'k8s.svc.label'
  | 'k8s.ns.label'
  | 'k8s.rs.label'
  | 'k8s.deployment.label'
  | 'mesos.task.label'
  | 'marathon.app.label'
  | 'span.arg'
  | 'span.enterarg'
  | 'evtin.span.arg'
  | 'evtin.span.p.arg'
  | 'evtin.span.s.arg'
  | 'evtin.span.m.arg'
  | 'bpftrace.arg';
