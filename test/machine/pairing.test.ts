import { describe, expect, it } from 'vitest';
import { eventKeyCount, eventNumber } from '../../src/event/index.ts';
import { event, firstEventTime, ipv4Address, ipv4Tuple } from '../support/events.ts';
import { call, close, idle, open, reading } from './events.ts';
import { Play, threadEntry } from './play.ts';

const state = { threads: [threadEntry({ tid: 100 })] };
const at = (ns: number) => ({ time: firstEventTime + BigInt(ns) });

describe('an exit', () => {
  it('is about the fd of its enter', () => {
    const play = new Play(state);
    play.play(...open(3, '/x'), ...open(4, '/y'));
    const context = play.play(...call('READ', [3, 10], [10, 'data']));
    expect([context.fdNumber, context.fd?.name, context.paired]).toEqual([3, '/x', true]);
  });

  it('took the time since its enter', () => {
    const play = new Play(state);
    expect(play.play(event('PPME_SYSCALL_READ_E', [0, 1], at(1000))).latency).toBe(0);
    expect(play.play(event('PPME_SYSCALL_READ_X', [1, 'x'], at(1750))).latency).toBe(750);
  });

  it('keeps its enter apart from those of other threads', () => {
    const play = new Play({ threads: [...state.threads, threadEntry({ tid: 200 })] });
    play.play(...open(3, '/x'), ...open(3, '/theirs', { tid: 200 }));
    play.play(reading(3), reading(3, { tid: 200 }));
    expect(play.play(event('PPME_SYSCALL_READ_X', [1, 'x'])).fd?.name).toBe('/x');
    expect(play.play(event('PPME_SYSCALL_READ_X', [1, 'x'], { tid: 200 })).fd?.name).toBe('/theirs');
  });

  it('has its enter at hand where its parameters need it', () => {
    const play = new Play(state);
    const { enter, evt } = play.play(...call('MKDIR', ['/new', 0o755], [0]));
    expect([enter?.text(0), enter?.u32(1), enter?.num, enter?.time]).toEqual(['/new', 0o755, 1, evt.time - 1]);
    expect(play.play(...close(3)).enter).toBeUndefined();
  });

  it('whose enter was lost is about no certain fd, and failed for no certain reason', () => {
    const play = new Play(state);
    play.play(...open(3, '/x'), reading(3));
    const context = play.play(event('PPME_SYSCALL_WRITE_X', [-9, '']));
    expect([context.paired, context.errorCode]).toEqual([false, 0]);
    // What sysdig shows is the fd of the call before.
    expect(context.fdNumber).toBe(3);
  });

  it('whose enter was lost is about none, when the machine mends', () => {
    const play = new Play(state, { mends: true });
    play.play(...open(3, '/x'), reading(3));
    expect(play.play(event('PPME_SYSCALL_WRITE_X', [1, 'x'])).fdNumber).toBe(-1);
  });

  it('of a call that failed says why', () => {
    const play = new Play(state);
    expect(play.play(...call('READ', [3, 1], [-9, ''])).errorCode).toBe(9);
    expect(play.play(...call('READ', [3, 1], [9, 'x'])).errorCode).toBe(0);
  });
});

describe('a capture of a driver that sends no enters', () => {
  it('gives each exit its fd, from its own parameters', () => {
    const play = new Play(state);
    play.play(event('PPME_SYSCALL_OPENAT_2_X', [3, -100, '/x', 1, 0, 0, 0]));
    const context = play.play(event('PPME_SYSCALL_READ_X', [4, 'data', 3, 4]));
    expect([context.fdNumber, context.fd?.name, context.paired]).toEqual([3, '/x', true]);
    expect(play.play(event('PPME_SYSCALL_READ_X', [-5, '', 3, 4])).errorCode).toBe(5);
    expect(play.play(event('PPME_SYSCALL_CLOSE_X', [0, 3])).fd?.name).toBe('/x');
    expect(play.play(event('PPME_SYSCALL_READ_X', [-9, '', 3, 4])).fd).toBeUndefined();
  });

  it('knows sockets and connections', () => {
    const play = new Play(state);
    play.play(event('PPME_SOCKET_SOCKET_X', [3, 2, 1, 0]));
    play.play(event('PPME_SOCKET_CONNECT_X', [0, ipv4Tuple('10.0.0.5', 1, '8.8.8.8', 2), 3, ipv4Address('8.8.8.8', 2)]));
    expect(play.fd(100, 3)?.name).toBe('10.0.0.5:1->8.8.8.8:2');
    play.play(event('PPME_SOCKET_SOCKET_X', [4, 2, 2, 0]));
    play.play(event('PPME_SOCKET_SENDTO_X', [5, 'hello', 4, 5, ipv4Tuple('10.0.0.5', 1, '8.8.8.8', 53)]));
    expect(play.fd(100, 4)?.name).toBe('10.0.0.5:1->8.8.8.8:53');
    play.play(event('PPME_SOCKET_SOCKET_X', [5, 2, 1, 0]), event('PPME_SOCKET_BIND_X', [0, ipv4Address('0.0.0.0', 80), 5]));
    expect(play.fd(100, 5)?.name).toBe('0.0.0.0:80');
  });

  it('follows duplicates, directories and limits', () => {
    const play = new Play(state);
    play.play(event('PPME_SYSCALL_OPENAT_2_X', [3, -100, '/dir', 1, 0, 0, 0]), event('PPME_SYSCALL_DUP_1_X', [4, 3]));
    play.play(event('PPME_SYSCALL_FCNTL_X', [5, 3, 1]), event('PPME_SYSCALL_FCHDIR_X', [0, 3]));
    play.play(event('PPME_SYSCALL_SETRLIMIT_X', [0, 99, 100, 7]));
    expect([play.fd(100, 4)?.name, play.fd(100, 5)?.name, play.thread(100).cwd]).toEqual(['/dir', '/dir', '/dir/']);
    expect(play.thread(100).fdLimit).toBe(99);
  });

  it('does not let a call without an fd be about the fd of the call before', () => {
    const play = new Play(state);
    play.play(event('PPME_SYSCALL_OPENAT_2_X', [3, -100, '/x', 1, 0, 0, 0]), event('PPME_SYSCALL_READ_X', [4, 'data', 3, 4]));
    expect(play.play(event('PPME_SYSCALL_OPENAT_2_X', [-2, -100, '/y', 1, 0, 0, 0])).fdNumber).toBe(-1);
  });
});

describe('a filter', () => {
  it('is asked after the change by events that change what is known, and before it by all others', () => {
    const play = new Play(state);
    const shown = play.filtered(({ fd }) => fd?.name === '/x', ...open(3, '/x'), reading(3), ...close(3), reading(3));
    expect(shown).toEqual([1, 2, 3, 4]);
  });

  it('that rejects an enter leaves its exit alone', () => {
    const play = new Play(state);
    play.play(...open(3, '/x'));
    const paired: boolean[] = [];
    const onlyExits = play.filtered(
      (context) => {
        if (!context.type.enter) paired.push(context.paired === true);
        return !context.type.enter;
      },
      ...call('READ', [3, 1], [1, 'x']),
    );
    expect([onlyExits, paired]).toEqual([[1], [false]]);
  });
});

describe('events nobody wants', () => {
  const type = (code: string) => eventNumber(code);

  it('are passed over, once their thread is known', () => {
    const play = new Play(state);
    expect(play.pass(reading(3))).toBe(false);
    play.play(idle());
    expect(play.pass(reading(3))).toBe(true);
    expect(play.pass(reading(3, { tid: 777 }))).toBe(false);
  });

  it('do not let a later exit be paired with an enter before them', () => {
    const play = new Play(state);
    play.play(...open(3, '/x'), ...open(4, '/y'), event('PPME_SYSCALL_CLOSE_E', [3]));
    play.pass(reading(4));
    play.play(event('PPME_SYSCALL_CLOSE_X', [0]), idle());
    expect(play.fd(100, 3)?.name).toBe('/x');
  });

  it('are not needed, but for the enters of exits that are wanted and for what changes the machine', () => {
    const play = new Play(state);
    const wanted = new Uint8Array(eventKeyCount);
    wanted[type('PPME_SYSCALL_READ_X')] = 1;
    const needed = play.machine.neededEvents(wanted);
    const isNeeded = (code: string) => needed[type(code)] === 1;
    expect(['PPME_SYSCALL_READ_E', 'PPME_SYSCALL_READ_X', 'PPME_SYSCALL_OPEN_X', 'PPME_SYSCALL_CLOSE_E'].every(isNeeded)).toBe(true);
    expect(['PPME_SYSCALL_WRITE_E', 'PPME_SYSCALL_WRITE_X', 'PPME_GENERIC_E', 'PPME_SYSCALL_MMAP_E'].some(isNeeded)).toBe(false);
  });

  it('are needed where their exits will ask what they said', () => {
    const play = new Play(state);
    play.play(idle());
    const needed = play.machine.neededEvents(new Uint8Array(eventKeyCount));
    expect(needed[type('PPME_SYSCALL_OPEN_E')]).toBe(0);
    expect(play.pass(event('PPME_SYSCALL_OPEN_E', []))).toBe(true);
    expect(play.pass(event('PPME_SYSCALL_OPEN_E', ['/asked', 1, 0]))).toBe(false);
  });

  it('are not needed for memory nobody looks at', () => {
    const needed = new Play(state).machine.neededEvents(new Uint8Array(eventKeyCount), { memory: false });
    expect([needed[type('PPME_SCHEDSWITCH_6_E')], needed[type('PPME_SYSCALL_MMAP_X')], needed[type('PPME_SYSCALL_CLOSE_X')]]).toEqual([
      0, 0, 1,
    ]);
  });

  it('are all needed where latencies of task switches are shown', () => {
    const wanted = new Uint8Array(eventKeyCount);
    wanted[type('PPME_SCHEDSWITCH_6_E')] = 1;
    const needed = new Play(state).machine.neededEvents(wanted, { latency: true });
    expect(needed[type('PPME_SYSCALL_WRITE_X')]).toBe(1);
  });
});

it('times between events that are shown count from the one before', () => {
  const play = new Play(state);
  expect(play.play(idle(at(10))).previousTime).toBeUndefined();
  expect(play.play(idle(at(30))).previousTime).toBe(10);
  play.filtered(() => false, idle(at(40)));
  expect(play.play(idle(at(50))).previousTime).toBe(30);
  expect(play.machine.context.firstTime).toBe(10);
});
