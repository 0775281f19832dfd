import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { because, loadingObstacle } from '../load/support.ts';
import type { Argument } from './calls.ts';
import { recordCalls, type Value } from './record.ts';

/**
 * Real system calls, and the events that must come of them. What a call returned stands as `R` in its exit.
 */

const obstacle = await loadingObstacle();

/** Stands for what the call returned. */
const R = Symbol('result');
const FDCWD = -100;

/** One call: its name and arguments, the event it becomes, the values of its enter and of its exit. */
interface Expectation {
  readonly call: readonly [name: string, ...args: Argument[]];
  readonly event: string;
  readonly enter: readonly unknown[];
  readonly exit: readonly unknown[];
}

function call(
  name: string,
  args: readonly Argument[],
  event: string,
  enter: readonly unknown[],
  exit: readonly unknown[] = [R],
): Expectation {
  return { call: [name, ...args], event, enter, exit };
}

const result = (index: number): Argument => ({ result: index });
const hex = (...bytes: number[]): Argument => ({ bytes: Buffer.from(bytes).toString('hex') });
const longs = (...values: (number | bigint)[]): Argument => ({
  bytes: Buffer.from(BigInt64Array.from(values, BigInt).buffer).toString('hex'),
});

/** Makes the calls and holds their events against what is expected, in order; others in between are left alone. */
async function expectEvents(expectations: readonly Expectation[]): Promise<readonly number[]> {
  const { events, results, pid } = await recordCalls(expectations.map((one) => one.call));
  const own = events.filter(({ tid }) => tid === pid);
  let at = 0;
  const next = (code: string): readonly Value[] | string => {
    const found = own.findIndex((event, i) => i >= at && event.code === code);
    if (found < 0) return `no ${code} among ${own.slice(at).map((event) => event.code)}`;
    at = found + 1;
    return own[found]!.values;
  };
  for (const [i, { call: made, event, enter, exit }] of expectations.entries()) {
    const expected = (values: readonly unknown[]): unknown[] => values.map((value) => (value === R ? results[i] : value));
    expect([i, made[0], next(`PPME_${event}_E`)]).toEqual([i, made[0], expected(enter)]);
    expect([i, made[0], next(`PPME_${event}_X`)]).toEqual([i, made[0], expected(exit)]);
  }
  return results;
}

const anyNumber = expect.any(Number);
const memoryFacts = [anyNumber, anyNumber, anyNumber];

describe.skipIf(obstacle !== undefined)(`system calls live${because(obstacle)}`, () => {
  let folder = '';
  let dev = 0;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'tsdig-test-'));
    dev = statSync(folder).dev;
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test('open files by all names of the call', async () => {
    const file = join(folder, 'file');
    const flags = 0o102 | 0o1000 | 0o2000000; // O_RDWR O_CREAT O_TRUNC O_CLOEXEC
    const ppm = 3 | (1 << 2) | (1 << 8) | (1 << 12);
    const how = longs(0o100 | 0o1, 0o640, 0x08); // O_CREAT O_WRONLY, RESOLVE_BENEATH
    await expectEvents([
      call('creat', [file, 0o640], 'SYSCALL_CREAT', [file, 0o640], [R, file, 0o640, dev]),
      call('open', [file, flags, 0o600], 'SYSCALL_OPEN', [file, ppm, 0o600], [R, file, ppm, 0o600, dev]),
      call('open', [file, 0, 0o777], 'SYSCALL_OPEN', [file, 1, 0], [R, file, 1, 0, dev]),
      call('openat', [FDCWD, file, flags, 0o600], 'SYSCALL_OPENAT_2', [FDCWD, file, ppm, 0o600], [R, FDCWD, file, ppm, 0o600, dev]),
      call(
        'openat',
        [FDCWD, folder, 0o200000, 0],
        'SYSCALL_OPENAT_2',
        [FDCWD, folder, 1 | (1 << 10), 0],
        [R, FDCWD, folder, 1 | (1 << 10), 0, dev],
      ),
      call(
        'openat2',
        [result(4), 'under', how, 24],
        'SYSCALL_OPENAT2',
        [expect.any(Number), 'under', 6, 0o640, 1],
        [R, expect.any(Number), 'under', 6, 0o640, 1],
      ),
      call('open', [join(folder, 'none'), 0, 0], 'SYSCALL_OPEN', [join(folder, 'none'), 1, 0], [-2, join(folder, 'none'), 1, 0, 0]),
      call('open', [0, 0, 0], 'SYSCALL_OPEN', ['(NULL)', 1, 0], [-14, '(NULL)', 1, 0, 0]),
      call('open', [4096, 0, 0], 'SYSCALL_OPEN', ['<NA>', 1, 0], [-14, '<NA>', 1, 0, 0]),
    ]);
  });

  test('read and write', async () => {
    const file = join(folder, 'data');
    const buffer = { space: 64 };
    await expectEvents([
      call('open', [file, 0o102, 0o600], 'SYSCALL_OPEN', [file, 7, 0o600], [R, file, 7, 0o600, dev]),
      call('write', [result(0), 'hello world', 11], 'SYSCALL_WRITE', [anyNumber, 11], [11, 'hello world']),
      call('pwrite64', [result(0), 'J', 1, 6], 'SYSCALL_PWRITE', [anyNumber, 1, 6], [1, 'J']),
      call('lseek', [result(0), 0, 0], 'SYSCALL_LSEEK', [anyNumber, 0, 0], [0]),
      call('read', [result(0), buffer, 64], 'SYSCALL_READ', [anyNumber, 64], [11, 'hello Jorld']),
      call('pread64', [result(0), buffer, 5, 6], 'SYSCALL_PREAD', [anyNumber, 5, 6], [5, 'Jorld']),
      call('lseek', [result(0), 3, 2], 'SYSCALL_LSEEK', [anyNumber, 3, 2], [14]),
      call('writev', [result(0), { vector: ['one', 'two', 'three'] }, 3], 'SYSCALL_WRITEV', [anyNumber, 11], [11, 'onetwothree']),
      call('pwritev', [result(0), { vector: ['ab', 'c'] }, 2, 14], 'SYSCALL_PWRITEV', [anyNumber, 3, 14], [3, 'abc']),
      call(
        'preadv',
        [result(0), { vector: [{ space: 4 }, { space: 64 }] }, 2, 14],
        'SYSCALL_PREADV',
        [anyNumber, 14],
        [11, 11, 'abctwothree'],
      ),
      call('lseek', [result(0), 14, 0], 'SYSCALL_LSEEK', [anyNumber, 14, 0], [14]),
      call('readv', [result(0), { vector: [{ space: 2 }, { space: 3 }] }, 2], 'SYSCALL_READV', [anyNumber], [5, 5, 'abctw']),
      call('read', [result(0), 4096, 5], 'SYSCALL_READ', [anyNumber, 5], [-14, '']),
      call('write', [-1, 'x', 1], 'SYSCALL_WRITE', [-1, 1], [-9, 'x']),
      call('read', [999, buffer, 1], 'SYSCALL_READ', [999, 1], [-9, '']),
      call('fstat', [result(0), { space: 256 }], 'SYSCALL_FSTAT', [anyNumber], [0]),
      call('flock', [result(0), 6], 'SYSCALL_FLOCK', [anyNumber, 6], [0]),
      call('fcntl', [result(0), 3], 'SYSCALL_FCNTL', [anyNumber, 4], [0o100002]),
      call('ioctl', [result(0), 0x5401, { number: '140737488355327' }], 'SYSCALL_IOCTL_3', [anyNumber, 0x5401, 0x7fffffffffff], [-25]),
      call('dup', [result(0)], 'SYSCALL_DUP', [anyNumber]),
      call('dup2', [result(0), 77], 'SYSCALL_DUP', [anyNumber], [77]),
      call('dup3', [result(0), 78, 0o2000000], 'SYSCALL_DUP', [anyNumber], [78]),
      call('sendfile', [78, 77, longs(2), 3], 'SYSCALL_SENDFILE', [78, 77, 2, 3], [3, 5]),
      call('copy_file_range', [77, 0, 78, 0, 1, 0], 'SYSCALL_COPY_FILE_RANGE', [77, 0, 1], [R, 78, 0]),
      call('close', [78], 'SYSCALL_CLOSE', [78], [0]),
      call('close', [78], 'SYSCALL_CLOSE', [78], [-9]),
    ]);
  });

  test('cut a payload at the snaplen, over all of its vectors', async () => {
    const { events, pid } = await recordCalls(
      [
        ['open', '/dev/null', 1, 0],
        ['writev', result(0), { vector: ['a'.repeat(60), 'b'.repeat(60)] }, 2],
        ['write', result(0), 'c'.repeat(200), 200],
      ],
      { snaplen: 100 },
    );
    const data = (code: string): unknown => events.find((event) => event.tid === pid && event.code === code)?.values[1];
    expect(data('PPME_SYSCALL_WRITEV_X')).toBe('a'.repeat(60) + 'b'.repeat(40));
    expect(data('PPME_SYSCALL_WRITE_X')).toBe('c'.repeat(100));
  });

  test('carry payloads of 65,000 bytes, over as many vectors as a call may have', async () => {
    const part = 'x'.repeat(63);
    const parts = Array.from({ length: 1024 }, (_, i) => `${part}${'abcdefgh'[i % 8]}`);
    const { events, pid } = await recordCalls(
      [
        ['open', '/dev/null', 2],
        ['writev', result(0), { vector: parts }, parts.length],
        ['write', result(0), { space: 100_000 }, 100_000],
      ],
      { snaplen: 65_535 },
    );
    const written = (code: string): readonly Value[] | undefined =>
      events.find((event) => event.tid === pid && event.code === code)?.values;
    expect(written('PPME_SYSCALL_WRITEV_E')?.[1]).toBe(65_536);
    expect(written('PPME_SYSCALL_WRITEV_X')).toEqual([65_536, parts.join('').slice(0, 65_000)]);
    expect(written('PPME_SYSCALL_WRITE_X')).toEqual([100_000, '\0'.repeat(65_000)]);
  });

  test('names in the file system', async () => {
    const [a, b, c] = [join(folder, 'a'), join(folder, 'b'), join(folder, 'c')];
    await expectEvents([
      call('mkdir', [a, 0o755], 'SYSCALL_MKDIR_2', [0o755], [0, a]),
      call('mkdirat', [FDCWD, b, 0o700], 'SYSCALL_MKDIRAT', [], [0, FDCWD, b, 0o700]),
      call('rmdir', [b], 'SYSCALL_RMDIR_2', [], [0, b]),
      call('rename', [a, b], 'SYSCALL_RENAME', [], [0, a, b]),
      call('renameat', [FDCWD, b, FDCWD, a], 'SYSCALL_RENAMEAT', [], [0, FDCWD, b, FDCWD, a]),
      call('renameat2', [FDCWD, a, FDCWD, b, 1], 'SYSCALL_RENAMEAT2', [], [0, FDCWD, a, FDCWD, b, 1]),
      call('symlink', ['target', c], 'SYSCALL_SYMLINK', [], [0, 'target', c]),
      call('unlink', [c], 'SYSCALL_UNLINK_2', [], [0, c]),
      call('symlinkat', ['target', FDCWD, c], 'SYSCALL_SYMLINKAT', [], [0, 'target', FDCWD, c]),
      call('link', [c, a], 'SYSCALL_LINK_2', [], [0, c, a]),
      call('unlinkat', [FDCWD, a, 0], 'SYSCALL_UNLINKAT_2', [], [0, FDCWD, a, 0]),
      call('linkat', [FDCWD, c, FDCWD, a, 0x400], 'SYSCALL_LINKAT_2', [], [-2, FDCWD, c, FDCWD, a, 0x400]),
      call('unlinkat', [FDCWD, b, 0x200], 'SYSCALL_UNLINKAT_2', [], [0, FDCWD, b, 0x200]),
      call('stat', [folder, { space: 256 }], 'SYSCALL_STAT', [], [0, folder]),
      call('lstat', [c, { space: 256 }], 'SYSCALL_LSTAT', [], [0, c]),
      call('access', [folder, 0], 'SYSCALL_ACCESS', [0], [0, folder]),
      call('access', [c, 4], 'SYSCALL_ACCESS', [4], [-2, c]),
      call('chmod', [folder, 0o4750], 'SYSCALL_CHMOD', [], [0, folder, 0o4750]),
      call('fchmodat', [FDCWD, folder, 0o700], 'SYSCALL_FCHMODAT', [], [0, FDCWD, folder, 0o700]),
      call('open', [folder, 0o200000, 0], 'SYSCALL_OPEN', [folder, 1025, 0], [R, folder, 1025, 0, dev]),
      call('fchmod', [result(19), 0o711], 'SYSCALL_FCHMOD', [], [0, anyNumber, 0o711]),
      call('getdents', [result(19), { space: 1024 }, 1024], 'SYSCALL_GETDENTS', [anyNumber]),
      call('getdents64', [result(19), { space: 1024 }, 1024], 'SYSCALL_GETDENTS64', [anyNumber]),
      call('chdir', [folder], 'SYSCALL_CHDIR', [], [0, folder]),
      call('fchdir', [result(19)], 'SYSCALL_FCHDIR', [anyNumber], [0]),
      call('getcwd', [{ space: 4096 }, 4096], 'SYSCALL_GETCWD', [], [folder.length + 1, folder]),
      call('mount', ['none', '/nowhere', 'tmpfs', 1, 0], 'SYSCALL_MOUNT', [1], [-2, 'none', '/nowhere', 'tmpfs']),
      call('umount2', ['/nowhere', 2], 'SYSCALL_UMOUNT', [2], [-2, '/nowhere']),
      call('chroot', ['/nowhere'], 'SYSCALL_CHROOT', [], [-2, '/nowhere']),
      call(
        'quotactl',
        [0x80000700 | 0, '/dev/none', 1000, { space: 72 }],
        'SYSCALL_QUOTACTL',
        [1 << 5, 1, 1000, 1],
        [R, '/dev/none', '(NULL)', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1],
      ),
    ]);
  });

  test('sockets of IPv4', async () => {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    const any = hex(2, 0, 0, 0, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0);
    const address = hex(2, 0, port >> 8, port & 255, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0);
    const ppm = `027f000001${Buffer.from(Uint16Array.of(port).buffer).toString('hex')}`;
    const ends = (own: RegExp): unknown => expect.stringMatching(own);
    const remote = `7f000001${ppm.slice(10)}`;
    await expectEvents([
      call('socket', [2, 1, 6], 'SOCKET_SOCKET', [2, 1, 6]),
      call('setsockopt', [result(0), 1, 2, hex(1, 0, 0, 0), 4], 'SOCKET_SETSOCKOPT', [], [0, anyNumber, 1, 2, '0201000000', 4]),
      call('bind', [result(0), address, 16], 'SOCKET_BIND', [anyNumber], [0, ppm]),
      call('listen', [result(0), 9], 'SOCKET_LISTEN', [anyNumber, 9], [0]),
      call('socket', [2, 1, 0], 'SOCKET_SOCKET', [2, 1, 0]),
      call('connect', [result(4), address, 16], 'SOCKET_CONNECT', [anyNumber, ppm], [0, ends(new RegExp(`^027f000001....${remote}$`))]),
      call('accept', [result(0), 0, 0], 'SOCKET_ACCEPT_5', [], [R, ends(new RegExp(`^027f000001....${remote}$`)), 0, 0, 9]),
      call('sendto', [result(4), 'ping', 4, 0, 0, 0], 'SOCKET_SENDTO', [anyNumber, 4, ''], [4, 'ping']),
      call('recvfrom', [result(6), { space: 16 }, 16, 0, 0, 0], 'SOCKET_RECVFROM', [anyNumber, 16], [4, 'ping', '']),
      call('sendmsg', [result(6), { message: { vector: ['po', 'ng'] } }, 0], 'SOCKET_SENDMSG', [anyNumber, 4, ''], [4, 'pong']),
      call(
        'recvmsg',
        [result(4), { message: { vector: [{ space: 1 }, { space: 9 }] } }, 0],
        'SOCKET_RECVMSG',
        [anyNumber],
        [4, 4, 'pong', ''],
      ),
      call(
        'getsockopt',
        [result(4), 1, 4, { space: 4 }, hex(4, 0, 0, 0)],
        'SOCKET_GETSOCKOPT',
        [],
        [0, anyNumber, 1, 4, `01${'00'.repeat(8)}`, 4],
      ),
      call('shutdown', [result(4), 1], 'SOCKET_SHUTDOWN', [anyNumber, 1], [0]),
      call('getsockname', [result(4), { space: 16 }, hex(16, 0, 0, 0)], 'SOCKET_GETSOCKNAME', [], []),
      call('getpeername', [result(4), { space: 16 }, hex(16, 0, 0, 0)], 'SOCKET_GETPEERNAME', [], []),
      call('socket', [2, 2, 17], 'SOCKET_SOCKET', [2, 2, 17]),
      call('bind', [result(15), address, 16], 'SOCKET_BIND', [anyNumber], [0, ppm]),
      call('socket', [2, 2, 0], 'SOCKET_SOCKET', [2, 2, 0]),
      call('bind', [result(17), any, 16], 'SOCKET_BIND', [anyNumber], [0, '027f0000010000']),
      call(
        'sendto',
        [result(17), 'hi', 2, 0, address, 16],
        'SOCKET_SENDTO',
        [anyNumber, 2, ends(new RegExp(`^027f000001....${remote}$`))],
        [2, 'hi'],
      ),
      call(
        'recvfrom',
        [result(15), { space: 16 }, 16, 0, { space: 16 }, hex(16, 0, 0, 0)],
        'SOCKET_RECVFROM',
        [anyNumber, 16],
        [2, 'hi', ends(new RegExp(`^027f000001....${remote}$`))],
      ),
      call(
        'sendmsg',
        [result(17), { message: { name: address, vector: ['yo'] } }, 0],
        'SOCKET_SENDMSG',
        [anyNumber, 2, ends(new RegExp(`^027f000001....${remote}$`))],
        [2, 'yo'],
      ),
      call('accept4', [-1, 0, 0, 0o4000], 'SOCKET_ACCEPT4_5', [0o4000], [-9, '', 0, 0, 0]),
      call('sendmmsg', [-1, 0, 0, 0], 'SOCKET_SENDMMSG', [], []),
      call('recvmmsg', [-1, 0, 0, 0, 0], 'SOCKET_RECVMMSG', [], []),
    ]);
  });

  test('sockets of IPv6 and of the machine', async () => {
    const port = 30_000 + Math.floor(Math.random() * 2_000);
    const loopback = `${'00'.repeat(15)}01`;
    const six: Argument = { bytes: `0a00${Buffer.from([port >> 8, port & 255]).toString('hex')}00000000${loopback}00000000` };
    const little = Buffer.from(Uint16Array.of(port).buffer).toString('hex');
    const path = join(folder, 'socket');
    const unix: Argument = { bytes: `0100${Buffer.from(`${path}\0`).toString('hex')}` };
    const length = path.length + 3;
    const shown = `01${Buffer.from(`${path}\0`).toString('hex')}`;
    const abstract: Argument = { bytes: `0100${Buffer.from(`\0tsdig ${port}`).toString('hex')}` };
    const pointer = 'ffff[0-9a-f]*|[0-9a-f]{16}';
    const pair = expect.stringMatching(new RegExp(`^01(${pointer}){2}.*${Buffer.from(`${path}\0`).toString('hex')}$`));
    await expectEvents([
      call('socket', [10, 1, 0], 'SOCKET_SOCKET', [10, 1, 0]),
      call('bind', [result(0), six, 28], 'SOCKET_BIND', [anyNumber], [0, `0a${loopback}${little}`]),
      call('listen', [result(0), 1], 'SOCKET_LISTEN', [anyNumber, 1], [0]),
      call('socket', [10, 1, 0], 'SOCKET_SOCKET', [10, 1, 0]),
      call(
        'connect',
        [result(3), six, 28],
        'SOCKET_CONNECT',
        [anyNumber, `0a${loopback}${little}`],
        [0, expect.stringMatching(new RegExp(`^0a${loopback}....${loopback}${little}$`))],
      ),
      call(
        'accept',
        [result(0), 0, 0],
        'SOCKET_ACCEPT_5',
        [],
        [R, expect.stringMatching(new RegExp(`^0a${loopback}....${loopback}${little}$`)), 0, 0, 1],
      ),
      call('socket', [1, 1, 0], 'SOCKET_SOCKET', [1, 1, 0]),
      call('bind', [result(6), unix, length], 'SOCKET_BIND', [anyNumber], [0, shown]),
      call('listen', [result(6), 5], 'SOCKET_LISTEN', [anyNumber, 5], [0]),
      call('socket', [1, 1, 0], 'SOCKET_SOCKET', [1, 1, 0]),
      call('connect', [result(9), unix, length], 'SOCKET_CONNECT', [anyNumber, shown], [0, pair]),
      call('accept', [result(6), 0, 0], 'SOCKET_ACCEPT_5', [], [R, pair, 0, 0, 5]),
      call('socket', [1, 2, 0], 'SOCKET_SOCKET', [1, 2, 0]),
      call('bind', [result(12), abstract, 14], 'SOCKET_BIND', [anyNumber], [0, `01${Buffer.from(`@tsdig ${port}\0`).toString('hex')}`]),
      call(
        'socketpair',
        [1, 1, 0, { space: 8 }],
        'SOCKET_SOCKETPAIR',
        [1, 1, 0],
        [0, anyNumber, anyNumber, expect.anything(), expect.anything()],
      ),
      call('socketpair', [1, 99, 0, { space: 8 }], 'SOCKET_SOCKETPAIR', [1, 99, 0], [R, -1, -1, 0, 0]),
      call('connect', [result(9), 0, 0], 'SOCKET_CONNECT', [anyNumber, ''], [R, '']),
    ]);
  });

  test('pipes, event fds and waiting', async () => {
    const pollfd = hex(5, 0, 0, 0, 0x43, 0, 0, 0); // fd 5, POLLIN POLLPRI POLLRDNORM
    const second = longs(0, 1_000_000); // 1 ms
    const mask = longs(0x400);
    await expectEvents([
      call('pipe', [{ space: 8 }], 'SYSCALL_PIPE', [], [0, anyNumber, anyNumber, anyNumber]),
      call('pipe2', [{ space: 8 }, 0o2000000], 'SYSCALL_PIPE', [], [0, anyNumber, anyNumber, anyNumber]),
      call('pipe', [4096], 'SYSCALL_PIPE', [], [-14, -1, -1, 0]),
      call('eventfd', [7], 'SYSCALL_EVENTFD', [7, 0]),
      call('eventfd2', [8, 0o4000], 'SYSCALL_EVENTFD', [8, 0o4000]),
      call('inotify_init', [], 'SYSCALL_INOTIFY_INIT', [0]),
      call('inotify_init1', [0], 'SYSCALL_INOTIFY_INIT', [0]),
      call('signalfd', [-1, mask, 8], 'SYSCALL_SIGNALFD', [-1, 0x400, 0]),
      call('signalfd4', [-1, mask, 8, 0], 'SYSCALL_SIGNALFD', [-1, 0x400, 0]),
      call('timerfd_create', [1, 0], 'SYSCALL_TIMERFD_CREATE', [1, 0]),
      call('userfaultfd', [0o4000], 'SYSCALL_USERFAULTFD', [], [R, anyNumber]),
      call('poll', [pollfd, 1, 0], 'SYSCALL_POLL', ['01000500000000000000' + '8300', 0], [anyNumber, expect.any(String)]),
      call('poll', [0, 0, 1], 'SYSCALL_POLL', ['0000', 1], [0, '0000']),
      call('ppoll', [0, 0, second, mask, 8], 'SYSCALL_PPOLL', ['0000', 1_000_000, 0x400], [0, '0000']),
      call('select', [0, 0, 0, 0, longs(0, 1)], 'SYSCALL_SELECT', [], [0]),
      call('epoll_create1', [0], 'GENERIC', [227, 291], [227]),
      call('epoll_wait', [result(15), { space: 12 }, 1, 0], 'SYSCALL_EPOLLWAIT', [1], [0]),
      call('nanosleep', [second, 0], 'SYSCALL_NANOSLEEP', [1_000_000], [0]),
      call('futex', [{ space: 4 }, 129, 3], 'SYSCALL_FUTEX', [anyNumber, 129, 3], [0]),
      call('splice', [result(3), 0, result(4), 0, 8, 2], 'SYSCALL_SPLICE', [anyNumber, anyNumber, 8, 2]),
    ]);
  });

  test('memory', async () => {
    const map = [0, 8192, 3, 0x22, -1, 0];
    await expectEvents([
      call('mmap', map, 'SYSCALL_MMAP', [0, 8192, 3, 0xa, -1, 0], [anyNumber, ...memoryFacts]),
      call('mprotect', [result(0), 4096, 1], 'SYSCALL_MPROTECT', [anyNumber, 4096, 1], [0]),
      call('munmap', [result(0), 8192], 'SYSCALL_MUNMAP', [anyNumber, 8192], [0, ...memoryFacts]),
      call('brk', [0], 'SYSCALL_BRK_4', [0], [anyNumber, ...memoryFacts]),
      call('madvise', [0, 0, 0], 'GENERIC', [139, 28], [139]),
    ]);
  });

  test('limits, users, signals and the rest of a process', async () => {
    const pid = { result: 0 };
    await expectEvents([
      call('getpid', [], 'GENERIC', [16, 39], [16]),
      call('getrlimit', [7, { space: 16 }], 'SYSCALL_GETRLIMIT', [7], [0, anyNumber, anyNumber]),
      call('setrlimit', [4, longs(0, -1)], 'SYSCALL_SETRLIMIT', [4], [0, 0, -1]),
      call('getrlimit', [99, { space: 16 }], 'SYSCALL_GETRLIMIT', [255], [-22, -1, -1]),
      call('prlimit64', [0, 7, 0, { space: 16 }], 'SYSCALL_PRLIMIT', [0, 7], [0, -1, -1, anyNumber, anyNumber]),
      call('getuid', [], 'SYSCALL_GETUID', []),
      call('geteuid', [], 'SYSCALL_GETEUID', []),
      call('getgid', [], 'SYSCALL_GETGID', []),
      call('getegid', [], 'SYSCALL_GETEGID', []),
      call('getresuid', [{ space: 4 }, { space: 4 }, { space: 4 }], 'SYSCALL_GETRESUID', [], [0, 0, 0, 0]),
      call('getresgid', [{ space: 4 }, { space: 4 }, { space: 4 }], 'SYSCALL_GETRESGID', [], [0, 0, 0, 0]),
      call('setuid', [0], 'SYSCALL_SETUID', [0], [0]),
      call('setgid', [0], 'SYSCALL_SETGID', [0], [0]),
      call('setresuid', [-1, 0, -1], 'SYSCALL_SETRESUID', [0xffffffff, 0, 0xffffffff], [0]),
      call('setresgid', [-1, 0, -1], 'SYSCALL_SETRESGID', [0xffffffff, 0, 0xffffffff], [0]),
      call('kill', [pid, 0], 'SYSCALL_KILL', [anyNumber, 0], [0]),
      call('tkill', [pid, 0], 'SYSCALL_TKILL', [anyNumber, 0], [0]),
      call('tgkill', [pid, pid, 0], 'SYSCALL_TGKILL', [anyNumber, anyNumber, 0], [0]),
      call('setpgid', [0, 0], 'SYSCALL_SETPGID', [0, 0], [0]),
      call('setsid', [], 'SYSCALL_SETSID', [], [-1]),
      call('unshare', [0x400], 'SYSCALL_UNSHARE', [1], [0]),
      call('setns', [-1, 0x40000000], 'SYSCALL_SETNS', [-1, 1 << 4], [-9]),
      call('seccomp', [99, 0, 0], 'SYSCALL_SECCOMP', [99], [-22]),
      call('bpf', [0, 0, 0], 'SYSCALL_BPF', [0], [expect.stringMatching(/^00/)]),
      call('bpf', [1, 0, 0], 'SYSCALL_BPF', [1], [expect.stringMatching(/^01/)]),
      call('ptrace', [99, 1, 2, 3], 'SYSCALL_PTRACE', [0, 1], [R, `00${'00'.repeat(8)}`, `00${'00'.repeat(8)}`]),
      call('semget', [0, 2, 0o1600], 'SYSCALL_SEMGET', [0, 2, 1 << 13]),
      call('semop', [result(26), hex(0, 0, 1, 0, 0, 8, 1, 0, 2, 0, 0, 16), 2], 'SYSCALL_SEMOP', [anyNumber], [0, 2, 0, 1, 1, 1, 2, 2]),
      call('semctl', [result(26), 0, 16, 5], 'SYSCALL_SEMCTL', [anyNumber, 0, 1 << 12, 5], [0]),
      call('semctl', [result(26), 0, 0, 9], 'SYSCALL_SEMCTL', [anyNumber, 0, 1 << 2, 0], [0]),
      call('statx', [-1, 0, 0, 0, 0], 'GENERIC', [0, 332], [0]),
    ]);
  });

  test('executing what is not there', async () => {
    const path = join(folder, 'nothing');
    const [argv, envp] = [{ pointers: ['name', 'one', 'two'] }, { pointers: ['A=1', 'B=2'] }];
    const facts = (tid: number): unknown[] => [
      'name',
      'one\0two\0',
      tid,
      tid,
      process.pid,
      '',
      anyNumber,
      anyNumber,
      anyNumber,
      ...memoryFacts,
    ];
    const { events, pid } = await recordCalls([
      ['execve', path, argv, envp],
      ['execveat', FDCWD, path, argv, envp, 0x100],
    ]);
    const values = (code: string): unknown => events.find((event) => event.tid === pid && event.code === code)?.values;
    const rest = [expect.any(String), expect.stringContaining('memory=/'), 'A=1\0B=2\0', anyNumber, anyNumber, anyNumber, anyNumber];
    expect(values('PPME_SYSCALL_EXECVE_19_E')).toEqual([path]);
    expect(values('PPME_SYSCALL_EXECVE_19_X')).toEqual([-2, ...facts(pid), ...rest]);
    expect(values('PPME_SYSCALL_EXECVEAT_E')).toEqual([FDCWD, path, 1 << 1]);
    expect(values('PPME_SYSCALL_EXECVEAT_X')).toEqual([-2, ...facts(pid), ...rest]);
  });
});
