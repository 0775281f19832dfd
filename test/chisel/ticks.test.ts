import { describe, expect, it } from 'vitest';
import { clockTicks, exactTicks, type Ticks } from '../../src/chisel/engine/ticks.ts';

function momentsOf(ticks: Ticks, times: readonly number[]): [number, number][] {
  const moments: [number, number][] = [];
  for (const time of times) ticks.at(time, (at, delta) => moments.push([at, delta]));
  return moments;
}

describe('intervals by the clock', () => {
  it('begin with the first event of each, but for the one in which the capture begins', () => {
    expect(momentsOf(clockTicks(1000, 0), [500, 900, 1001, 1500, 3200])).toEqual([
      [1001, 501],
      [3200, 2199],
    ]);
  });
  it('count from the clock, not from the base of the times', () => {
    expect(momentsOf(clockTicks(1000, 900), [50, 99, 100])).toEqual([[100, 50]]);
  });
  it('also take time that goes back', () => expect(momentsOf(clockTicks(1000, 0), [5500, 4500])).toEqual([[4500, -1000]]));
});

describe('exact intervals', () => {
  it('count from the first event, with one moment for each that passed', () => {
    expect(momentsOf(exactTicks(1000), [500, 1400, 3600])).toEqual([
      [1500, 1000],
      [2500, 1000],
      [3500, 1000],
    ]);
  });
});
