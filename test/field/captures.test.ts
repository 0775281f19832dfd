import { describe, expect, it } from 'vitest';
import { capture, capturesDir, noCaptures } from '../support/captures.ts';
import { valuesAt } from '../support/field-values.ts';

/** Values that sysdig 0.29.3 shows: capture and event number, then a field a line. */
const truth = `
falco__test_trace_files_cat_write 131
  proc.pid 20072
  proc.exe cat
  proc.name cat
  proc.args /dev/null
  proc.cmdline cat /dev/null
  proc.exeline cat /dev/null
  proc.nthreads 1
  proc.ppid 11310
  proc.pname bash
  proc.pcmdline bash --noediting -i
  proc.apid[2] 1077
  proc.aname[2] emacs
  proc.loginshellid 1020
  proc.fdlimit 1024
  proc.vmsize 360
  proc.vmrss 4
  proc.vmswap 0
  thread.pfminor 61
  thread.tid 20072
  thread.ismain true
  thread.cgroup.cpuacct /user.slice/user-1000.slice/session-1.scope
  thread.vmsize 360
  thread.vmrss 4
  thread.vmsize.b 368640
  thread.vmrss.b 4096
  proc.sname cat
  thread.nametid cat20072
  proc.is_container_healthcheck false
  proc.is_container_liveness_probe false
  proc.is_container_readiness_probe false
  proc.is_exe_writable false
  user.uid 4294967295
  group.gid 4294967295
sysdig-opensource-examples__example4_example4-1 44
  proc.env PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
falco__test_trace_files_open-multiple-files 1096
  proc.cwd /mnt/sf_mstemm/work/src/falco/test/
libs__test_libsinsp_e2e_resources_captures_curl_google 1018
  proc.nchilds 1
libs__test_libsinsp_e2e_resources_captures_curl_google 1051
  proc.duration 25396
falco__test_trace_files_cat_write 141
  proc.fdopencount 1
  fd.num 3
  fd.type file
  fd.name /etc/ld.so.cache
  fd.directory /etc
  fd.filename ld.so.cache
  fd.containername :/etc/ld.so.cache
  fd.containerdirectory :/etc
  fd.name_changed true
sysdig-opensource-examples__example4_example4-1 3
  thread.pfmajor 1
falco__test_trace_files_psp_write_tmp_test 115
  thread.vtid 1
  proc.vpid 1
  proc.sid 25754
  proc.exepath /bin/bash
  proc.vpgid 1
  user.name root
  user.homedir /root
  user.shell /bin/bash
  group.name root
  container.id 697956520d89
  container.name hopeful_taussig
  container.image nginx
  container.image.id f68d6e55e06520f152403e6d96d0de5c9790a89b4cfc99f4626f68146fa1dbdc
  container.type docker
  container.image.repository nginx
  container.image.tag latest
  container.image.digest sha256:96fb261b66270b900ea5a2c17a26abbfabe95506e73c3a3c65869a6dbe83223a
  container.healthcheck NONE
  container.liveness_probe NONE
  container.readiness_probe NONE
sf-collector__tests_files_filesat 499
  proc.tty 34816
sf-collector__tests_namespaces_setns 1023
  user.loginuid 501
falco__test_trace_files_psp_privileged 1405
  user.loginname root
  container.privileged true
sysdig-opensource-examples__example5_nginx 53
  container.mounts /home/ubuntu/sysdig-opensource-examples/example0:/usr/share/nginx/html:rw:true:rprivate
  container.mount[0] /home/ubuntu/sysdig-opensource-examples/example0:/usr/share/nginx/html:rw:true:rprivate
  container.mount.source[0] /home/ubuntu/sysdig-opensource-examples/example0
  container.mount.dest[0] /usr/share/nginx/html
  container.mount.mode[0] rw
  container.mount.rdwr[0] true
  container.mount.propagation[0] rprivate
falco__test_trace_files_cat_write 140
  fd.typechar f
  fd.uid 20072-1
libs__test_libsinsp_e2e_resources_captures_curl_google 1189
  fd.cip 2600:1f18:262c:6542:9aa6:df7a:9a47:d29e
  fd.sip 2001:4860:4860::8888
  fd.lip 2600:1f18:262c:6542:9aa6:df7a:9a47:d29e
  fd.rip 2001:4860:4860::8888
  fd.cport 40251
  fd.sport 53
  fd.lport 40251
  fd.rport 53
  fd.l4proto udp
  fd.cproto 40251
  fd.sproto 53
  fd.lproto 40251
  fd.rproto 53
  fd.connected true
libs__test_libsinsp_e2e_resources_captures_curl_google 1010
  fd.sockfamily ip
  fd.is_server true
sf-collector__tests_namespaces_setns 2477
  syslog.facility.str authpriv
  syslog.facility 10
  syslog.severity.str notice
  syslog.severity 5
libs__test_libsinsp_e2e_resources_captures_curl_google 1192
  fdlist.nums 4
  fdlist.names 2600:1f18:262c:6542:9aa6:df7a:9a47:d29e:40251->2001:4860:4860::8888:53
  fdlist.cips 2600:1f18:262c:6542:9aa6:df7a:9a47:d29e
  fdlist.sips 2001:4860:4860::8888
  fdlist.cports 40251
  fdlist.sports 53
`;

interface Row {
  readonly file: string;
  readonly num: number;
  readonly field: string;
  readonly value: string;
}

function rows(): Row[] {
  let file = '';
  let num = 0;
  return truth
    .split('\n')
    .filter((line) => line !== '')
    .flatMap((line) => {
      if (!line.startsWith('  ')) {
        [file = '', num = 0] = line.split(' ').map((word, i) => (i === 0 ? word : Number(word))) as [string, number];
        return [];
      }
      const [, field = '', value = ''] = /^ {2}(\S+) (.*)$/.exec(line) ?? [];
      return [{ file, num, field, value }];
    });
}

const byFile = Map.groupBy(rows(), ({ file }) => file);

describe.runIf(capturesDir !== undefined)(`fields read from captures (else: ${noCaptures})`, () => {
  it.each([...byFile.keys()])('of %s show what they show in sysdig', async (file) => {
    const expected = byFile.get(file)!;
    const wanted = new Map(
      [...Map.groupBy(expected, ({ num }) => num)].map(([num, found]) => [num, found.map(({ field }) => field)] as const),
    );
    const read = await valuesAt(capture(`${file}.scap`), wanted);
    const seen = expected.map((row) => ({ ...row, value: read.get(row.num)?.[wanted.get(row.num)!.indexOf(row.field)] }));
    expect(seen).toEqual(expected);
  });
});
