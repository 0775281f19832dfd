import { describe, expect, test } from 'vitest';
import { EventCursor, type EventSkips, eventKeyCount, eventNumber, keyOfSyscall, Skip, skippedMark } from '../../../src/event/index.ts';
import { LiveBatch } from '../../../src/source/ebpf/live-batch.ts';
import type { RecordQueue } from '../../../src/source/ebpf/record-queue.ts';
import type { Ring } from '../../../src/source/ebpf/ring/index.ts';

const RECORD_BYTES = 128;
const read = eventNumber('PPME_SYSCALL_READ_X');
const close = eventNumber('PPME_SYSCALL_CLOSE_X');
const generic = eventNumber('PPME_GENERIC_X');

interface Recorded {
  readonly type: number;
  readonly tid: number;
  /** Parameters of two bytes each. */
  readonly params?: readonly number[];
}

/** A batch of records as the probe writes them (see `probe/record.h`). */
function batchOf(records: readonly Recorded[]): LiveBatch {
  const view = new DataView(new ArrayBuffer(records.length * RECORD_BYTES));
  records.forEach(({ type, tid, params = [] }, i) => {
    const at = i * RECORD_BYTES;
    view.setUint32(at + 4, 40 + 4 * params.length, true);
    view.setUint32(at + 10, 1000 + i, true);
    view.setUint32(at + 18, tid, true);
    view.setUint32(at + 26, 26 + 4 * params.length, true);
    view.setUint16(at + 30, type, true);
    view.setUint32(at + 32, params.length, true);
    params.forEach((value, p) => {
      view.setUint16(at + 36 + 2 * p, 2, true);
      view.setUint16(at + 36 + 2 * (params.length + p), value, true);
    });
  });
  const ring = { bytes: new Uint8Array(view.buffer), view } as unknown as Ring;
  const queue = { offset: (i: number) => i * RECORD_BYTES } as unknown as RecordQueue;
  return new LiveBatch(ring, queue, { high: 0, low: 0 }).begin(records.length);
}

function skips(ways: Readonly<Record<number, number>>, known: readonly number[]): EventSkips {
  const all = new Uint8Array(eventKeyCount).fill(Skip.no);
  for (const [key, way] of Object.entries(ways)) all[Number(key)] = way;
  const marks = new Uint8Array(64);
  for (const tid of known) marks[tid] = 1;
  return { ways: all, marks, tell: () => false };
}

/** Numbers of the events given. */
function given(batch: LiveBatch, asked?: EventSkips): number[] {
  const cursor = new EventCursor();
  const numbers: number[] = [];
  while (batch.next(cursor, asked)) numbers.push(cursor.num);
  return numbers;
}

describe('a live batch', () => {
  const records = [
    { type: read, tid: 7 },
    { type: close, tid: 7 },
    { type: read, tid: 8 },
    { type: read, tid: 7 },
  ];

  test('gives every event where nothing may be passed over', () => {
    expect(given(batchOf(records))).toEqual([1, 2, 3, 4]);
    expect(given(batchOf(records), skips({}, [7, 8]))).toEqual([1, 2, 3, 4]);
  });

  test('passes over events of threads that are known, marks these, and counts what it passed', () => {
    const asked = skips({ [read]: Skip.marking }, [7]);
    expect(given(batchOf(records), asked)).toEqual([2, 3]);
    expect(asked.marks[7]! & skippedMark).toBe(skippedMark);
    expect(asked.marks[8]).toBe(0);
  });

  test('marks no thread where it need not', () => {
    const asked = skips({ [read]: Skip.known, [close]: Skip.freely }, [7]);
    expect(given(batchOf(records), asked)).toEqual([3]);
    expect(asked.marks[7]).toBe(1);
  });

  test('passes over empty events alone where only these may be', () => {
    const asked = skips({ [read]: Skip.empty }, [7]);
    expect(
      given(
        batchOf([
          { type: read, tid: 7, params: [1] },
          { type: read, tid: 7 },
        ]),
        asked,
      ),
    ).toEqual([1]);
  });

  test('tells generic events apart by their syscall', () => {
    const asked = skips({ [keyOfSyscall(5, 1)]: Skip.freely }, []);
    expect(
      given(
        batchOf([
          { type: generic, tid: 7, params: [5, 9] },
          { type: generic, tid: 7, params: [6, 9] },
        ]),
        asked,
      ),
    ).toEqual([2]);
  });
});
