import { describe, expect, it } from 'vitest';
import { EventCursor } from '../../src/event/index.ts';
import { compileFilter, earlyParts } from '../../src/filter/index.ts';
import { type EventPredicate, Machine, type Thread } from '../../src/machine/index.ts';
import { CaptureReader } from '../../src/scap/index.ts';
import { memoryInput } from '../scap/memory.ts';
import { event } from '../support/events.ts';
import { int, type MinimalEvent, minimalCapture } from '../support/minimal-capture.ts';
import { random } from '../support/random.ts';
import { call, close, execve, idle, open, reading } from './events.ts';

/** What is known of a thread when its events have been seen. */
function known({ tid, lastEventType, lastEventFd, enterTime, lastSeenTime, latency, enter, fds }: Thread): unknown {
  const names = [...fds.entries()].map(([number, { name }]) => `${number} ${name}`);
  return { tid, lastEventType, lastEventFd, enterTime, lastSeenTime, latency, enter: enter?.type, names };
}

interface Outcome {
  readonly shown: readonly string[];
  readonly threads: readonly unknown[];
  /** How many events the machine had to look at. */
  readonly looked: number;
}

/** Reads a capture with a filter; `tells` lets the reader tell events that cannot pass instead of giving them. */
function read(bytes: Buffer, filter: string, tells: boolean): Outcome {
  const { predicate, keys, conjuncts } = compileFilter(filter);
  const machine = new Machine();
  const reader = new CaptureReader(memoryInput(bytes));
  const state = reader.open();
  if (state instanceof Promise) throw new Error('an input in memory needs no Promise');
  machine.load(state);
  const needs = { latency: true };
  const needed = machine.neededEvents(keys, needs);
  const skips = tells ? machine.skips(needed, needs, keys, earlyParts(conjuncts)) : machine.skips(needed, needs);
  const evt = new EventCursor();
  const shown: string[] = [];
  let looked = 0;
  for (;;) {
    const batch = reader.next();
    if (batch === undefined || batch instanceof Promise) break;
    while (batch.next(evt, machine.hasBegun ? skips : undefined)) {
      if (needed[evt.key] === 0 && machine.pass(evt)) continue;
      looked++;
      if (passes(machine, evt, predicate)) shown.push(line(machine));
    }
  }
  machine.settle();
  return { shown, threads: [...machine.threads.values()].map(known), looked };
}

function passes(machine: Machine, evt: EventCursor, predicate: EventPredicate): boolean {
  return machine.process(evt, predicate);
}

function line({ context: { evt, fd, fdNumber, latency, paired } }: Machine): string {
  return `${evt.num} ${evt.type} ${evt.tid} ${fdNumber} ${fd?.name} ${latency} ${paired}`;
}

/** Threads that open, read and close, lose enters and exits, and end. */
function story(next: (limit: number) => number, length: number): MinimalEvent[] {
  const events: MinimalEvent[] = [];
  for (let i = 0; i < length; i++) {
    const options = { tid: 100 + next(3) };
    const fd = next(4);
    const calls: (() => MinimalEvent[])[] = [
      () => open(fd, `/file${next(5)}`, options),
      () => close(fd, options),
      () => [event('PPME_SYSCALL_CLOSE_E', [fd], options), event('PPME_SYSCALL_CLOSE_X', [-9], options)],
      () => [reading(fd, options), event('PPME_SYSCALL_READ_X', [1, 'x'], options)],
      () => [event('PPME_SYSCALL_DUP_E', [fd], options), event('PPME_SYSCALL_DUP_X', [next(6)], options)],
      () => [event('PPME_SYSCALL_OPEN_E', ['/asked', 1, 0], options), ...open(fd, '/got', options).slice(1)],
      () => [event('PPME_SYSCALL_FCNTL_E', [fd, Uint8Array.of(1)], options), event('PPME_SYSCALL_FCNTL_X', [next(6)], options)],
      () => [event('PPME_SYSCALL_CLOSE_E', [], options), event('PPME_SYSCALL_CLOSE_X', [], options)],
      () => [event('PPME_SYSCALL_CLOSE_E', [int(4, fd)], options), event('PPME_SYSCALL_CLOSE_X', [int(4, 0)], options)],
      () => [event('PPME_PROCEXIT_1_E', [0], options)],
      // Names that come again, as seen from other directories, of files of other kinds; calls that fail; parts that are missing.
      () => open(fd, `relative${next(2)}`, options),
      () => open(fd, `/file${next(5)}`, { ...options, flags: next(2) === 0 ? 1 : 1 << 10 }),
      () => open(-2, '/file1', options),
      () => call('OPEN', [], [fd, `/file${next(3)}`, 1, 0, 7, [5, 6, 2n ** 60n][next(3)]!], options),
      () => call('OPEN', [], [fd, `/file${next(3)}`], options),
      () => call('OPENAT_2', [-100, `file${next(3)}`, 1, 0], [fd, -100, `file${next(3)}`, 1, 0, 0], options),
      () => call('OPENAT_2', [], [fd, [-100, next(4)][next(2)]!, `${'/'.repeat(next(2))}file${next(3)}`, 1, 0, 0, 9], options),
      () => call('CHDIR', [], [0, `/dir${next(2)}`], options),
      () => execve(`/bin/prog${next(3)}`, { ...options, comm: `prog${next(3)}` }),
      () => [idle(options)],
    ];
    const made = calls[next(calls.length)]!();
    // Now and then one of the two is lost.
    events.push(...(next(8) === 0 ? made.slice(next(2), 1 + next(2)) : made));
  }
  return events;
}

describe('events that are told instead of given', () => {
  const filters = [
    ...['evt.type=open', 'evt.type=read', 'evt.type in (open, openat) and fd.name contains file', 'evt.type=close and evt.dir=>'],
    ...['evt.type=dup', 'evt.type=read and evt.dir=<', 'fd.name exists', 'evt.type=accept', 'evt.type=fcntl'],
    ...[
      'proc.name=prog1',
      'proc.name=prog1 and evt.type=read',
      'proc.name!=prog1 and evt.type in (open, openat) and fd.name contains file1',
    ],
    ...[
      'evt.type in (open, openat) and not fd.directory contains dir1',
      'evt.type=open and fd.typechar=d',
      'thread.tid=101 and evt.type=close',
    ],
    ...[
      'proc.exepath contains prog and fd.filename in (file1, file2)',
      'fd.name startswith /dir and not proc.name=prog2',
      'evt.failed=true',
    ],
  ];

  it.each(filters)('leave what is known, and what is shown, as it is: %s', (filter) => {
    const next = random(filter.length);
    for (let round = 0; round < 20; round++) {
      const bytes = minimalCapture(story(next, 200));
      const told = read(bytes, filter, true);
      const given = read(bytes, filter, false);
      expect({ ...told, looked: 0 }).toEqual({ ...given, looked: 0 });
    }
  });

  it('are most of those that need not be seen', () => {
    const events = [idle(), ...open(3, '/x'), ...close(3), ...open(3, '/y'), ...close(3)];
    const bytes = minimalCapture(events);
    expect(read(bytes, 'evt.type=accept', false).looked).toBe(7);
    // The first, and the exits of open.
    expect(read(bytes, 'evt.type=accept', true).looked).toBe(3);
  });

  it('are the ends of an open where the file was opened before, and no filter wants it', () => {
    const events = [idle(), ...Array.from({ length: 10 }, () => [...open(3, '/x'), ...close(3)]).flat()];
    const bytes = minimalCapture(events);
    expect(read(bytes, 'evt.type=accept', true).looked).toBe(2);
    expect(read(bytes, 'evt.type=open and fd.name=/y', true).looked).toBe(2);
    expect(read(bytes, 'evt.type=open and fd.name=/x', true)).toMatchObject({ looked: 11, shown: { length: 10 } });
  });

  it('are nearly all events of threads that the filter does not want', () => {
    const options = { tid: 101 };
    const reads = () => [reading(3, options), event('PPME_SYSCALL_READ_X', [1, 'x'], options)];
    const bytes = minimalCapture([idle(options), ...Array.from({ length: 10 }, reads).flat()]);
    expect(read(bytes, 'proc.name=prog', true).looked).toBe(1);
    expect(read(bytes, 'proc.name=prog or evt.type=read', true).looked).toBe(21);
  });
});
