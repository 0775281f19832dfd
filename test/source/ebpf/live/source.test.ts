import { execFileSync, spawn } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { cloneFlags, EventCursor, eventNumber, eventTable, fromKernel } from '../../../../src/event/index.ts';
import { EbpfSource, type WhoFilter } from '../../../../src/source/ebpf/index.ts';
import { because, loadingObstacle } from '../load/support.ts';
import { type LiveEvent, recordProgram } from './record.ts';

const obstacle = await loadingObstacle();

/** What threads share: CLONE_FILES, CLONE_FS, CLONE_SIGHAND, CLONE_THREAD, CLONE_VM. */
const threadFlags = fromKernel(cloneFlags, 0x10f00);

describe.skipIf(obstacle !== undefined)(`live capture${because(obstacle)}`, () => {
  test('gives each event of a program once, in order, and loses none', async () => {
    const blocks = 20_000;
    const { events, counters, pid } = await recordProgram('dd', ['if=/dev/zero', 'of=/dev/null', 'bs=1', `count=${blocks}`, 'status=none']);
    const born = events.findIndex(({ code, tid, values }) => code === 'PPME_SYSCALL_EXECVE_19_X' && tid === pid && values[0] === 0);
    const own = events.slice(born).filter(({ tid }) => tid === pid);
    const copied = (code: string): LiveEvent[] =>
      own.filter((event) => event.code === code && event.values.at(-1) === (code.endsWith('X') ? '\0' : 1));
    expect(copied('PPME_SYSCALL_READ_E')).toHaveLength(blocks);
    expect(copied('PPME_SYSCALL_READ_X')).toHaveLength(blocks);
    expect(copied('PPME_SYSCALL_WRITE_E')).toHaveLength(blocks);
    expect(copied('PPME_SYSCALL_WRITE_X')).toHaveLength(blocks);
    expect(events.every((event, i) => i === 0 || event.time >= events[i - 1]!.time)).toBe(true);
    expect(counters.dropped).toBe(0);
    expect(counters.seen).toBe(counters.delivered + counters.filtered + counters.dropped);
  });

  test('sees a program from its birth to its death', async () => {
    const { events, pid } = await recordProgram('/bin/sh', ['-c', 'exit 3']);
    const own = events.filter(({ tid }) => tid === pid).map(({ code, values }) => [code, values[0]]);
    expect(own[0]).toEqual([expect.stringMatching(/CLONE|FORK/), 0]);
    expect(own).toContainEqual(['PPME_SYSCALL_EXECVE_19_E', '/bin/sh']);
    expect(own).toContainEqual(['PPME_SYSCALL_EXECVE_19_X', 0]);
    expect(own.at(-1)).toEqual(['PPME_PROCEXIT_1_E', 3 << 8]);
  });

  test('knows a new thread for one, though what its maker asked for is gone from memory when it runs', async () => {
    const makesThreads = 'for (let i = 0; i < 20; i++) new (require("worker_threads").Worker)("", { eval: true })';
    const { events, pid } = await recordProgram(process.execPath, ['-e', makesThreads]);
    const clone3 = eventTable[eventNumber('PPME_SYSCALL_CLONE3_X')]!;
    const flags = clone3.params.findIndex(({ name }) => name === 'flags');
    const born = events.filter(({ code, tid, values }) => code === clone3.code && tid !== pid && values[0] === 0 && values[4] === pid);
    expect(born.length).toBeGreaterThan(10);
    for (const { values } of born) expect(Number(values[flags]) & threadFlags).toBe(threadFlags);
  });

  test('sees a fork from both sides, and what is executed with its arguments, environment and control groups', async () => {
    const script = '/bin/sh -c "exit 0" one "two three"; exit 0';
    const { events, pid } = await recordProgram('/usr/bin/env', ['-i', 'A=1', 'B=x y', '/bin/sh', '-c', script]);
    const forks = events.filter(({ code }) => /(CLONE|FORK|CLONE3)(_20)?_X$/.test(code));
    const parent = forks.find(({ tid, values }) => tid === pid && values[0] !== 0);
    const child = forks.find(({ tid }) => tid === parent?.values[0]);
    expect(child?.values.slice(0, 6)).toEqual([0, '/bin/sh', `-c\0${script}\0`, child?.tid, child?.tid, pid]);
    expect(parent?.values.slice(1, 6)).toEqual(['/bin/sh', `-c\0${script}\0`, pid, pid, process.pid]);
    const executed = events.find(({ code, tid, values }) => code === 'PPME_SYSCALL_EXECVE_19_X' && tid === child?.tid && values[0] === 0);
    expect(executed?.values.slice(1, 7)).toEqual(['/bin/sh', '-c\0exit 0\0one\0two three\0', child?.tid, child?.tid, pid, '']);
    expect(executed?.values[13]).toBe('sh');
    expect(executed?.values[14]).toMatch(/^cpuset=\/[^\0]*\0cpu=\/[^\0]*\0.*memory=\/[^\0]*\0$/);
    expect(executed?.values[15]).toMatch(/A=1\0B=x y\0/);
    expect(executed?.values[18]).toEqual(expect.any(Number));
  });

  test('never sees itself, however much it does', async () => {
    const source = new EbpfSource({ snaplen: 80 });
    try {
      await source.open();
      for (let i = 0; i < 100; i++) process.getegid!();
      setTimeout(() => source.stop(), 200);
      const cursor = new EventCursor();
      const tids = new Set<number>();
      for (;;) {
        const batch = await source.nextBatch();
        if (batch === undefined) break;
        while (batch.next(cursor)) tids.add(cursor.tid);
      }
      expect(tids.has(process.pid)).toBe(false);
    } finally {
      await source.close();
    }
  });

  test('leaves out a process that works for it', async () => {
    const { helper, other, stop } = twoBusyProcesses();
    const source = new EbpfSource({ snaplen: 80 });
    try {
      source.exclude(helper);
      await source.open();
      const tids = new Set((await eventsFor(source, 1200)).map(({ tid }) => tid));
      expect(tids.has(other)).toBe(true);
      expect(tids.has(helper)).toBe(false);
    } finally {
      stop();
      await source.close();
    }
  });

  test('gives other events once it is asked for them', async () => {
    const { other, stop } = twoBusyProcesses();
    const source = new EbpfSource({ snaplen: 80, adjustable: true, wants: () => false, keeps: () => false });
    try {
      await source.open();
      expect((await eventsFor(source, 1200)).filter(({ tid }) => tid === other)).toEqual([]);
      source.adjust({ wants: (type) => type === eventNumber('PPME_SYSCALL_READ_X') || type === eventNumber('PPME_SCHEDSWITCH_6_E') });
      const kinds = new Set<number>();
      // Where a processor has nothing else to do, a busy process keeps it for a long time.
      for (let i = 0; i < 40 && kinds.size < 2; i++) {
        for (const { tid, type } of await eventsFor(source, 250)) if (tid === other) kinds.add(type);
      }
      expect([...kinds].sort()).toEqual([eventNumber('PPME_SYSCALL_READ_X'), eventNumber('PPME_SCHEDSWITCH_6_E')].sort());
      source.adjust({ wants: () => false, keeps: () => false });
      // What had been captured by then still comes: up to a whole ring of it.
      for (let i = 0; i < 50; i++) if (!(await eventsFor(source, 100)).some(({ tid }) => tid === other)) break;
      expect((await eventsFor(source, 500)).filter(({ tid }) => tid === other)).toEqual([]);
    } finally {
      stop();
      await source.close();
    }
  });

  test('answers again and again even when little happens, for the caller to look at the clock', async () => {
    const source = new EbpfSource({ snaplen: 80, who: { pid: 1, failed: true }, wants: () => false });
    try {
      await source.open();
      const started = performance.now();
      let answers = 0;
      for (; performance.now() - started < 600; answers++) await source.nextBatch();
      expect(answers).toBeGreaterThanOrEqual(4);
    } finally {
      await source.close();
    }
  });

  test('lets the kernel reject what is not asked for, and counts it', async () => {
    const { events, counters, pid } = await recordProgram('dd', ['if=/dev/zero', 'of=/dev/null', 'bs=1', 'count=5000', 'status=none'], {
      wants: () => false,
    });
    const codes = events.filter(({ tid }) => tid === pid).map(({ code }) => code);
    expect(codes.filter((code) => /_(READ|WRITE)_/.test(code))).toEqual([]);
    expect(codes).toContain('PPME_SYSCALL_EXECVE_19_X');
    expect(codes).toContain('PPME_SYSCALL_CLOSE_X');
    expect(counters.filtered).toBeGreaterThanOrEqual(20_000);
    expect(counters.seen).toBe(counters.delivered + counters.filtered + counters.dropped);
  });

  test.each([
    ['its name', { comm: 'dd' }, { comm: 'd' }],
    ['its user', { uid: process.geteuid?.() ?? 0 }, { uid: 54_321 }],
    ['whether it failed', {}, { failed: true }],
    ['its process', {}, { pid: 1 }],
    ['its thread', {}, { tid: 1 }],
  ])('lets the kernel decide by %s', async (_, meets, meetsNot) => {
    const copy = ['if=/dev/zero', 'of=/dev/null', 'bs=1', 'count=100', 'status=none'];
    const codes = async (who: WhoFilter): Promise<string[]> => {
      const { events, counters, pid } = await recordProgram('dd', copy, { who });
      expect(counters.seen).toBe(counters.delivered + counters.filtered + counters.dropped);
      return events.filter(({ tid }) => tid === pid).map(({ code }) => code);
    };
    const reads = (list: string[]): number => list.filter((code) => code === 'PPME_SYSCALL_READ_X').length;
    expect(reads(await codes(meets))).toBeGreaterThanOrEqual(100);
    const others = await codes(meetsNot);
    expect(reads(others)).toBe(0);
    expect(others).toContain('PPME_SYSCALL_CLOSE_X');
    expect(others.includes('PPME_SYSCALL_ACCESS_X')).toBe('failed' in meetsNot);
  });

  test('counts exactly what a full ring could not take', async () => {
    const source = new EbpfSource({ snaplen: 80, bufferBytes: 4096 });
    try {
      await source.open();
      execFileSync('dd', ['if=/dev/zero', 'of=/dev/null', 'bs=1', 'count=2000', 'status=none']);
      source.stop();
      let given = 0;
      const cursor = new EventCursor();
      for (let batch = await source.nextBatch(); batch !== undefined; batch = await source.nextBatch()) while (batch.next(cursor)) given++;
      const { seen, delivered, filtered, dropped } = source.counters;
      expect(dropped).toBeGreaterThan(6000);
      expect(given).toBe(delivered);
      expect(seen).toBe(delivered + filtered + dropped);
    } finally {
      await source.close();
    }
  });

  test('keeps its counters after the end, and can be closed twice', async () => {
    const source = new EbpfSource({ snaplen: 80 });
    await source.open();
    await source.close();
    const { seen } = source.counters;
    await source.close();
    expect(source.counters.seen).toBe(seen);
    expect(await source.nextBatch()).toBeUndefined();
  });
});

/** Two processes that do nothing but make calls. */
function twoBusyProcesses(): { readonly helper: number; readonly other: number; stop(): void } {
  const [helper, other] = [0, 1].map(() => spawn('dd', ['if=/dev/zero', 'of=/dev/null', 'bs=1'], { stdio: 'ignore' }));
  return {
    helper: helper!.pid!,
    other: other!.pid!,
    stop: () => {
      helper!.kill();
      other!.kill();
    },
  };
}

/** What an open source gives in so many ms. */
async function eventsFor(source: EbpfSource, ms: number): Promise<{ readonly tid: number; readonly type: number }[]> {
  const events: { tid: number; type: number }[] = [];
  const cursor = new EventCursor();
  for (const until = performance.now() + ms; performance.now() < until; ) {
    const batch = await source.nextBatch();
    while (batch?.next(cursor) === true) events.push({ tid: cursor.tid, type: cursor.type });
  }
  return events;
}
