import { describe, expect, it } from 'vitest';
import { FdType } from '../../src/event/index.ts';
import { event } from '../support/events.ts';
import { call, close, execve, idle, open, reading } from './events.ts';
import { Play, threadEntry } from './play.ts';

const inHome = { threads: [threadEntry({ tid: 100, cwd: '/home/u' }), threadEntry({ tid: 101, pid: 100, flags: (1 << 13) | (1 << 0) })] };
const O_DIRECTORY = 1 << 10;
const AT_FDCWD = -100;

describe('an opened file', () => {
  it('is known by its full path, to the exit that gives it and to whatever uses it', () => {
    const play = new Play(inHome);
    const { fd, fdNumber, fdNameChanged } = play.play(...open(3, 'notes/../todo'));
    expect([fdNumber, fd?.name, fd?.type, fdNameChanged]).toEqual([3, '/home/u/todo', FdType.fileV2, true]);
    expect(play.play(reading(3)).fd?.name).toBe('/home/u/todo');
  });

  it('is a directory where it was asked for one', () => {
    const play = new Play(inHome);
    play.play(...open(3, '/etc', { flags: 1 | O_DIRECTORY }));
    expect(play.fd(100, 3)?.type).toBe(FdType.directory);
  });

  it('is not there when the call failed', () => {
    const play = new Play(inHome);
    const context = play.play(...open(-2, '/missing'));
    expect([context.fd, context.fdNumber, context.errorCode]).toEqual([undefined, -1, 2]);
  });

  it('relative to a directory fd is below what that fd stands for', () => {
    const play = new Play(inHome);
    play.play(...open(4, '/data'), ...call('OPENAT_2', [], [5, 4, 'x', 1, 0, 0]), ...call('OPENAT_2', [], [6, 99, 'x', 1, 0, 0]));
    expect(play.fd(100, 5)?.name).toBe('/data/x');
    expect(play.fd(100, 6)?.name).toBe('<UNKNOWN>x');
  });

  it('of the first openat is named by the enter, for its exit has only the number', () => {
    const play = new Play(inHome);
    play.play(...call('OPENAT', [AT_FDCWD, 'old', 1, 0], [7]));
    expect(play.fd(100, 7)?.name).toBe('/home/u/old');
    play.play(event('PPME_SYSCALL_OPENAT_X', [8]));
    expect(play.fd(100, 8)).toBeUndefined();
  });

  it('goes by the name that was asked for, not by one put into memory during the call', () => {
    const play = new Play(inHome);
    play.play(...call('OPEN', ['/asked', 2, 0], [3, '/swapped', 1, 0, 0]));
    expect([play.fd(100, 3)?.name, play.fd(100, 3)?.openFlags]).toEqual(['/asked', 2]);
    play.play(...call('OPENAT_2', [AT_FDCWD, 'asked', 2, 0], [4, 5, '/swapped', 1, 0, 0]));
    expect(play.fd(100, 4)?.name).toBe('/home/u/asked');
  });

  it('goes by the exit where the driver could not read the name on entry, when the machine mends', () => {
    const unread = call('OPEN', ['<NA>', 2, 0], [3, '/used', 1, 0, 0]);
    const mending = new Play(inHome, { mends: true });
    mending.play(...unread);
    expect(mending.fd(100, 3)?.name).toBe('/used');
    const plain = new Play(inHome);
    plain.play(...unread);
    expect(plain.fd(100, 3)?.name).toBe('/home/u/<NA>');
  });

  it('made by creat, openat2 and open_by_handle_at is known too', () => {
    const play = new Play(inHome);
    play.play(...call('CREAT', ['c', 0], [3, 'c', 0, 0, 0]));
    play.play(...call('OPENAT2', [AT_FDCWD, 'two', 1, 0, 0], [4, AT_FDCWD, 'two', 1, 0, 0, 0x801, 77]));
    play.play(event('PPME_SYSCALL_OPEN_BY_HANDLE_AT_X', [5, 4, 1, '/by/handle']));
    expect([play.fd(100, 3)?.name, play.fd(100, 4)?.name, play.fd(100, 5)?.name]).toEqual(['/home/u/c', '/home/u/two', '/by/handle']);
    expect([play.fd(100, 4)?.device, play.fd(100, 4)?.inode]).toEqual([0x801, 77]);
  });

  it('keeps an inode number beyond 2^53 exactly', () => {
    const play = new Play(inHome);
    play.play(...call('OPEN', [], [3, '/x', 1, 0, 0, 0xfedcba9876543210n]));
    expect(play.fd(100, 3)?.inode).toBe(0xfedcba9876543210n);
  });
});

describe('a file that is opened again', () => {
  const opened = (play: Play, number: number) => play.fd(100, number);
  const exit = (number: number, name: string, flags = 1, device = 0x801, inode = 77) =>
    call('OPEN', [], [number, name, flags, 0, device, inode]);

  it('in the same way stands for what it stood for before', () => {
    const play = new Play(inHome);
    play.play(...exit(3, '/data/x'), ...exit(4, '/data/x'), ...exit(5, 'y'), ...exit(6, 'y'));
    expect(opened(play, 4)).toBe(opened(play, 3));
    expect(opened(play, 6)).toBe(opened(play, 5));
  });

  it('in another way, or being another by now, is another', () => {
    const play = new Play(inHome);
    play.play(...exit(3, '/data/x'), ...exit(4, '/data/x', 2), ...exit(5, '/data/x', 2, 0x802), ...exit(6, '/data/x', 2, 0x802, 78));
    play.play(...exit(7, '/data/x', 2 | O_DIRECTORY, 0x802, 78));
    expect([3, 4, 5, 6].map((number) => opened(play, number)?.openFlags)).toEqual([1, 2, 2, 2]);
    expect([3, 4, 5, 6].map((number) => opened(play, number)?.device)).toEqual([0x801, 0x801, 0x802, 0x802]);
    expect([3, 4, 5, 6].map((number) => opened(play, number)?.inode)).toEqual([77, 77, 77, 78]);
    expect([6, 7].map((number) => opened(play, number)?.type)).toEqual([FdType.fileV2, FdType.directory]);
  });

  it('by a name that is relative is the one in the directory the process is in by then', () => {
    const play = new Play(inHome);
    play.play(...exit(3, 'x'), ...call('CHDIR', [], [0, '/tmp']), ...exit(4, 'x'), ...call('CHDIR', [], [0, '/home/u']), ...exit(5, 'x'));
    expect([3, 4, 5].map((number) => opened(play, number)?.name)).toEqual(['/home/u/x', '/tmp/x', '/home/u/x']);
  });

  it('is a new one where the machine tells apart who closes what', () => {
    const play = new Play(inHome, { mends: true });
    play.play(...exit(3, '/data/x'), ...exit(4, '/data/x'));
    expect(opened(play, 4)).not.toBe(opened(play, 3));
  });
});

describe('a closed file', () => {
  it('is still known to the close itself, and gone afterwards', () => {
    const play = new Play(inHome);
    play.play(...open(3, '/x'));
    expect(play.play(...close(3)).fd?.name).toBe('/x');
    expect(play.play(reading(3)).fd).toBeUndefined();
  });

  it('stays where the close failed', () => {
    const play = new Play(inHome);
    play.play(...open(3, '/x'), ...call('CLOSE', [3], [-9]), idle());
    expect(play.fd(100, 3)?.name).toBe('/x');
  });

  it('is gone for all threads of the process', () => {
    const play = new Play(inHome);
    play.play(...open(3, '/x'), ...close(3, { tid: 101 }), idle());
    expect(play.fd(100, 3)).toBeUndefined();
  });

  it('does not take along a file opened under its number before the close came back, when the machine mends', () => {
    const race = [
      ...open(3, '/one'),
      event('PPME_SYSCALL_CLOSE_E', [3]),
      ...open(3, '/two', { tid: 101 }),
      event('PPME_SYSCALL_CLOSE_X', [0]),
      idle(),
    ];
    const mending = new Play(inHome, { mends: true });
    mending.play(...race);
    expect(mending.fd(100, 3)?.name).toBe('/two');
    const plain = new Play(inHome);
    plain.play(...race);
    expect(plain.fd(100, 3)).toBeUndefined();
  });

  it('may be one of many closed at once', () => {
    const play = new Play(inHome);
    play.play(...open(3, '/3'), ...open(4, '/4'), ...open(5, '/5'), event('PPME_SYSCALL_CLOSE_RANGE_X', [0, 4, 9, 0]));
    expect([...play.thread(100).fds.keys()]).toEqual([3]);
    play.play(event('PPME_SYSCALL_CLOSE_RANGE_X', [0, 0, 9, 1 << 2]));
    expect([...play.thread(100).fds.keys()]).toEqual([3]);
  });
});

describe('a duplicated fd', () => {
  it('stands for the same, and goes on when the first is closed', () => {
    const play = new Play(inHome);
    play.play(...open(3, '/x'), ...call('DUP', [3], [1]), ...close(3), idle());
    expect([play.fd(100, 3), play.fd(100, 1)?.name]).toEqual([undefined, '/x']);
  });

  it('comes from fcntl only with the commands that make one', () => {
    const play = new Play(inHome);
    const F_DUPFD = 1;
    const F_SETFD = 3;
    play.play(...open(3, '/x'), ...call('FCNTL', [3, F_DUPFD], [10]), ...call('FCNTL', [3, F_SETFD], [0]));
    expect([play.fd(100, 10)?.name, play.fd(100, 0)]).toEqual(['/x', undefined]);
  });

  it.each([
    ['a file', {}, '/x'],
    ['live', { mends: true }, undefined],
  ] as const)('of %s comes from any command behind one that is there for the state only, as in sysdig', (_source, options, name) => {
    const play = new Play(inHome, options);
    play.play(...open(3, '/x'));
    play.forState(...call('FCNTL', [3, 1], [10]), ...call('FCNTL', [3, 3], [0]));
    expect([play.fd(100, 10)?.name, play.fd(100, 0)?.name]).toEqual(['/x', name]);
  });

  it('by dup3 has its own close-on-exec', () => {
    const play = new Play(inHome);
    const O_CLOEXEC = 1 << 12;
    play.play(...open(3, '/x'), event('PPME_SYSCALL_DUP3_X', [4, 3, 4, O_CLOEXEC]));
    expect([play.fd(100, 3)?.openFlags, play.fd(100, 4)?.openFlags]).toEqual([1, 1 | O_CLOEXEC]);
  });
});

describe('fds without a name', () => {
  it.each([
    ['EVENTFD', FdType.event],
    ['SIGNALFD', FdType.signalfd],
    ['TIMERFD_CREATE', FdType.timerfd],
    ['INOTIFY_INIT', FdType.inotify],
    ['EPOLL_CREATE', FdType.eventpoll],
    ['IO_URING_SETUP', FdType.ioUring],
  ])('%s makes one of type %i', (name, type) => {
    const play = new Play(inHome);
    play.play(event(`PPME_SYSCALL_${name}_X`, [9]));
    expect([play.fd(100, 9)?.type, play.fd(100, 9)?.name]).toEqual([type, '']);
  });

  it('are the two ends of a pipe', () => {
    const play = new Play(inHome);
    const { fdNumber } = play.play(...call('PIPE', [], [0, 3, 4, 555]));
    expect([fdNumber, play.fd(100, 3)?.inode, play.fd(100, 4)?.type]).toEqual([4, 555, FdType.fifo]);
  });

  it('are left out where sysdig leaves them out: of userfaultfd, and of bpf before the command told them', () => {
    const play = new Play(inHome);
    play.play(...open(5, '/x'), event('PPME_SYSCALL_USERFAULTFD_X', [9, 0]));
    play.play(...call('BPF', [0], [Buffer.from([0, 5, 0, 0, 0, 0, 0, 0, 0])]));
    expect([play.fd(100, 9), play.fd(100, 5)?.name]).toEqual([undefined, '/x']);
    const mended = new Play(inHome, { mends: true });
    mended.play(event('PPME_SYSCALL_USERFAULTFD_X', [9, 0]));
    expect(mended.fd(100, 9)?.type).toBe(FdType.userfaultfd);
  });

  it('are told from other results of bpf by the byte before them, or by the command', () => {
    const play = new Play(inHome, { mends: true });
    const fd = Buffer.from([0, 5, 0, 0, 0, 0, 0, 0, 0]);
    const result = Buffer.from([1, 6, 0, 0, 0, 0, 0, 0, 0]);
    play.play(
      ...call('BPF', [0], [fd]),
      ...call('BPF', [1], [result]),
      event('PPME_SYSCALL_BPF_2_X', [7, 5]),
      event('PPME_SYSCALL_BPF_2_X', [8, 1]),
    );
    expect([5, 6, 7, 8].map((number) => play.fd(100, number)?.type)).toEqual([FdType.bpf, undefined, FdType.bpf, undefined]);
  });

  it('have one in the case of memfd and pidfd; pidfd_getfd brings the other process its fd', () => {
    const play = new Play({ threads: [...inHome.threads, threadEntry({ tid: 200 })] });
    play.play(...open(3, '/theirs', { tid: 200 }));
    play.play(event('PPME_SYSCALL_MEMFD_CREATE_X', [4, 'buffer', 0]), event('PPME_SYSCALL_PIDFD_OPEN_X', [5, 200, 0]));
    play.play(event('PPME_SYSCALL_PIDFD_GETFD_X', [6, 5, 3, 0]));
    expect([4, 5, 6].map((number) => play.fd(100, number)?.name)).toEqual(['buffer', '/proc/200', '/theirs']);
  });
});

describe('the working directory', () => {
  it('changes with chdir and fchdir, and is what getcwd says', () => {
    const play = new Play(inHome);
    play.play(...call('CHDIR', [], [0, 'sub']));
    expect(play.thread(100).cwd).toBe('/home/u/sub/');
    play.play(...call('CHDIR', [], [-2, '/nope']));
    expect(play.thread(100).cwd).toBe('/home/u/sub/');
    play.play(...open(3, '/data/dir'), ...call('FCHDIR', [3], [0]));
    expect(play.thread(100).cwd).toBe('/data/dir/');
    play.play(...call('GETCWD', [], [0, '/really']));
    expect(play.thread(100).cwd).toBe('/really/');
    play.play(...call('CHDIR', [], [0, '/']));
    expect(play.thread(100).cwd).toBe('/');
  });

  it('is the same for all threads of a process', () => {
    const play = new Play(inHome);
    play.play(...call('CHDIR', [], [0, '/srv'], { tid: 101 }));
    expect(play.thread(100).cwd).toBe('/srv/');
  });

  it('is where a program is looked for that is executed by a relative name', () => {
    const play = new Play(inHome);
    play.play(...execve('./bin/tool'));
    expect(play.thread(100).exepath).toBe('/home/u/bin/tool');
  });

  it('is not what chroot changes: that is the root', () => {
    const play = new Play(inHome);
    play.play(...call('CHROOT', [], [0, 'jail']));
    expect([play.thread(100).root, play.thread(100).cwd]).toEqual(['/home/u/jail', '/home/u/']);
  });
});
