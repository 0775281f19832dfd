/**
 * All fields that users of sysdig know: name, type, print format, whether it takes or needs an argument, where it is
 * shown or may stand. First those of sysdig 0.29.3, then those that newer versions added; where both have a field, the
 * older form holds.
 */
export const fieldTable: readonly FieldRow[] = parse(`
evt.num UINT64 ID - -
evt.time CHARBUF NA - -
evt.time.s CHARBUF NA - -
evt.time.iso8601 CHARBUF NA - -
evt.datetime CHARBUF NA - -
evt.datetime.s CHARBUF NA - -
evt.rawtime ABSTIME DEC - -
evt.rawtime.s ABSTIME DEC - -
evt.rawtime.ns ABSTIME 10_PADDED_DEC - -
evt.reltime RELTIME 10_PADDED_DEC - -
evt.reltime.s RELTIME DEC - -
evt.reltime.ns RELTIME 10_PADDED_DEC - -
evt.pluginname CHARBUF NA - -
evt.plugininfo CHARBUF NA - -
evt.latency RELTIME DEC - -
evt.latency.s RELTIME DEC - -
evt.latency.ns RELTIME 10_PADDED_DEC - -
evt.latency.quantized UINT64 DEC - hidden
evt.latency.human CHARBUF NA - -
evt.deltatime RELTIME DEC - -
evt.deltatime.s RELTIME DEC - -
evt.deltatime.ns RELTIME 10_PADDED_DEC - -
evt.outputtime CHARBUF NA - print-only
evt.dir CHARBUF DIR - -
evt.type CHARBUF NA - -
evt.type.is UINT32 NA needs -
syscall.type CHARBUF NA - -
evt.category CHARBUF NA - -
evt.cpu INT16 ID - -
evt.args CHARBUF NA - -
evt.arg CHARBUF NA needs -
evt.rawarg DYNAMIC NA needs -
evt.info CHARBUF NA - -
evt.buffer BYTEBUF NA - -
evt.buflen UINT64 DEC - -
evt.res CHARBUF DEC - -
evt.rawres INT64 DEC - -
evt.failed BOOL NA - -
evt.is_io BOOL NA - -
evt.is_io_read BOOL NA - -
evt.is_io_write BOOL NA - -
evt.io_dir CHARBUF NA - -
evt.is_wait BOOL NA - -
evt.wait_latency RELTIME DEC - -
evt.is_syslog BOOL NA - -
evt.count UINT32 DEC - -
evt.count.error UINT32 DEC - -
evt.count.error.file UINT32 DEC - -
evt.count.error.net UINT32 DEC - -
evt.count.error.memory UINT32 DEC - -
evt.count.error.other UINT32 DEC - -
evt.count.exit UINT32 DEC - -
evt.count.procinfo UINT32 DEC - hidden
evt.count.threadinfo UINT32 DEC - hidden
evt.around UINT64 DEC needs filter-only
evt.abspath CHARBUF NA needs -
evt.buflen.in UINT64 DEC - hidden
evt.buflen.out UINT64 DEC - hidden
evt.buflen.file UINT64 DEC - hidden
evt.buflen.file.in UINT64 DEC - hidden
evt.buflen.file.out UINT64 DEC - hidden
evt.buflen.net UINT64 DEC - hidden
evt.buflen.net.in UINT64 DEC - hidden
evt.buflen.net.out UINT64 DEC - hidden
evt.is_open_read BOOL NA - -
evt.is_open_write BOOL NA - -
evt.infra.docker.name CHARBUF NA - hidden
evt.infra.docker.container.id CHARBUF NA - hidden
evt.infra.docker.container.name CHARBUF NA - hidden
evt.infra.docker.container.image CHARBUF NA - hidden
evt.is_open_exec BOOL NA - -
proc.pid INT64 ID - -
proc.exe CHARBUF NA - -
proc.name CHARBUF NA - -
proc.args CHARBUF NA - -
proc.env CHARBUF NA - -
proc.cmdline CHARBUF NA - -
proc.exeline CHARBUF NA - -
proc.cwd CHARBUF NA - -
proc.nthreads UINT32 DEC - -
proc.nchilds UINT32 DEC - -
proc.ppid INT64 ID - -
proc.pname CHARBUF NA - -
proc.pcmdline CHARBUF NA - -
proc.apid INT64 ID takes -
proc.aname CHARBUF NA takes -
proc.loginshellid INT64 ID - -
proc.duration RELTIME DEC - -
proc.fdopencount UINT64 DEC - -
proc.fdlimit INT64 DEC - -
proc.fdusage DOUBLE DEC - -
proc.vmsize UINT64 DEC - -
proc.vmrss UINT64 DEC - -
proc.vmswap UINT64 DEC - -
thread.pfmajor UINT64 DEC - -
thread.pfminor UINT64 DEC - -
thread.tid INT64 ID - -
thread.ismain BOOL NA - -
thread.exectime RELTIME DEC - -
thread.totexectime RELTIME DEC - -
thread.cgroups CHARBUF NA - -
thread.cgroup CHARBUF NA needs -
thread.vtid INT64 ID - -
proc.vpid INT64 ID - -
thread.cpu DOUBLE NA - -
thread.cpu.user DOUBLE NA - -
thread.cpu.system DOUBLE NA - -
thread.vmsize UINT64 DEC - -
thread.vmrss UINT64 DEC - -
thread.vmsize.b UINT64 DEC - hidden
thread.vmrss.b UINT64 DEC - hidden
proc.sid INT64 ID - -
proc.sname CHARBUF NA - -
proc.tty INT32 ID - -
proc.exepath CHARBUF NA - -
thread.nametid CHARBUF NA - hidden
proc.vpgid INT64 ID - -
proc.is_container_healthcheck BOOL NA - -
proc.is_container_liveness_probe BOOL NA - -
proc.is_container_readiness_probe BOOL NA - -
proc.is_exe_writable BOOL NA - -
user.uid UINT32 ID - -
user.name CHARBUF NA - -
user.homedir CHARBUF NA - -
user.shell CHARBUF NA - -
user.loginuid INT32 ID - -
user.loginname CHARBUF NA - -
group.gid UINT64 ID - -
group.name CHARBUF NA - -
container.id CHARBUF NA - -
container.name CHARBUF NA - -
container.image CHARBUF NA - -
container.image.id CHARBUF NA - -
container.type CHARBUF NA - -
container.privileged BOOL NA - -
container.mounts CHARBUF NA - -
container.mount CHARBUF NA needs -
container.mount.source CHARBUF NA needs -
container.mount.dest CHARBUF NA needs -
container.mount.mode CHARBUF NA needs -
container.mount.rdwr CHARBUF NA needs -
container.mount.propagation CHARBUF NA needs -
container.image.repository CHARBUF NA - -
container.image.tag CHARBUF NA - -
container.image.digest CHARBUF NA - -
container.healthcheck CHARBUF NA - -
container.liveness_probe CHARBUF NA - -
container.readiness_probe CHARBUF NA - -
fd.num INT64 ID - -
fd.type CHARBUF DEC - -
fd.typechar CHARBUF DEC - -
fd.name CHARBUF NA - -
fd.directory CHARBUF NA - -
fd.filename CHARBUF NA - -
fd.ip IPADDR NA - filter-only
fd.cip IPADDR NA - -
fd.sip IPADDR NA - -
fd.lip IPADDR NA - -
fd.rip IPADDR NA - -
fd.port PORT DEC - filter-only
fd.cport PORT DEC - -
fd.sport PORT DEC - -
fd.lport PORT DEC - -
fd.rport PORT DEC - -
fd.l4proto CHARBUF NA - -
fd.sockfamily CHARBUF NA - -
fd.is_server BOOL NA - -
fd.uid CHARBUF NA - -
fd.containername CHARBUF NA - -
fd.containerdirectory CHARBUF NA - -
fd.proto PORT NA - filter-only
fd.cproto CHARBUF NA - -
fd.sproto CHARBUF NA - -
fd.lproto CHARBUF NA - -
fd.rproto CHARBUF NA - -
fd.net IPNET NA - filter-only
fd.cnet IPNET NA - filter-only
fd.snet IPNET NA - filter-only
fd.lnet IPNET NA - filter-only
fd.rnet IPNET NA - filter-only
fd.connected BOOL NA - -
fd.name_changed BOOL NA - -
fd.cip.name CHARBUF NA - -
fd.sip.name CHARBUF NA - -
fd.lip.name CHARBUF NA - -
fd.rip.name CHARBUF NA - -
fd.dev INT32 HEX - -
fd.dev.major INT32 DEC - -
fd.dev.minor INT32 DEC - -
syslog.facility.str CHARBUF NA - -
syslog.facility UINT32 DEC - -
syslog.severity.str CHARBUF NA - -
syslog.severity UINT32 DEC - -
syslog.message CHARBUF NA - -
util.cnt UINT64 ID - hidden
fdlist.nums CHARBUF ID - -
fdlist.names CHARBUF NA - -
fdlist.cips CHARBUF NA - -
fdlist.sips CHARBUF NA - -
fdlist.cports CHARBUF DEC - -
fdlist.sports CHARBUF DEC - -
k8s.pod.name CHARBUF NA - -
k8s.pod.id CHARBUF NA - -
k8s.pod.label CHARBUF NA needs -
k8s.pod.labels CHARBUF NA - -
k8s.rc.name CHARBUF NA - -
k8s.rc.id CHARBUF NA - -
k8s.rc.label CHARBUF NA needs -
k8s.rc.labels CHARBUF NA - -
k8s.svc.name CHARBUF NA - -
k8s.svc.id CHARBUF NA - -
k8s.svc.label CHARBUF NA needs -
k8s.svc.labels CHARBUF NA - -
k8s.ns.name CHARBUF NA - -
k8s.ns.id CHARBUF NA - -
k8s.ns.label CHARBUF NA needs -
k8s.ns.labels CHARBUF NA - -
k8s.rs.name CHARBUF NA - -
k8s.rs.id CHARBUF NA - -
k8s.rs.label CHARBUF NA needs -
k8s.rs.labels CHARBUF NA - -
k8s.deployment.name CHARBUF NA - -
k8s.deployment.id CHARBUF NA - -
k8s.deployment.label CHARBUF NA needs -
k8s.deployment.labels CHARBUF NA - -
mesos.task.name CHARBUF NA - -
mesos.task.id CHARBUF NA - -
mesos.task.label CHARBUF NA needs -
mesos.task.labels CHARBUF NA - -
mesos.framework.name CHARBUF NA - -
mesos.framework.id CHARBUF NA - -
marathon.app.name CHARBUF NA - -
marathon.app.id CHARBUF NA - -
marathon.app.label CHARBUF NA needs -
marathon.app.labels CHARBUF NA - -
marathon.group.name CHARBUF NA - -
marathon.group.id CHARBUF NA - -
span.id INT64 ID - -
span.time CHARBUF NA - -
span.ntags UINT32 DEC - -
span.nargs UINT32 DEC - -
span.tags CHARBUF NA - -
span.tag CHARBUF NA needs -
span.args CHARBUF NA - -
span.arg CHARBUF NA needs -
span.enterargs CHARBUF NA - -
span.enterarg CHARBUF NA needs -
span.duration RELTIME DEC - -
span.duration.quantized UINT64 DEC - hidden
span.duration.human CHARBUF NA - -
span.duration.fortag RELTIME DEC needs hidden
span.count UINT64 DEC - hidden
span.count.fortag UINT64 DEC needs hidden
span.childcount.fortag UINT64 DEC needs hidden
span.idtag CHARBUF NA needs hidden
span.rawtime CHARBUF NA - hidden
span.rawparenttime CHARBUF NA - hidden
evtin.span.id INT64 ID - -
evtin.span.ntags UINT32 DEC - -
evtin.span.nargs UINT32 DEC - -
evtin.span.tags CHARBUF NA - -
evtin.span.tag CHARBUF NA needs -
evtin.span.args CHARBUF NA - -
evtin.span.arg CHARBUF NA needs -
evtin.span.p.id INT64 ID - -
evtin.span.p.ntags UINT32 DEC - -
evtin.span.p.nargs UINT32 DEC - -
evtin.span.p.tags CHARBUF NA - -
evtin.span.p.tag CHARBUF NA needs -
evtin.span.p.args CHARBUF NA - -
evtin.span.p.arg CHARBUF NA needs -
evtin.span.s.id INT64 ID - -
evtin.span.s.ntags UINT32 DEC - -
evtin.span.s.nargs UINT32 DEC - -
evtin.span.s.tags CHARBUF NA - -
evtin.span.s.tag CHARBUF NA needs -
evtin.span.s.args CHARBUF NA - -
evtin.span.s.arg CHARBUF NA needs -
evtin.span.m.id INT64 ID - -
evtin.span.m.ntags UINT32 DEC - -
evtin.span.m.nargs UINT32 DEC - -
evtin.span.m.tags CHARBUF NA - -
evtin.span.m.tag CHARBUF NA needs -
evtin.span.m.args CHARBUF NA - -
evtin.span.m.arg CHARBUF NA needs -
evt.source CHARBUF NA - -
evt.is_async BOOL NA - -
evt.asynctype CHARBUF NA - -
evt.hostname CHARBUF NA - -
evt.is_open_create BOOL NA - -
proc.pexe CHARBUF NA - -
proc.aexe CHARBUF NA takes -
proc.pexepath CHARBUF NA - -
proc.aexepath CHARBUF NA takes -
proc.aargs CHARBUF NA takes -
proc.acmdline CHARBUF NA takes -
proc.cmdnargs UINT64 DEC - -
proc.cmdlenargs UINT64 DEC - -
proc.aenv CHARBUF NA takes -
proc.pvpid INT64 ID - -
proc.sid.exe CHARBUF NA - -
proc.sid.exepath CHARBUF NA - -
proc.vpgid.name CHARBUF NA - -
proc.vpgid.exe CHARBUF NA - -
proc.vpgid.exepath CHARBUF NA - -
proc.pgid INT64 ID - -
proc.pgid.name CHARBUF NA - -
proc.pgid.exe CHARBUF NA - -
proc.pgid.exepath CHARBUF NA - -
proc.ppid.duration RELTIME DEC - -
proc.pid.ts RELTIME DEC - -
proc.ppid.ts RELTIME DEC - -
proc.is_exe_upper_layer BOOL NA - -
proc.is_exe_lower_layer BOOL NA - -
proc.is_exe_from_memfd BOOL NA - -
proc.is_sid_leader BOOL NA - -
proc.is_vpgid_leader BOOL NA - -
proc.is_pgid_leader BOOL NA - -
proc.exe_ino INT64 DEC - -
proc.exe_ino.ctime ABSTIME DEC - -
proc.exe_ino.mtime ABSTIME DEC - -
proc.exe_ino.ctime_duration_proc_start ABSTIME DEC - -
proc.exe_ino.ctime_duration_pidns_start ABSTIME DEC - -
proc.pidns_init_start_ts UINT64 DEC - -
thread.cap_permitted CHARBUF NA - -
thread.cap_inheritable CHARBUF NA - -
thread.cap_effective CHARBUF NA - -
proc.stdin.type CHARBUF NA - -
proc.stdout.type CHARBUF NA - -
proc.stderr.type CHARBUF NA - -
proc.stdin.name CHARBUF NA - -
proc.stdout.name CHARBUF NA - -
proc.stderr.name CHARBUF NA - -
fd.ino INT64 DEC - -
fd.nameraw CHARBUF NA - -
fd.types CHARBUF DEC takes -
fd.is_upper_layer BOOL NA - -
fd.is_lower_layer BOOL NA - -
fs.path.name CHARBUF NA - -
fs.path.nameraw CHARBUF NA - -
fs.path.source CHARBUF NA - -
fs.path.sourceraw CHARBUF NA - -
fs.path.target CHARBUF NA - -
fs.path.targetraw CHARBUF NA - -
container.full_id CHARBUF NA - -
container.start_ts ABSTIME DEC - -
container.duration RELTIME DEC - -
container.ip CHARBUF NA - -
container.cni.json CHARBUF NA - -
container.host_pid BOOL NA - -
container.host_network BOOL NA - -
container.host_ipc BOOL NA - -
container.label CHARBUF NA needs -
container.labels CHARBUF NA - -
k8s.pod.uid CHARBUF NA - -
k8s.pod.sandbox_id CHARBUF NA - -
k8s.pod.full_sandbox_id CHARBUF NA - -
k8s.pod.ip CHARBUF NA - -
k8s.pod.cni.json CHARBUF NA - -
`);

/** Titles of columns, where they are known. */
export const displayNames: ReadonlyMap<string, string> = new Map(
  `
evt.num Event Number
evt.time Time
evt.time.s Time (s)
evt.time.iso8601 ISO 8601 Time
evt.datetime Datetime
evt.datetime.s Datetime (s)
evt.rawtime Absolute Time
evt.rawtime.s Absolute Time (s)
evt.rawtime.ns Absolute Time (ns)
evt.reltime Relative Time
evt.reltime.s Relative Time (s)
evt.reltime.ns Relative Time (ns)
evt.pluginname Plugin Name
evt.plugininfo Plugin Info
evt.latency Latency
evt.latency.s Latency (s)
evt.latency.ns Latency (ns)
evt.latency.quantized Quantized Latency
evt.latency.human Human-Readable Latency
evt.deltatime Delta
evt.deltatime.s Delta (s)
evt.deltatime.ns Delta (ns)
evt.outputtime Output Time
evt.dir Direction
evt.type Type
evt.type.is Type Is
syscall.type Syscall Type
evt.category Category
evt.cpu CPU Number
evt.args Arguments
evt.arg Argument
evt.rawarg Raw Argument
evt.info Information
evt.buffer Buffer
evt.buflen Buffer Length
evt.res Return Value
evt.rawres Raw Return Value
evt.failed Failed
evt.is_io Is I/O
evt.is_io_read Is Read
evt.is_io_write Is Write
evt.io_dir I/O Direction
evt.is_wait Is Wait
evt.wait_latency Wait Latency
evt.is_syslog Is Syslog
evt.count Count
evt.count.error Error Count
evt.count.error.file File Error Count
evt.count.error.net Network Error Count
evt.count.error.memory Memory Error Count
evt.count.error.other Other Error Count
evt.count.exit Exit Count
evt.count.procinfo Procinfo Count
evt.count.threadinfo Thread Info Count
evt.around Around Interval
evt.abspath Absolute Path
evt.buflen.in Input Buffer Length
evt.buflen.out Output Buffer Length
evt.buflen.file File Buffer Length
evt.buflen.file.in File Input Buffer Length
evt.buflen.file.out File Output Buffer Length
evt.buflen.net Network Buffer Length
evt.buflen.net.in Network Input Buffer Length
evt.buflen.net.out Network Output Buffer Length
evt.is_open_read Is Opened For Reading
evt.is_open_write Is Opened For Writing
evt.infra.docker.name Docker Name
evt.infra.docker.container.id Docker ID
evt.infra.docker.container.name Container Name
evt.infra.docker.container.image Container Image
evt.is_open_exec Is Created With Execute Permissions
proc.pid Process ID
proc.exe First Argument
proc.name Name
proc.args Arguments
proc.env Environment
proc.cmdline Command Line
proc.exeline Executable Command Line
proc.cwd Current Working Directory
proc.nthreads Threads
proc.nchilds Children
proc.ppid Parent Process ID
proc.pname Parent Name
proc.pcmdline Parent Command Line
proc.apid Ancestor Process ID
proc.aname Ancestor Name
proc.loginshellid Login Shell ID
proc.duration Duration
proc.fdopencount FD Count
proc.fdlimit FD Limit
proc.fdusage FD Usage
proc.vmsize VM Size
proc.vmrss VM RSS
proc.vmswap VM Swap
thread.pfmajor Major Page Faults
thread.pfminor Minor Page Faults
thread.tid Thread ID
thread.ismain Main Thread
thread.exectime Scheduled Thread CPU Time
thread.totexectime Current Thread CPU Time
thread.cgroups Thread Cgroups
thread.cgroup Thread Cgroup
thread.vtid Virtual Thread ID
proc.vpid Virtual Process ID
thread.cpu Thread CPU
thread.cpu.user Thread User CPU
thread.cpu.system Thread System CPU
thread.vmsize Thread VM Size (kb)
thread.vmrss Thread VM RSS (kb)
thread.vmsize.b Thread VM Size (b)
thread.vmrss.b Thread VM RSS (b)
proc.sid Process Session ID
proc.sname Process Session Name
proc.tty Process TTY
proc.exepath Process Executable Path
thread.nametid Thread Name + ID
proc.vpgid Process Virtual Group ID
proc.is_container_healthcheck Process Is Container Healthcheck
proc.is_container_liveness_probe Process Is Container Liveness
proc.is_container_readiness_probe Process Is Container Readiness
proc.is_exe_writable Process Executable Is Writable
user.uid User ID
user.name User Name
user.homedir Home Directory
user.shell Shell
user.loginuid Login User ID
user.loginname Login User Name
group.gid Group ID
group.name Group Name
container.id Container ID
container.name Container Name
container.image Image Name
container.image.id Image ID
container.type Type
container.privileged Privileged
container.mounts Mounts
container.mount Mount
container.mount.source Mount Source
container.mount.dest Mount Destination
container.mount.mode Mount Mode
container.mount.rdwr Mount Read/Write
container.mount.propagation Mount Propagation
container.image.repository Repository
container.image.tag Image Tag
container.image.digest Registry Digest
container.healthcheck Health Check
container.liveness_probe Liveness
container.readiness_probe Readiness
fd.num FD Number
fd.type FD Type
fd.typechar FD Type Char
fd.name FD Name
fd.directory FD Directory
fd.filename FD Filename
fd.ip FD IP Address
fd.cip FD Client Address
fd.sip FD Server Address
fd.lip FD Local Address
fd.rip FD Remote Address
fd.port FD Port
fd.cport FD Client Port
fd.sport FD Server Port
fd.lport FD Local Port
fd.rport FD Remote Port
fd.l4proto FD IP Protocol
fd.sockfamily FD Socket Family
fd.is_server FD Server
fd.uid FD ID
fd.containername FD Container Name
fd.containerdirectory FD Container Directory
fd.proto FD Protocol
fd.cproto FD Client Protocol
fd.sproto FD Server Protocol
fd.lproto FD Local Protocol
fd.rproto FD Remote Protocol
fd.net FD IP Network
fd.cnet FD Client Network
fd.snet FD Server Network
fd.lnet FD Local Network
fd.rnet FD Remote Network
fd.connected FD Connected
fd.name_changed FD Name Changed
fd.cip.name FD Client Domain Name
fd.sip.name FD Server Domain Name
fd.lip.name FD Local Domain Name
fd.rip.name FD Remote Domain Name
fd.dev FD Device
fd.dev.major FD Major Device
fd.dev.minor FD Minor Device
syslog.facility.str Facility
syslog.facility Numeric Facility
syslog.severity.str Severity
syslog.severity Numeric Severity
syslog.message Message
util.cnt Counter
fdlist.nums FD Numbers
fdlist.names FD Names
fdlist.cips FD Client Addresses
fdlist.sips FD Source Addresses
fdlist.cports FD Client Ports
fdlist.sports FD Source Ports
k8s.pod.name Pod Name
k8s.pod.id Pod ID
k8s.pod.label Pod Label
k8s.pod.labels Pod Labels
k8s.rc.name Replication Controller Name
k8s.rc.id Replication Controller ID
k8s.rc.label Replication Controller Label
k8s.rc.labels Replication Controller Labels
k8s.svc.name Service Name
k8s.svc.id Service ID
k8s.svc.label Service Label
k8s.svc.labels Service Labels
k8s.ns.name Namespace Name
k8s.ns.id Namespace ID
k8s.ns.label Namespace Label
k8s.ns.labels Namespace Labels
k8s.rs.name Replica Set Name
k8s.rs.id Replica Set ID
k8s.rs.label Replica Set Label
k8s.rs.labels Replica Set Labels
k8s.deployment.name Deployment Name
k8s.deployment.id Deployment ID
k8s.deployment.label Deployment Label
k8s.deployment.labels Deployment Labels
mesos.task.name Task Name
mesos.task.id Task ID
mesos.task.label Task Label
mesos.task.labels Task Labels
mesos.framework.name Framework Name
mesos.framework.id Framework ID
marathon.app.name App Name
marathon.app.id App ID
marathon.app.label App Label
marathon.app.labels App Labels
marathon.group.name Group Name
marathon.group.id Group ID
span.id Span ID
span.time Time
span.ntags Tag Count
span.nargs Argument Count
span.tags Tags
span.tag Tag
span.args Arguments
span.arg Argument
span.enterargs Enter Arguments
span.enterarg Enter Argument
span.duration Duration
span.duration.quantized Quantized Duration
span.duration.human Human-Readable Duration
span.duration.fortag Duration For Tag
span.count Span Count
span.count.fortag Count For Tag
span.childcount.fortag Child Count For Tag
span.idtag List View ID
span.rawtime List View Time
span.rawparenttime List View Parent Time
evtin.span.id In Span ID
evtin.span.ntags In Span Tag Count
evtin.span.nargs In Span Argument Count
evtin.span.tags In Span Tags
evtin.span.tag In Span Tag
evtin.span.args In Span Arguments
evtin.span.arg In Span Argument
evtin.span.p.id In Parent ID
evtin.span.p.ntags In Parent Tag Count
evtin.span.p.nargs In Parent Argument Count
evtin.span.p.tags In Parent Tags
evtin.span.p.tag In Parent Tag
evtin.span.p.args In Parent Arguments
evtin.span.p.arg In Parent Argument
evtin.span.s.id In Script ID
evtin.span.s.ntags In Script Tag Count
evtin.span.s.nargs In Script Argument Count
evtin.span.s.tags In Script Tags
evtin.span.s.tag In Script Tag
evtin.span.s.args In Script Arguments
evtin.span.s.arg In Script Argument
evtin.span.m.id In Machine ID
evtin.span.m.ntags In Machine Tag Count
evtin.span.m.nargs In Machine Argument Count
evtin.span.m.tags In Machine Tags
evtin.span.m.tag In Machine Tag
evtin.span.m.args In Machine Arguments
evtin.span.m.arg In Machine Argument
evt.source Event Source
evt.is_async Async Event
evt.asynctype Async-Event Type
evt.hostname Hostname
evt.is_open_create Is Created
proc.pexe Parent First Argument
proc.aexe Ancestor First Argument
proc.pexepath Parent Process Executable Path
proc.aexepath Ancestor Executable Path
proc.aargs Ancestor Arguments
proc.acmdline Ancestor Command Line
proc.cmdnargs Number of Command Line args
proc.cmdlenargs Total Count of Characters in Command Line args
proc.aenv Ancestor Environment
proc.pvpid Parent Virtual Process ID
proc.sid.exe Process Session First Argument
proc.sid.exepath Process Session Executable Path
proc.vpgid.name Process Group Name
proc.vpgid.exe Process Group First Argument
proc.vpgid.exepath Process Group Executable Path
proc.pgid Process Group ID
proc.pgid.name Process Group Name
proc.pgid.exe Process Group First Argument
proc.pgid.exepath Process Group Executable Path
proc.ppid.duration Parent Process Duration
proc.pid.ts Process start ts
proc.ppid.ts Parent Process start ts
proc.is_exe_upper_layer Process Executable Is In Upper Layer
proc.is_exe_lower_layer Process Executable Is In Lower Layer
proc.is_exe_from_memfd Process Executable Is Stored In Memfd
proc.is_sid_leader Process Is Process Session Leader
proc.is_vpgid_leader Process Is Virtual Process Group Leader
proc.is_pgid_leader Process Is Process Group Leader
proc.exe_ino Inode number of executable file on disk
proc.exe_ino.ctime Last status change time (ctime) of executable file
proc.exe_ino.mtime Last modification time (mtime) of executable file
proc.exe_ino.ctime_duration_proc_start Number of nanoseconds between ctime exe file and proc clone ts
proc.exe_ino.ctime_duration_pidns_start Number of nanoseconds between pidns start ts and ctime exe file
proc.pidns_init_start_ts Start ts of pid namespace
thread.cap_permitted Permitted capabilities
thread.cap_inheritable Inheritable capabilities
thread.cap_effective Effective capabilities
proc.stdin.type Standard Input fd type
proc.stdout.type Standard Output fd type
proc.stderr.type Standard Error fd type
proc.stdin.name Standard Input fd name
proc.stdout.name Standard Output fd name
proc.stderr.name Standard Error fd name
fd.ino FD Inode Number
fd.nameraw FD Name Raw
fd.types FD Type
fd.is_upper_layer FD Upper Layer
fd.is_lower_layer FD Lower Layer
fs.path.name Path for Filesystem-related operation
fs.path.nameraw Raw path for Filesystem-related operation
fs.path.source Source path for Filesystem-related operation
fs.path.sourceraw Source path for Filesystem-related operation
fs.path.target Target path for Filesystem-related operation
fs.path.targetraw Target path for Filesystem-related operation
`
    .trim()
    .split('\n')
    .map((line) => [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)]),
);

export interface FieldRow {
  readonly name: string;
  readonly type: string;
  readonly format: string;
  readonly argument: 'needs' | 'takes' | undefined;
  readonly hidden: boolean;
  readonly filterOnly: boolean;
  readonly printOnly: boolean;
}

function parse(text: string): FieldRow[] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [name = '', type = '', format = '', argument, ...flags] = line.split(' ');
      return {
        name,
        type,
        format,
        argument: argument === 'needs' || argument === 'takes' ? argument : undefined,
        hidden: flags.includes('hidden'),
        filterOnly: flags.includes('filter-only'),
        printOnly: flags.includes('print-only'),
      };
    });
}
