import { describe, expect, it } from 'vitest';
import { event, ipv4Address, ipv4Tuple, ipv6Tuple, unixTuple } from '../../support/events.ts';
import { linesOf } from '../../support/lines.ts';
import { int, type MinimalEvent } from '../../support/minimal-capture.ts';

/** A thread in /work with /etc/passwd open as 3 and the folder /tmp as 4. */
const before: readonly MinimalEvent[] = [
  event('PPME_SYSCALL_CHDIR_X', [0, '/work']),
  event('PPME_SYSCALL_OPEN_X', [3, '/etc/passwd', 1, 0, 0]),
  event('PPME_SYSCALL_OPEN_X', [4, '/tmp', 1, 0, 0]),
];

/** What `evt.args` shows of an event that comes after these. */
function args(made: MinimalEvent, options: Parameters<typeof linesOf>[2] = {}): string {
  return linesOf([...before, made], '*%evt.args', options)
    .slice(before.length)
    .join('\n');
}

describe('an fd among the arguments', () => {
  it('shows its type and name', () => {
    expect(args(event('PPME_SYSCALL_READ_E', [3, 4096]))).toBe('fd=3(<f>/etc/passwd) size=4096 ');
  });

  it('is a bare number where nothing is known of it', () => {
    expect(args(event('PPME_SYSCALL_READ_E', [9, 1]))).toBe('fd=9 size=1 ');
  });

  it('is an error or the working directory where it is negative', () => {
    expect(args(event('PPME_SYSCALL_READ_E', [-9, 1]))).toBe('fd=-9(EBADF) size=1 ');
    expect(args(event('PPME_SYSCALL_UNLINKAT_2_X', [0, -100, 'a', 0]))).toBe('res=0 dirfd=-100(AT_FDCWD) name=a(/work/a) flags=0 ');
  });

  it('looks the same the first time and after many times', () => {
    const reads = Array.from({ length: 20 }, () => event('PPME_SYSCALL_READ_E', [3, 1]));
    expect(new Set(linesOf([...before, ...reads], '*%evt.args').slice(before.length))).toEqual(new Set(['fd=3(<f>/etc/passwd) size=1 ']));
  });
});

describe('a number among the arguments', () => {
  it('is octal or upper-case hexadecimal where its format says so, in all its bits', () => {
    for (const mode of [0, 1, 7, 8, 0o644, 0o7777, 0x7fffffff, 0x80000000, 0xffffffff]) {
      const octal = mode === 0 ? '0' : `0${mode.toString(8)}`;
      expect(args(event('PPME_SYSCALL_OPEN_X', [-2, '/x', 1, mode, 0]))).toContain(` mode=${octal} `);
    }
    for (const address of [0n, 1n, 0x10n, 0xabcn, 0xffffffffn, 0x100000000n, 0x7fd8e4f51000n, 0xffffffffffffffffn]) {
      expect(args(event('PPME_SYSCALL_BRK_4_E', [address]))).toBe(`addr=${address.toString(16).toUpperCase()} `);
    }
  });
});

describe('a result among the arguments', () => {
  it('shows the name of its error', () => {
    expect(args(event('PPME_SYSCALL_CLOSE_X', [-9]))).toBe('res=-9(EBADF) ');
    expect(args(event('PPME_SYSCALL_CLOSE_X', [0]))).toBe('res=0 ');
    expect(args(event('PPME_SYSCALL_CLOSE_X', [-9999]))).toBe('res=-9999 ');
  });
});

describe('a path among the arguments', () => {
  it('shows where a relative one leads', () => {
    expect(args(event('PPME_SYSCALL_RMDIR_2_X', [0, '../other/./x']))).toBe('res=0 path=../other/./x(/other/x) ');
    expect(args(event('PPME_SYSCALL_UNLINKAT_2_X', [0, 4, 'x', 0]))).toBe('res=0 dirfd=4(<f>/tmp) name=x(/tmp/x) flags=0 ');
  });

  it('stands alone where it is absolute', () => {
    expect(args(event('PPME_SYSCALL_RMDIR_2_X', [0, '/a/../b']))).toBe('res=0 path=/a/../b ');
  });
});

describe('an address among the arguments', () => {
  it('is one end or both', () => {
    expect(args(event('PPME_SOCKET_BIND_X', [0, ipv4Address('127.0.0.1', 80)]))).toBe('res=0 addr=127.0.0.1:80 ');
    const tuples = [ipv4Tuple('10.0.0.1', 5000, '10.0.0.2', 80), ipv6Tuple(`20010db8${'0'.repeat(23)}1`, 1, `${'0'.repeat(31)}1`, 2)];
    expect(tuples.map((tuple) => args(event('PPME_SOCKET_CONNECT_X', [0, tuple])))).toEqual([
      'res=0 tuple=10.0.0.1:5000->10.0.0.2:80 ',
      'res=0 tuple=2001:db8::1:1->::1:2 ',
    ]);
    expect(args(event('PPME_SOCKET_CONNECT_X', [0, unixTuple(0xffff880000000000n, 0n, '/run/x')]))).toBe(
      'res=0 tuple=ffff880000000000->0 /run/x ',
    );
  });

  it('may be missing', () => {
    expect(args(event('PPME_SOCKET_BIND_X', [0, undefined]))).toBe('res=0 addr=NULL ');
  });

  it('shows names of ports where somebody knows them', () => {
    const portName = (port: number): string | undefined => (port === 80 ? 'http' : undefined);
    expect(args(event('PPME_SOCKET_BIND_X', [0, ipv4Address('127.0.0.1', 80)]), { portName })).toBe('res=0 addr=127.0.0.1:http ');
    expect(args(event('PPME_SOCKET_BIND_X', [0, ipv4Address('127.0.0.1', 81)]), { portName })).toBe('res=0 addr=127.0.0.1:81 ');
  });
});

describe('numbers with names among the arguments', () => {
  it('are flags, commands, signals, spans of time and ids', () => {
    expect(args(event('PPME_SYSCALL_OPEN_X', [-2, '/x', 4097, 0o644, 0]))).toBe(
      'fd=-2(ENOENT) name=/x flags=4097(O_RDONLY|O_CLOEXEC) mode=0644 dev=0 ',
    );
    expect(args(event('PPME_SYSCALL_FCNTL_E', [3, 4]))).toBe('fd=3(<f>/etc/passwd) cmd=4(F_GETFL) ');
    expect(args(event('PPME_SYSCALL_KILL_E', [100, 9]))).toBe('pid=100(<NA>) sig=9(SIGKILL) ');
    expect(args(event('PPME_SYSCALL_NANOSLEEP_E', [500_000_000]))).toBe('interval=500000000(0.5s) ');
    expect(args(event('PPME_SYSCALL_NANOSLEEP_E', [-1]))).toBe('interval=none ');
    expect(args(event('PPME_SYSCALL_SETUID_E', [0xffffffff]))).toBe('uid=-1(<NONE>) ');
    expect(args(event('PPME_SYSCALL_SETUID_E', [12345]))).toBe('uid=12345(<NA>) ');
    expect(args(event('PPME_SYSCALL_MMAP_E', [0, 4096, 3, 2, -1, 0]))).toBe(
      'addr=0 length=4096 prot=3(PROT_READ|PROT_WRITE) flags=2(MAP_PRIVATE) fd=-1(EPERM) offset=0 ',
    );
  });

  it('are the fds of a poll', () => {
    const list = Buffer.concat([int(2, 2), int(8, 3), int(2, 1), int(8, 77), int(2, 4)]);
    expect(args(event('PPME_SYSCALL_POLL_E', [list, 100]))).toBe('fds=3:f1 77:?4 timeout=100 ');
  });
});

describe('a buffer among the arguments', () => {
  const data = 'GET / HTTP/1.1\r\n\r\n\x01\xff';

  it('has dots for what is not printable', () => {
    expect(args(event('PPME_SYSCALL_READ_X', [5, data]))).toBe('res=5 data=GET / HTTP/1.1...... ');
  });

  it('is cut to 80 bytes, unless all of it is wanted', () => {
    const long = event('PPME_SYSCALL_READ_X', [100, 'x'.repeat(81)]);
    expect(args(long)).toBe(`res=100 data=${'x'.repeat(77)}... `);
    expect(args(long, { verbose: true })).toBe(`res=100 data=${'x'.repeat(81)} `);
  });

  it('is text, hexadecimal or base64 where that is wanted', () => {
    const read = event('PPME_SYSCALL_READ_X', [5, data]);
    expect(args(read, { buffers: 'ascii' })).toBe('res=5 data=\nGET / HTTP/1.1\n\n ');
    expect(args(read, { buffers: 'base64' })).toBe('res=5 data=R0VUIC8gSFRUUC8xLjENCg0KAf8= ');
    expect(args(read, { buffers: 'hexAscii' })).toBe(
      [
        'res=5 data=',
        '\t0x0000: 4745 5420 2f20 4854 5450 2f31 2e31 0d0a  GET / HTTP/1.1..',
        '\t0x0010: 0d0a 01ff                                ....',
        ' ',
      ].join('\n'),
    );
  });
});

describe('arguments on a terminal', () => {
  const hostile = 'a\x1b[2Jb';

  it('cannot steer it', () => {
    expect(args(event('PPME_SYSCALL_CHDIR_X', [0, hostile]), { terminal: true })).toBe('res=0 path=a\\e[2Jb ');
    expect(args(event('PPME_SYSCALL_CHDIR_X', [0, hostile]))).toBe(`res=0 path=${hostile} `);
  });

  it('keep the line ends of a buffer that is shown as text', () => {
    const read = event('PPME_SYSCALL_READ_X', [3, `x\n${hostile}`]);
    expect(args(read, { terminal: true, buffers: 'ascii' })).toBe('res=3 data=\nx\na[2Jb ');
  });
});

describe('events with other parameters than their type defines', () => {
  it('show those they have', () => {
    expect(args(event('PPME_SYSCALL_OPEN_X', [-2]))).toBe('fd=-2(ENOENT) ');
    expect(args(event('PPME_SYSCALL_OPEN_X', []))).toBe('');
  });

  it('show what newer drivers added only where exits come without their enters', () => {
    const exit = event('PPME_SYSCALL_READ_X', [1, 'x', 3, 10]);
    expect(args(exit)).toBe('res=1 data=x fd=3(<f>/etc/passwd) size=10 ');
    const pair = [event('PPME_SYSCALL_READ_E', [3, 10]), exit];
    expect(linesOf([...before, ...pair], '*%evt.args').at(-1)).toBe('res=1 data=x ');
  });

  it('read a number stored too short into the parameter behind it, as sysdig does', () => {
    const shortFd = event('PPME_SYSCALL_MMAP_E', [0, 4096, 0, 0, int(4, -1), 0]);
    expect(args(shortFd)).toContain('fd=4294967295 offset=0 ');
  });
});
