import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { EventCursor, eventTable } from '../../../../src/event/index.ts';
import { EbpfSource } from '../../../../src/source/ebpf/index.ts';
import { programsFor } from '../../../../src/source/ebpf/programs.ts';
import { because, loadingObstacle } from '../load/support.ts';
import { type LiveEvent, recordProgram } from './record.ts';

const obstacle = await loadingObstacle();
const SIGUSR1 = 10;
const SIGTERM = 15;
const anyNumber: unknown = expect.any(Number);

const ofType = (events: readonly LiveEvent[], code: string): readonly LiveEvent[] =>
  events.filter((event) => event.code === `PPME_${code}`);

describe('the programs a capture needs', () => {
  test('are all but those for page faults, unless somebody says otherwise', () => {
    expect(programsFor({})).toEqual(['enter', 'leave', 'thread_exit', 'task_switch', 'signal_delivered', 'sample']);
    expect(programsFor({ pageFaults: true })).toContain('user_fault');
  });

  test('are those for system calls and deaths where nobody asks for other events', () => {
    expect(programsFor({ wants: () => false, pageFaults: true })).toEqual(['enter', 'leave', 'thread_exit']);
    expect(programsFor({ wants: (type) => eventTable[type]!.name === 'switch' })).toEqual(['enter', 'leave', 'thread_exit', 'task_switch']);
    expect(programsFor({ wants: () => false, keeps: (type) => eventTable[type]!.name === 'signaldeliver' })).toContain('signal_delivered');
  });
});

describe.skipIf(obstacle !== undefined)(`events that are no system calls, live${because(obstacle)}`, () => {
  test('a task that waits is switched away, with its memory and who comes next', async () => {
    const recorded = async () => {
      const { events, pid } = await recordProgram('/bin/sleep', ['0.05']);
      return { events, pid, switches: ofType(events, 'SCHEDSWITCH_6_E').filter(({ tid }) => tid === pid) };
    };
    let { events, pid, switches } = await recorded();
    // It sleeps once. Where the tracer is next on that CPU, the switch is the tracer's own and is not told.
    for (let again = 0; again < 4 && switches.length === 0; again++) ({ events, pid, switches } = await recorded());
    expect(switches.length).toBeGreaterThan(0);
    for (const { values } of switches) expect(values).toEqual([anyNumber, anyNumber, anyNumber, anyNumber, anyNumber, 0]);
    const slept = events.findIndex(({ code, tid }) => tid === pid && /NANOSLEEP|GENERIC_E/.test(code) && code.endsWith('_E'));
    expect(slept).toBeGreaterThan(-1);
    const [, , minorFaults, size, resident] = switches.at(-1)!.values as number[];
    expect(minorFaults).toBeGreaterThan(10);
    expect(size).toBeGreaterThan(resident!);
    // The kernel adds up what CPUs have counted only now and then: of a small program it may know of nothing yet.
    expect(resident).toBeGreaterThanOrEqual(0);
  });

  test('a thread that has died is not switched away any more', async () => {
    const { events, pid } = await recordProgram('/bin/true', []);
    expect(events.filter(({ tid }) => tid === pid).at(-1)?.code).toBe('PPME_PROCEXIT_1_E');
  });

  test('the tracer itself neither leaves nor enters a CPU', async () => {
    const { events } = await recordProgram('/bin/sh', ['-c', 'for i in 1 2 3 4 5; do sleep 0.01; done']);
    const switches = ofType(events, 'SCHEDSWITCH_6_E');
    expect(switches.length).toBeGreaterThan(5);
    expect(switches.filter(({ tid, values }) => tid === process.pid || values[0] === process.pid)).toEqual([]);
  });

  test('a signal is delivered with its sender and receiver', async () => {
    const { events, pid } = await recordProgram('/bin/sh', ['-c', 'trap : USR1 TERM; kill -USR1 $$; kill -TERM $$']);
    const delivered = ofType(events, 'SIGNALDELIVER_E').filter(({ tid }) => tid === pid);
    expect(delivered.map(({ values }) => values)).toEqual([
      [0, pid, SIGUSR1],
      [pid, pid, SIGTERM],
    ]);
  });

  test('a page fault is one only where somebody asks for them', async () => {
    const faults = async (pageFaults: boolean): Promise<readonly LiveEvent[]> => {
      const { events, pid } = await recordProgram('/bin/true', [], { pageFaults });
      return ofType(events, 'PAGE_FAULT_E').filter(({ tid }) => tid === pid);
    };
    expect(await faults(false)).toEqual([]);
    const found = await faults(true);
    expect(found.length).toBeGreaterThan(10);
    for (const { values } of found) expect(values).toEqual([expect.anything(), expect.anything(), anyNumber]);
    // PAGE_NOT_PRESENT, WRITE_ACCESS, USER_FAULT
    expect(found.map(({ values }) => values[2])).toContain(0b01_01_10);
  });

  test('the CPU time of a busy program is sampled once a second', async () => {
    const { events, pid } = await recordProgram('/usr/bin/timeout', ['2.5', '/bin/sh', '-c', 'while :; do :; done']);
    const busy = ofType(events, 'PROCINFO_E').filter(({ tid }) => tid !== pid);
    expect(busy.length).toBeGreaterThanOrEqual(2);
    const ticks = busy.map(({ values }) => (values[0] as number) + (values[1] as number));
    expect(ticks).toEqual(ticks.toSorted((a, b) => a - b));
    expect(ticks.at(-1)).toBeGreaterThan(5);
    expect(ticks.at(-1)).toBeLessThan(300);
    const times = busy.map(({ time }) => time);
    expect(times[1]! - times[0]!).toBeGreaterThan(0.9e9);
  });

  test('a loss stands where it happened, between two drop events with the number of events lost', async () => {
    const source = new EbpfSource({ snaplen: 80, bufferBytes: 4096 });
    try {
      await source.open();
      execFileSync('dd', ['if=/dev/zero', 'of=/dev/null', 'bs=1', 'count=2000', 'status=none']);
      source.stop();
      const cursor = new EventCursor();
      const drops: [string, number][] = [];
      let given = 0;
      for (let batch = await source.nextBatch(); batch !== undefined; batch = await source.nextBatch()) {
        for (; batch.next(cursor); given++) {
          const { code } = eventTable[cursor.type]!;
          if (code.startsWith('PPME_DROP')) drops.push([code, cursor.u32(0)]);
        }
      }
      const { seen, delivered, filtered, dropped } = source.counters;
      expect(dropped).toBeGreaterThan(6000);
      expect(given).toBe(delivered);
      expect(seen).toBe(delivered + filtered + dropped);
      expect(drops.length).toBeGreaterThanOrEqual(2);
      for (const [i, [code, lost]] of drops.entries())
        expect([code, lost]).toEqual([`PPME_DROP_${i % 2 === 0 ? 'E' : 'X'}`, drops[i & ~1]![1]]);
      expect(drops.reduce((sum, [code, lost]) => sum + (code.endsWith('X') ? lost : 0), 0)).toBe(dropped);
    } finally {
      await source.close();
    }
  });
});
