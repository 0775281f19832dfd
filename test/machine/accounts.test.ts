import { describe, expect, it } from 'vitest';
import { event } from '../support/events.ts';
import { call } from './events.ts';
import { Play, threadEntry } from './play.ts';

const state = { threads: [threadEntry({ tid: 100, uid: 1000, gid: 1000 }), threadEntry({ tid: 101, pid: 100, flags: 1 << 13 })] };
const unchanged = 0xffffffff;

describe('the user of a process', () => {
  it('changes with setuid and its kin, by what the enter asked for', () => {
    const play = new Play(state);
    play.play(...call('SETUID', [0], [0]), ...call('SETGID', [5], [0]));
    expect([play.thread(100).uid, play.thread(100).gid]).toEqual([0, 5]);
    play.play(...call('SETRESUID', [1, 2, 3], [0]), ...call('SETRESGID', [1, unchanged, 3], [0]));
    expect([play.thread(100).uid, play.thread(100).gid]).toEqual([2, 5]);
    play.play(...call('SETUID', [9], [-1]));
    expect(play.thread(100).uid).toBe(2);
  });

  it('changes by what the exit says where there are no enters', () => {
    const play = new Play(state);
    play.play(event('PPME_SYSCALL_SETUID_X', [0, 33]), event('PPME_SYSCALL_SETREGID_X', [0, unchanged, 44]));
    expect([play.thread(100).uid, play.thread(100).gid]).toEqual([33, 44]);
  });
});

it('sessions begin with setsid', () => {
  const play = new Play(state);
  play.play(...call('SETSID', [], [100]));
  expect(play.thread(100).sid).toBe(100);
});

it('limits of fds are the process’, also when another process sets them', () => {
  const RLIMIT_NOFILE = 7;
  const RLIMIT_CORE = 4;
  const play = new Play(state);
  play.play(...call('SETRLIMIT', [RLIMIT_NOFILE], [0, 4096, 8192], { tid: 101 }));
  expect(play.thread(100).fdLimit).toBe(4096);
  play.play(...call('GETRLIMIT', [RLIMIT_CORE], [0, 1, 1]));
  expect(play.thread(100).fdLimit).toBe(4096);
  play.play(...call('PRLIMIT', [100, RLIMIT_NOFILE], [0, 55, 66, 1, 2], { tid: 7 }));
  expect(play.thread(100).fdLimit).toBe(55);
});

it('capabilities are those capset gives, and all in a new user namespace', () => {
  const CLONE_NEWUSER = 1 << 20;
  const play = new Play(state);
  play.play(event('PPME_SYSCALL_CAPSET_X', [0, 1n, 2n, 4n]));
  expect(play.thread(100).capEffective).toBe(4n);
  play.play(...call('UNSHARE', [CLONE_NEWUSER], [0]));
  expect(play.thread(100).capEffective).toBe((1n << 41n) - 1n);
});

it('memory is what brk, mmap and munmap say, and being taken off a processor', () => {
  const play = new Play(state);
  play.play(...call('MMAP', [0, 4096, 0, 0, -1, 0], [1, 200, 60, 3]));
  expect([play.thread(100).vmSize, play.thread(100).vmRss, play.thread(100).vmSwap]).toEqual([200, 60, 3]);
  play.play(event('PPME_SCHEDSWITCH_6_E', [1, 5, 6, 300, 70, 4], { tid: 101 }));
  expect([play.thread(100).vmSize, play.thread(101).pfMajor, play.thread(100).pfMajor]).toEqual([300, 5, 0]);
});

it('users and groups come with the tables and with events, apart for each container', () => {
  const root = { uid: 0, gid: 0, name: 'root', home: '/root', shell: '/bin/sh' };
  const play = new Play({ users: [root], groups: [{ gid: 0, name: 'root' }] });
  expect([play.machine.users.get(0)?.name, play.machine.groups.get(0)?.name, play.machine.users.get(7)]).toEqual([
    'root',
    'root',
    undefined,
  ]);
  play.play(event('PPME_USER_ADDED_E', [7, 8, 'web', '/srv', '/bin/false', 'abc']), event('PPME_GROUP_ADDED_E', [8, 'web', '']));
  expect([play.machine.users.get(7, 'abc')?.name, play.machine.users.get(7), play.machine.groups.get(8)?.name]).toEqual([
    'web',
    undefined,
    'web',
  ]);
  expect(play.machine.users.get(0, 'abc')?.name).toBe('root');
  play.play(event('PPME_USER_DELETED_E', [7, 8, 'web', '/srv', '/bin/false', 'abc']), event('PPME_GROUP_DELETED_E', [8, 'web', '']));
  expect([play.machine.users.get(7, 'abc'), play.machine.groups.get(8)]).toEqual([undefined, undefined]);
});
