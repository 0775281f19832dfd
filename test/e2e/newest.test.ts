import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { capture, captureFiles, noCaptures } from '../support/captures.ts';
import { event, ipv4Address, ipv4Tuple, type ParamValue, unixTuple } from '../support/events.ts';
import type { MinimalEvent } from '../support/minimal-capture.ts';
import { fileFd, namedFd, newestCapture } from '../support/newest-capture.ts';
import { linesOf, tsdig } from '../support/program.ts';

const work = mkdtempSync(join(tmpdir(), 'tsdig-newest-'));
afterAll(() => rmSync(work, { recursive: true }));

const none = new Uint8Array(0);
const client = ipv4Tuple('10.0.0.5', 4000, '1.2.3.4', 80);
const asked = ipv4Tuple('10.0.0.5', 5000, '8.8.8.8', 53);
const answered = ipv4Tuple('8.8.8.8', 53, '10.0.0.5', 5000);
const guest = ipv4Tuple('9.9.9.9', 1234, '10.0.0.5', 8080);

/** A syscall's exit, which is all there is of it, and what is to be shown: number, type and name of its fd. */
type Step = readonly [call: string, values: readonly ParamValue[], shown: string];

/** What the process 100 does: its working directory is /srv, its fd 3 the directory /srv/dir. */
const steps: readonly Step[] = [
  ['SYSCALL_FSTAT', [0, 0], '0|file|/dev/pts/0'],
  ['SYSCALL_OPENAT_2', [-2, 3, 'gone', 1, 0, 0, 0], '-1|<NA>|/srv/dir/gone'],
  ['SYSCALL_OPEN', [5, 'a/../rel', 1, 0, 0x801, 11], '5|file|/srv/rel'],
  ['SYSCALL_OPENAT_2', [6, -100, './b', 0x5, 0o755, 0x801, 12], '6|file|/srv/b'],
  ['SYSCALL_OPENAT_2', [7, 3, 'c', 0x11, 0, 0x801, 13], '7|file|/srv/dir/c'],
  ['SYSCALL_OPENAT_2', [8, 99, 'd', 1, 0, 0, 0], '8|file|<UNKNOWN>d'],
  ['SYSCALL_OPENAT_2', [-2, 3, 'none', 1, 0, 0, 0], '-1|<NA>|/srv/dir/none'],
  ['SYSCALL_OPENAT_2', [12, -100, '/etc', 0x401, 0, 0x801, 1], '12|directory|/etc'],
  ['SYSCALL_OPENAT2', [9, 3, 'e', 2, 0, 0, 0x801, 14], '9|file|/srv/dir/e'],
  ['SYSCALL_CREAT', [10, '/tmp/new', 0o755, 0x801, 15, 0], '10|file|/tmp/new'],
  ['SYSCALL_OPEN_BY_HANDLE_AT', [11, 3, 1, '/h/x', 0x801, 16], '11|file|/h/x'],

  ['SYSCALL_READ', [4, 'abcd', 5, 4096], '5|file|/srv/rel'],
  ['SYSCALL_WRITE', [3, 'xyz', 6, 3], '6|file|/srv/b'],
  ['SYSCALL_PREAD', [2, 'ab', 7, 2, 100], '7|file|/srv/dir/c'],
  ['SYSCALL_PWRITE', [2, 'ab', 7, 2, 100], '7|file|/srv/dir/c'],
  ['SYSCALL_READV', [4, 4, 'abcd', 5], '5|file|/srv/rel'],
  ['SYSCALL_WRITEV', [4, 'abcd', 6, 4], '6|file|/srv/b'],
  ['SYSCALL_PREADV', [4, 4, 'abcd', 5, 7], '5|file|/srv/rel'],
  ['SYSCALL_PWRITEV', [4, 'abcd', 6, 4, 9], '6|file|/srv/b'],
  ['SYSCALL_READ', [-9, '', 77, 10], '77|<NA>|'],
  ['SYSCALL_LSEEK', [0, 5, 0, 0], '5|file|/srv/rel'],
  ['SYSCALL_FSTAT', [0, 5], '5|file|/srv/rel'],
  ['SYSCALL_IOCTL_3', [0, 5, 1, 2], '5|file|/srv/rel'],
  ['SYSCALL_FCNTL', [20, 5, 1, 0], '20|file|/srv/rel'],
  ['SYSCALL_FCNTL', [0, 5, 3, 0], '5|file|/srv/rel'],
  ['SYSCALL_DUP_1', [21, 6], '21|file|/srv/b'],
  ['SYSCALL_DUP2', [22, 6, 22], '22|file|/srv/b'],
  ['SYSCALL_DUP3', [23, 6, 23, 0x1000], '23|file|/srv/b'],
  ['SYSCALL_SENDFILE', [5, 0, 6, 5, 10], '6|file|/srv/b'],
  ['SYSCALL_SPLICE', [5, 5, 6, 10, 0], '5|file|/srv/rel'],
  ['SYSCALL_COPY_FILE_RANGE', [5, 6, 0, 5, 0, 5], '6|file|/srv/b'],
  ['SYSCALL_NEWFSTATAT', [0, 3, 'c', 0], '3|directory|/srv/dir'],
  ['SYSCALL_FCHOWNAT', [0, 3, 'c', 1, 2, 0], '3|directory|/srv/dir'],

  ['SYSCALL_PIPE2', [0, 30, 31, 555, 0x1000], '31|pipe|'],
  ['SOCKET_SOCKETPAIR', [0, 32, 33, 1, 2, 1, 1, 0], '33|unix|'],
  ['SYSCALL_EVENTFD2', [34, 0, 1], '34|event|'],
  ['SYSCALL_EPOLL_CREATE1', [35, 0], '35|eventpoll|'],
  ['SYSCALL_MEMFD_CREATE', [36, 'mem', 0], '36|memfd|mem'],
  ['SYSCALL_PIDFD_OPEN', [37, 200, 0], '37|pidfd|/proc/200'],
  ['SYSCALL_PIDFD_GETFD', [38, 37, 3, 0], '38|file|/theirs'],
  ['SYSCALL_INOTIFY_INIT1', [39, 0], '39|inotify|'],
  ['SYSCALL_SIGNALFD4', [40, 0, -1, 0], '40|signalfd|'],
  ['SYSCALL_TIMERFD_CREATE', [41, 0, 0], '41|timerfd|'],
  ['SYSCALL_USERFAULTFD', [42, 0], '42|userfaultfd|'],
  ['SYSCALL_BPF_2', [43, 5], '43|bpf|'],
  ['SYSCALL_IO_URING_SETUP', [44, 8, 8, 16, 0, 0, 0, 0], '44|io_uring|'],
  ['SYSCALL_IO_URING_ENTER', [1, 44, 1, 1, 0, 0], '44|io_uring|'],
  ['SYSCALL_IO_URING_REGISTER', [0, 44, 2, 0, 1], '44|io_uring|'],
  ['SYSCALL_READ', [8, '12345678', 34, 8], '34|event|'],

  ['SOCKET_SOCKET', [50, 2, 1, 6, 0], '50|ipv4|'],
  ['SOCKET_CONNECT', [0, client, 50, ipv4Address('1.2.3.4', 80)], '50|ipv4|10.0.0.5:4000->1.2.3.4:80'],
  ['SOCKET_SENDTO', [3, 'abc', 50, 3, none], '50|ipv4|10.0.0.5:4000->1.2.3.4:80'],
  ['SOCKET_RECVFROM', [3, 'abc', none, 50, 100], '50|ipv4|10.0.0.5:4000->1.2.3.4:80'],
  ['SOCKET_SENDMSG', [3, 'abc', 50, 3, none], '50|ipv4|10.0.0.5:4000->1.2.3.4:80'],
  ['SOCKET_RECVMSG', [3, 3, 'abc', none, none, 50], '50|ipv4|10.0.0.5:4000->1.2.3.4:80'],
  ['SOCKET_SHUTDOWN', [0, 50, 1], '50|ipv4|10.0.0.5:4000->1.2.3.4:80'],
  ['SOCKET_GETSOCKOPT', [0, 50, 1, 2, Uint8Array.of(0), 4], '50|ipv4|10.0.0.5:4000->1.2.3.4:80'],
  ['SOCKET_SOCKET', [51, 2, 2, 17, 0], '51|ipv4|'],
  ['SOCKET_SENDTO', [3, 'abc', 51, 3, asked], '51|ipv4|10.0.0.5:5000->8.8.8.8:53'],
  ['SOCKET_RECVFROM', [3, 'abc', answered, 51, 3], '51|ipv4|10.0.0.5:5000->8.8.8.8:53'],
  ['SOCKET_SOCKET', [52, 2, 1, 0, 0], '52|ipv4|'],
  ['SOCKET_BIND', [0, ipv4Address('0.0.0.0', 8080), 52], '52|ipv4|0.0.0.0:8080'],
  ['SOCKET_LISTEN', [0, 52, 128], '52|ipv4|0.0.0.0:8080'],
  ['SOCKET_ACCEPT4_6', [53, guest, 0, 0, 128, 0], '53|ipv4|9.9.9.9:1234->10.0.0.5:8080'],
  ['SYSCALL_READ', [3, 'abc', 53, 3], '53|ipv4|9.9.9.9:1234->10.0.0.5:8080'],
  ['SOCKET_SOCKET', [55, 1, 1, 0, 0], '55|unix|'],
  ['SOCKET_CONNECT', [0, unixTuple(1n, 2n, '/run/x'), 55, none], '55|unix|1->2 /run/x'],

  ['SYSCALL_CHDIR', [0, 'sub'], '<NA>|<NA>|<NA>'],
  ['SYSCALL_OPEN', [60, 'in', 1, 0, 0, 0], '60|file|/srv/sub/in'],
  ['SYSCALL_FCHDIR', [0, 12], '12|directory|/etc'],
  ['SYSCALL_OPEN', [61, 'passwd', 1, 0, 0, 0], '61|file|/etc/passwd'],

  ['SYSCALL_CLOSE', [0, 5], '5|file|/srv/rel'],
  ['SYSCALL_READ', [-9, '', 5, 10], '5|<NA>|'],
  ['SYSCALL_CLOSE_RANGE', [0, 30, 33, 0], '<NA>|<NA>|<NA>'],
  ['SYSCALL_READ', [-9, '', 31, 1], '31|<NA>|'],
];

const threads = [
  { tid: 100, comm: 'app', cwd: '/srv/', fds: [fileFd(0, '/dev/pts/0'), namedFd(3, 2, '/srv/dir')] },
  { tid: 200, comm: 'other', fds: [fileFd(3, '/theirs')] },
];

function exit(call: string, values: readonly ParamValue[], tid = 100): MinimalEvent {
  return event(`PPME_${call}_X`, values, { tid });
}

/** A file of these events, and what the program prints about it. */
function shown(name: string, events: readonly MinimalEvent[], ...args: readonly string[]): string[] {
  const file = join(work, `${name}.scap`);
  writeFileSync(file, newestCapture(threads, events));
  const { stdout, stderr } = tsdig(['-r', file, ...args]);
  if (stderr !== '') throw new Error(stderr);
  return linesOf(stdout);
}

const calls = steps.map(([call, values]) => exit(call, values));
const filtered = (filter: string) => shown('calls', calls, '-p', '%evt.num', filter).map((num) => steps[Number(num) - 1]![2]);

describe('a capture of the newest drivers, in which calls have no enters', () => {
  it('tells which fd each call was about, and what stands behind it', () => {
    const lines = shown('calls', calls, '-p', '*%fd.num|%fd.type|%fd.name');
    expect(lines.map((line, i) => `${steps[i]![0]} ${line}`)).toEqual(steps.map(([call, , fd]) => `${call} ${fd}`));
  });

  it('has neither enters nor latencies, but results', () => {
    const lines = shown('calls', calls, '-p', '*%evt.dir %evt.latency %evt.rawres %evt.count.exit');
    expect(lines).toEqual(steps.map(([, values]) => `< 0 ${String(values[0])} 1`));
    expect(shown('calls', calls, '-p', '%evt.num', 'evt.latency>0 or evt.dir=>')).toEqual([]);
  });

  it('can be filtered by what the enters used to tell', () => {
    expect(filtered('fd.name startswith /srv and evt.is_open_write=true')).toEqual(['9|file|/srv/dir/e']);
    expect(filtered('evt.is_open_read=true and fd.typechar=d')).toEqual(['12|directory|/etc']);
    expect(filtered('evt.type=read and fd.num=34')).toEqual(['34|event|']);
    expect(filtered('fd.sport=8080 and fd.cip=9.9.9.9')).toEqual(Array(2).fill('53|ipv4|9.9.9.9:1234->10.0.0.5:8080'));
    expect(filtered('fd.l4proto=udp')).toHaveLength(2);
    expect(filtered('evt.failed=true')).toEqual(['-1|<NA>|/srv/dir/gone', '-1|<NA>|/srv/dir/none', '77|<NA>|', '5|<NA>|', '31|<NA>|']);
    expect(filtered('proc.cwd=/etc/ and evt.type=open')).toEqual(['61|file|/etc/passwd']);
  });

  it('shows names relative to the working directory and to directories in full', () => {
    const paths = [
      exit('SYSCALL_CHDIR', [0, 'sub']),
      exit('SYSCALL_MKDIR_2', [0, 'd', 0o755]),
      exit('SYSCALL_MKDIRAT', [0, 3, 'd', 0o755]),
      exit('SYSCALL_RMDIR_2', [0, 'd']),
      exit('SYSCALL_UNLINK_2', [0, 'u']),
      exit('SYSCALL_UNLINKAT_2', [0, 3, 'u', 0]),
      exit('SYSCALL_RENAME', [0, 'o', 'n']),
      exit('SYSCALL_RENAMEAT2', [0, 3, 'o', -100, 'n', 0]),
      exit('SYSCALL_STAT', [0, 's']),
    ];
    expect(shown('paths', paths, '-p', '*%evt.args').map((line) => line.match(/\(\/[^)]*\)/g)?.join(''))).toEqual([
      undefined,
      '(/srv/sub/d)',
      '(/srv/dir/d)',
      '(/srv/sub/d)',
      '(/srv/sub/u)',
      '(/srv/dir/u)',
      '(/srv/sub/o)(/srv/sub/n)',
      '(/srv/dir/o)(/srv/sub/n)',
      '(/srv/sub/s)',
    ]);
  });

  it('follows births and executions from both sides', () => {
    const memory = [1, 2, 3, 4, 5];
    const born = (call: string, result: number, tid: number, ptid: number) =>
      exit(call, [result, '/bin/app', 'x\0', tid, tid, ptid, '/srv', 1024, ...memory, 'app', 'cpu=/\0', 0, 0, 0, tid, tid, 77], tid);
    const run = (call: string, tid: number, comm: string, more: readonly ParamValue[]) => {
      const image = [0, comm, 'a\0', tid, tid, 100, '/srv', 1024, ...memory, comm, 'cpu=/\0', 'A=1\0', 34816, tid, 1000];
      return exit(call, [...image, 0, 0, 0, 0, 5, 6, 7, 1000, `/usr/bin/${comm}`, tid, 1000, ...more], tid);
    };
    const story = [
      exit('SYSCALL_OPEN', [6, 'f', 2, 0, 0, 0]),
      born('SYSCALL_CLONE_20', 300, 100, 1),
      born('SYSCALL_CLONE_20', 0, 300, 100),
      exit('SYSCALL_WRITE', [1, 'x', 6, 1], 300),
      born('SYSCALL_CLONE3', 0, 301, 100),
      born('SYSCALL_FORK_20', 0, 302, 301),
      run('SYSCALL_EXECVE_19', 300, 'ls', ['ls']),
      exit('SYSCALL_WRITE', [1, 'x', 6, 1], 300),
      run('SYSCALL_EXECVEAT', 302, 'sh', []),
      exit('SYSCALL_PRCTL', [0, 15, 'renamed', 0], 302),
      exit('SYSCALL_SETUID', [0, 0], 302),
    ];
    expect(shown('births', story, '-p', '*%thread.tid %proc.name %proc.pname %proc.exepath %user.name %fd.name')).toEqual([
      '100 app <NA> /usr/bin/app root /srv/f',
      '100 app <NA> /usr/bin/app root <NA>',
      '300 app app /usr/bin/app root <NA>',
      '300 app app /usr/bin/app root /srv/f',
      '301 app app /usr/bin/app root <NA>',
      '302 app app /usr/bin/app root <NA>',
      '300 ls app /usr/bin/ls bob <NA>',
      '300 ls app /usr/bin/ls bob /srv/f',
      '302 sh app /usr/bin/sh bob <NA>',
      '302 renamed app /usr/bin/sh bob <NA>',
      '302 renamed app /usr/bin/sh root <NA>',
    ]);
  });

  it('names calls that have no type of their own', () => {
    const statx = 367;
    expect(shown('generic', [exit('GENERIC', [statx, 332])], '-p', '%evt.dir %evt.type %syscall.type')).toEqual(['< statx statx']);
  });
});

describe.skipIf(captureFiles().length === 0)(`a section header with comments, which sysdig does not read (${noCaptures} otherwise)`, () => {
  it('keeps nobody from names and paths', () => {
    const file = capture('curl_google_comments');
    const { stdout, code } = tsdig(['-r', file, '-p', '%proc.cmdline %fd.name', 'evt.type=connect and evt.dir=<']);
    expect(code).toBe(0);
    expect([...new Set(linesOf(stdout).map((line) => line.replace(/:\d+->/, ':*->')))]).toEqual([
      expect.stringMatching(/^curl -6 http:\/\/www.google.com 0->ffff88003c420800 \/var\/run\/nscd\/socket$/),
      expect.stringMatching(/ 2600:1f18:262c:6542:9aa6:df7a:9a47:d29e:\*->2001:4860:4860::8888:53$/),
      expect.stringMatching(/ 2600:1f18:262c:6542:9aa6:df7a:9a47:d29e:\*->2607:f8b0:4004:802::2004:80$/),
    ]);
    const opened = tsdig(['-r', file, '-p', '%proc.cmdline %fd.name', 'evt.type=open and evt.dir=<']);
    expect(linesOf(opened.stdout)[0]).toBe('curl -6 http://www.google.com /etc/ld.so.cache');
  });
});
