import { describe, expect, it } from 'vitest';
import {
  binOf,
  computeSpectrogram,
  countMatches,
  latencyAt,
  latencyBins,
  resample,
  spectrogramCells,
  TimeBuckets,
  timeBins,
} from '../../../src/chisel/view/index.ts';
import { event } from '../../support/events.ts';
import { sessionOver } from './support.ts';

const start = 1_600_000_000_000_000_000n;
/** Reads of tid 100 that last 5 us, those of tid 200 take 2 ms; one of each every 10 ms. */
const events = Array.from({ length: 50 }, (_, i) => {
  const at = start + BigInt(i) * 10_000_000n;
  return [
    event('PPME_SYSCALL_READ_E', [3, 4096], { time: at, tid: 100 }),
    event('PPME_SYSCALL_READ_X', [1, 'a'], { time: at + 5000n, tid: 100 }),
    event('PPME_SYSCALL_READ_E', [3, 4096], { time: at + 6000n, tid: 200 }),
    event('PPME_SYSCALL_READ_X', [1, 'a'], { time: at + 2_006_000n, tid: 200 }),
  ];
}).flat();

function ended<Result>(work: Generator<unknown, Result, undefined>): Result {
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
  }
}

describe('a spectrogram', () => {
  it('has ten bins a decade', () => {
    expect([1, 10, 999, 1000, 1e6, 1e15].map(binOf)).toEqual([0, 10, 29, 30, 60, latencyBins - 1]);
    expect(latencyAt(binOf(1e6))).toBe(1e6);
  });

  it('counts exits by their latency, and its cells hold all of them at every size', async () => {
    const { store } = await sessionOver(events);
    const made = ended(computeSpectrogram(store, 'evt.dir=<', 'evt.latency', undefined));
    expect(made.total).toBe(100);
    const byBin = Array.from({ length: latencyBins }, (_, bin) =>
      Array.from({ length: timeBins }, (_time, time) => made.counts[time * latencyBins + bin]!).reduce((sum, one) => sum + one, 0),
    );
    expect(byBin[binOf(5000)]).toBe(50);
    expect(byBin[binOf(2e6)]).toBe(50);
    for (const [lines, columns] of [
      [1, 1],
      [20, 40],
      [45, 110],
    ] as const) {
      expect(spectrogramCells(made, lines, columns).reduce((sum, one) => sum + one, 0)).toBe(100);
    }
  });

  it('keeps to its window and filter', async () => {
    const { store } = await sessionOver(events);
    const window = { from: store.firstTime, to: store.firstTime + 99e6 };
    expect(ended(computeSpectrogram(store, 'evt.dir=< and thread.tid=200', 'evt.latency', window)).total).toBe(10);
  });
});

describe('the time axis of a filter', () => {
  it('counts what the filter lets through, where it happened', async () => {
    const { store } = await sessionOver(events);
    const { total, buckets } = ended(countMatches(store, 'evt.dir=> and thread.tid=100'));
    expect(total).toBe(50);
    expect(buckets.reduce((sum, one) => sum + one, 0)).toBe(50);
    expect(buckets[0]).toBe(1);
  });
});

describe('counts by time', () => {
  it('are the same in more or fewer buckets', () => {
    const counts = [1, 2, 3, 4];
    expect(resample(counts, 4, 2)).toEqual([3, 7]);
    expect(resample(counts, 4, 8)).toEqual([0.5, 0.5, 1, 1, 1.5, 1.5, 2, 2]);
    expect(resample(counts, 4, 1)).toEqual([10]);
  });

  it('come back as they were kept, and not at all where they cannot be', async () => {
    const { store } = await sessionOver(events);
    const saved = store.timeline.saved();
    expect(TimeBuckets.from(saved)?.resampled('events', 10)).toEqual(store.timeline.resampled('events', 10));
    expect(TimeBuckets.from({ ...saved, used: saved.used + 1 })).toBeUndefined();
    expect(TimeBuckets.from({ ...saved, width: Number.NaN })).toBeUndefined();
  });
});
