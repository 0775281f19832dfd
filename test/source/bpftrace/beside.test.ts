import { describe, expect, it } from 'vitest';
import { EventCursor, eventNumber } from '../../../src/event/index.ts';
import { BlockBatch } from '../../../src/source/bpftrace/blocks.ts';
import { BesideSource, type BpftraceSource } from '../../../src/source/bpftrace/index.ts';
import type { Batch, EventSource } from '../../../src/source/index.ts';
import { initialState } from '../../support/events.ts';

const notification = eventNumber('PPME_NOTIFICATION_E');
const base = { high: 0, low: 0 };
/** ns since the epoch, some seconds ago. */
const start = BigInt(Date.now() - 5000) * 1_000_000n;

/** Events with these times in ms after the start, told apart by their thread. */
function batchOf(tid: number, ...times: number[]): BlockBatch {
  const batch = new BlockBatch(base);
  for (const time of times) batch.write({ time: start + BigInt(time) * 1_000_000n, cpu: 0, tid, type: notification, params: [] });
  return batch;
}

const common = { name: 'x', live: true, base, progress: () => undefined, close: async () => undefined, stop: () => undefined } as const;

/** A live source that gives these batches and ends. */
function mainOf(...batches: Batch[]): EventSource {
  const left = [...batches];
  return {
    ...common,
    kind: 'ebpf',
    counters: { seen: 5, delivered: 3, filtered: 1, dropped: 1, unknown: 0 },
    open: async () => initialState({}),
    nextBatch: async () => left.shift(),
  };
}

/** A script that has these batches waiting, one at a time, and then has ended. */
function scriptOf(...batches: BlockBatch[]): BpftraceSource {
  const left = [...batches];
  return {
    ...common,
    kind: 'bpftrace',
    counters: { seen: 2, delivered: 2, filtered: 0, dropped: 0, unknown: 0 },
    open: async () => initialState({}),
    takeWaiting: () => left.shift() ?? new BlockBatch(base),
    get hasEnded() {
      return left.length === 0;
    },
  } as unknown as BpftraceSource;
}

async function play(source: BesideSource): Promise<string[]> {
  const evt = new EventCursor();
  const seen: string[] = [];
  await source.open();
  for (let batch = await source.nextBatch(); batch !== undefined; batch = await source.nextBatch()) {
    while (batch.next(evt)) {
      expect(evt.num).toBe(seen.length + 1);
      // A writer copies the block that the batch names.
      expect(evt.view.getUint32(batch.blockStart + 4, true)).toBe(batch.blockEnd - batch.blockStart);
      const time = (BigInt(evt.timeHigh) << 32n) + BigInt(evt.timeLow) - start;
      seen.push(`${evt.tid}@${time / 1_000_000n}`);
    }
  }
  return seen;
}

describe('a live source and scripts beside it', () => {
  it('come in the order of time, whichever batch they are in', async () => {
    const source = new BesideSource(mainOf(batchOf(1, 10, 20, 30), batchOf(1, 40, 50)), [
      scriptOf(batchOf(2, 5, 25, 45)),
      scriptOf(batchOf(3, 26, 60)),
    ]);
    expect(await play(source)).toEqual(['2@5', '1@10', '1@20', '2@25', '3@26', '1@30', '1@40', '2@45', '1@50', '3@60']);
  });

  it('never go back in time: what comes too late happens when it comes', async () => {
    const source = new BesideSource(mainOf(batchOf(1, 10, 20), batchOf(1, 40)), [
      scriptOf(batchOf(2, 5), batchOf(2), batchOf(2), batchOf(2), batchOf(2, 15)),
    ]);
    expect(await play(source)).toEqual(expect.arrayContaining(['2@5', '1@10', '1@20', '2@20', '1@40']));
  });

  it('end when all have ended', async () => {
    expect(await play(new BesideSource(mainOf(), [scriptOf(batchOf(2, 1), batchOf(2, 2))]))).toEqual(['2@1', '2@2']);
    expect(await play(new BesideSource(mainOf(), [scriptOf()]))).toEqual([]);
  });

  it('count together', () => {
    expect(new BesideSource(mainOf(), [scriptOf(), scriptOf()]).counters).toEqual({
      seen: 9,
      delivered: 7,
      filtered: 1,
      dropped: 1,
      unknown: 0,
    });
  });
});
