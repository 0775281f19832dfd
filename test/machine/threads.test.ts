import { describe, expect, it } from 'vitest';
import { codeOfNative, nativeSyscallNumber } from '../../src/event/index.ts';
import { event, firstEventTime } from '../support/events.ts';
import { call, cloneExit, execve, idle, open, reading } from './events.ts';
import { Play, threadEntry } from './play.ts';

const CLONE_FILES = 1 << 0;
const CLONE_PARENT = 1 << 8;
const CLONE_THREAD = 1 << 13;
const CHILD_IN_PIDNS = 1 << 29;
const asThread = CLONE_THREAD | CLONE_FILES;

const shell = threadEntry({ tid: 100, comm: 'bash', cwd: '/home/u', env: 'A=1\0B=2\0', args: '-l\0', loginuid: 1000 });

describe('a new process', () => {
  it('is known from its parent on, with what it has from there', () => {
    const play = new Play({ threads: [shell] });
    play.play(...open(3, 'file'), cloneExit(400, { comm: 'kid' }));
    const child = play.thread(400);
    expect([child.pid, child.ptid, child.comm, child.exe, child.args]).toEqual([400, 100, 'kid', '/bin/kid', ['a', 'b']]);
    expect([child.cwd, child.env, child.loginuid, child.uid, child.gid]).toEqual(['/home/u/', ['A=1', 'B=2'], 1000, 7, 8]);
    expect(child.fds.get(3)?.name).toBe('/home/u/file');
  });

  it('has fds of its own: what it opens and closes is not its parent’s business', () => {
    const play = new Play({ threads: [shell] });
    play.play(...open(3, '/x'), cloneExit(400), ...open(4, '/y', { tid: 400 }), ...call('CLOSE', [3], [0], { tid: 400 }), idle());
    expect([[...play.thread(100).fds.keys()], [...play.thread(400).fds.keys()]]).toEqual([[3], [4]]);
  });

  it('is made known by itself where its own return comes first, and its parent’s changes nothing then', () => {
    const play = new Play({ threads: [shell] });
    const context = play.play(cloneExit(0, { tid: 401, ptid: 100, comm: 'first' }));
    expect([context.thread?.tid, play.thread(401).comm, play.thread(401).cwd]).toEqual([401, 'first', '/home/u/']);
    play.play(cloneExit(401, { comm: 'second' }));
    expect(play.thread(401).comm).toBe('first');
  });

  it('in a container makes itself known: its parent was given an id that holds only in there', () => {
    const play = new Play({ threads: [threadEntry({ tid: 200, vtid: 5, vpid: 5 })] });
    play.play(cloneExit(9, { tid: 200, vtid: 5, vpid: 5 }));
    expect(play.machine.threads.has(9)).toBe(false);
    play.play(cloneExit(0, { tid: 600, ptid: 200, vtid: 9, vpid: 9 }));
    expect([play.thread(600).vtid, play.thread(600).vpid, play.thread(600).ptid]).toEqual([9, 9, 200]);
  });

  it('in a new pid namespace makes itself known as well', () => {
    const play = new Play({ threads: [shell] });
    play.play(cloneExit(700, { flags: CHILD_IN_PIDNS }));
    expect(play.machine.threads.has(700)).toBe(false);
  });

  it('takes the place of one of the same id that must have died unseen', () => {
    const play = new Play({ threads: [shell] });
    play.play(cloneExit(400, { comm: 'old' }), cloneExit(400, { comm: 'new' }));
    expect(play.thread(400).comm).toBe('new');
    play.play(cloneExit(0, { tid: 400, ptid: 100, comm: 'newest', time: firstEventTime + 10_000_000_000n }));
    expect(play.thread(400).comm).toBe('newest');
  });

  it('with CLONE_PARENT has its caller’s parent, when the machine mends', () => {
    const mending = new Play({ threads: [shell] }, { mends: true });
    mending.play(cloneExit(400, { flags: CLONE_PARENT }));
    expect(mending.thread(400).ptid).toBe(1);
    const plain = new Play({ threads: [shell] });
    plain.play(cloneExit(400, { flags: CLONE_PARENT }));
    expect(plain.thread(400).ptid).toBe(100);
  });

  it('lends its name to a parent nobody knew', () => {
    const play = new Play();
    play.play(cloneExit(0, { tid: 401, ptid: 398, comm: 'orphan' }));
    expect([play.thread(398).comm, play.thread(398).ptid]).toEqual(['orphan', -1]);
  });

  it('is known in captures of the first sysdigs too', () => {
    const play = new Play({ threads: [shell] });
    play.play(event('PPME_SYSCALL_CLONE_11_X', [410, '/bin/old', 'a\0', 100, 100, 1, '', 10, 0, 3, 4]));
    play.play(event('PPME_SYSCALL_VFORK_17_X', [412, '/bin/x', 'a\0', 100, 100, 1, '', 10, 1, 2, 3, 4, 5, 'vf', 0, 5, 6]));
    expect([play.thread(410).comm, play.thread(410).uid, play.thread(410).vtid]).toEqual(['/bin/old', 3, 410]);
    expect([play.thread(412).comm, play.thread(412).vmSize, play.thread(412).gid]).toEqual(['vf', 3, 6]);
  });
});

describe('a new thread', () => {
  it('shares files, directory and environment with its process, and is counted there', () => {
    const play = new Play({ threads: [shell] });
    play.play(cloneExit(402, { flags: asThread }), ...open(5, 'shared', { tid: 402 }));
    expect([play.fd(100, 5)?.name, play.thread(402).cwd, play.thread(402).env]).toEqual(['/home/u/shared', '/home/u/', ['A=1', 'B=2']]);
    expect([play.thread(402).pid, play.thread(100).childCount, play.thread(402).threadCount]).toEqual([100, 1, 2]);
    expect([play.thread(402).isMain, play.thread(402).main]).toEqual([false, play.thread(100)]);
  });

  it('keeps its main thread in the table when that one ends before it', () => {
    const play = new Play({ threads: [shell] });
    play.play(cloneExit(402, { flags: asThread }), event('PPME_PROCEXIT_1_E', [0]), idle({ tid: 402 }));
    expect(play.machine.threads.has(100)).toBe(true);
    play.play(event('PPME_PROCEXIT_1_E', [0], { tid: 402 }), event('PPME_PROCEXIT_1_E', [0]), idle({ tid: 1 }));
    expect([...play.machine.threads.keys()]).toEqual([1]);
  });
});

describe('a thread that ends', () => {
  it('is still there for the event that says so, and gone with the next', () => {
    const play = new Play({ threads: [shell] });
    expect(play.play(event('PPME_PROCEXIT_1_E', [0])).thread?.comm).toBe('bash');
    expect(play.machine.threads.has(100)).toBe(true);
    play.play(idle({ tid: 1 }));
    expect(play.machine.threads.has(100)).toBe(false);
  });

  it('leaves its children to whom the event names', () => {
    const play = new Play({ threads: [shell] });
    play.play(cloneExit(400), event('PPME_PROCEXIT_1_E', [0, 0, 0, 0, 1]), idle({ tid: 400 }));
    expect(play.thread(400).ptid).toBe(1);
  });
});

describe('a thread nobody told about', () => {
  it('is made up for what it does', () => {
    const play = new Play();
    const { thread } = play.play(reading(0, { tid: 77 }));
    expect([thread?.tid, thread?.pid, thread?.comm, thread?.invented]).toEqual([77, 77, '<NA>', true]);
    expect(play.machine.table.counters.invented).toBe(1);
  });

  it('is not made up for being taken off a processor, nor for what happens beside it', () => {
    const play = new Play();
    expect(play.play(event('PPME_SCHEDSWITCH_6_E', [1, 0, 0, 0, 0, 0], { tid: 77 })).thread).toBeUndefined();
    expect(play.play(event('PPME_PROCINFO_E', [1, 2], { tid: 77 })).thread).toBeUndefined();
    expect(play.machine.threads.size).toBe(0);
  });

  it('gets a name when it executes a program', () => {
    const play = new Play();
    play.play(...execve('/bin/ls', { comm: 'ls' }));
    expect([play.thread(100).comm, play.thread(100).ptid, play.thread(100).invented]).toEqual(['ls', 1, false]);
  });
});

describe('a program executed', () => {
  it('replaces name, arguments and environment, and keeps files and directory', () => {
    const play = new Play({ threads: [shell] });
    play.play(...open(3, '/x'), ...execve('/bin/ls', { comm: 'ls', args: '-l\0a b\0', env: 'C=3\0\0\0' }));
    const { comm, exe, args, env, cwd, tty, vpgid, loginuid, exeWritable } = play.thread(100);
    expect([comm, exe, args, env, cwd]).toEqual(['ls', '/bin/ls', ['-l', 'a b'], ['C=3'], '/home/u/']);
    expect([tty, vpgid, loginuid, exeWritable]).toEqual([34816, 77, 1000, true]);
    expect(play.fd(100, 3)?.name).toBe('/x');
  });

  it('is not executed when the call fails', () => {
    const play = new Play({ threads: [shell] });
    play.play(event('PPME_SYSCALL_EXECVE_19_E', ['/nope']), event('PPME_SYSCALL_EXECVE_19_X', [-2]));
    expect(play.thread(100).comm).toBe('bash');
  });

  it('is found by the path the kernel resolved, where the event has it', () => {
    const play = new Play({ threads: [shell] });
    const more = [0n, 1n, 2n, 33n, 44n, 55n, 1001, '/usr/bin/real', 100, 1002];
    play.play(...execve('./link', { more }));
    const { exepath, capPermitted, exeInode, uid, gid, pgid } = play.thread(100);
    expect([exepath, capPermitted, exeInode, uid, gid, pgid]).toEqual(['/usr/bin/real', 1n, 33n, 1001, 1002, 100]);
  });

  it('by execveat is found below its directory fd, when the machine mends', () => {
    const play = new Play({ threads: [shell] }, { mends: true });
    const exit = execve('', { exe: 'tool' })[1]!;
    play.play(...open(3, '/opt'), event('PPME_SYSCALL_EXECVEAT_E', [3, 'tool', 0]), exit);
    expect(play.thread(100).exepath).toBe('/opt/tool');
    play.play(event('PPME_SYSCALL_EXECVEAT_E', [3, '<NA>', 1]), exit);
    expect(play.thread(100).exepath).toBe('/opt');
  });

  it('may be named by the process itself afterwards', () => {
    const play = new Play({ threads: [shell] });
    const PR_SET_NAME = 15;
    play.play(event('PPME_SYSCALL_PRCTL_X', [0, PR_SET_NAME, 'worker', 0]));
    expect(play.thread(100).comm).toBe('worker');
  });
});

describe('ancestors', () => {
  it('are the parent, its parent, and so on', () => {
    const threads = [threadEntry({ tid: 1, ptid: 0 }), threadEntry({ tid: 2, ptid: 1 }), threadEntry({ tid: 3, ptid: 2 })];
    const play = new Play({ threads });
    expect([...play.machine.ancestors(play.thread(3))].map(({ tid }) => tid)).toEqual([2, 1]);
  });

  it('end where they go round in a circle', () => {
    const threads = [threadEntry({ tid: 1, ptid: 3 }), threadEntry({ tid: 2, ptid: 1 }), threadEntry({ tid: 3, ptid: 2 })];
    const play = new Play({ threads });
    expect([...play.machine.ancestors(play.thread(3))].length).toBeLessThan(10);
  });

  it('tell the shell somebody logged in to: the outermost one', () => {
    const threads = [
      threadEntry({ tid: 1, ptid: 0, comm: 'sshd' }),
      threadEntry({ tid: 2, ptid: 1, comm: 'bash' }),
      threadEntry({ tid: 3, ptid: 2, comm: 'make' }),
      threadEntry({ tid: 4, ptid: 3, comm: 'sh' }),
    ];
    const play = new Play({ threads });
    expect(play.machine.loginShell(play.thread(4))?.tid).toBe(2);
    expect(play.machine.loginShell(play.thread(1))).toBeUndefined();
  });
});

describe('too many threads', () => {
  it('make those be forgotten that did nothing for longest, and are counted', () => {
    const play = new Play({}, { maxThreads: 16 });
    for (let tid = 1; tid <= 17; tid++) play.play(idle({ tid }));
    expect(play.machine.table.counters.evicted).toBe(2);
    expect([play.machine.threads.has(1), play.machine.threads.has(2), play.machine.threads.has(17)]).toEqual([false, false, true]);
    expect(play.machine.threads.size).toBe(15);
  });

  it('named by hostile events cost no more than a place each', () => {
    const play = new Play({}, { maxThreads: 1000 });
    const started = performance.now();
    for (let tid = 0; tid < 20_000; tid++) play.play(idle({ tid: tid * 1_000_003 }));
    expect(play.machine.threads.size).toBeLessThanOrEqual(1000);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

describe('a thread that names itself', () => {
  const prctl = nativeSyscallNumber('prctl')!;
  const code = Buffer.from(Uint16Array.of(codeOfNative(prctl)).buffer);
  const native = Buffer.from(Uint16Array.of(prctl).buffer);
  const exit = event('PPME_GENERIC_X', [code, native, Buffer.from('worker\0')]);

  it('has the name that live capture puts behind the call, also where a filter rejects the call', () => {
    const play = new Play({ threads: [shell] }, { mends: true });
    expect(play.filtered(() => false, exit)).toEqual([]);
    expect(play.thread(100).comm).toBe('worker');
  });

  it('is asked for by the new name already when its call is', () => {
    const play = new Play({ threads: [shell] }, { mends: true });
    expect(play.filtered(({ thread }) => thread?.comm === 'worker', exit)).toEqual([0]);
  });

  it('keeps its name in files, as sysdig shows them, and behind other calls', () => {
    const inFile = new Play({ threads: [shell] });
    inFile.play(exit);
    const other = Buffer.from(Uint16Array.of(codeOfNative(nativeSyscallNumber('getppid')!)).buffer);
    const live = new Play({ threads: [shell] }, { mends: true });
    live.play(event('PPME_GENERIC_X', [other, native, Buffer.from('worker\0')]));
    expect([inFile.thread(100).comm, live.thread(100).comm]).toEqual(['bash', 'bash']);
  });
});
