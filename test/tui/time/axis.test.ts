import { describe, expect, it } from 'vitest';
import { around, between, narrowed, slid, usualWidth, widened, widthOfSpan, widthText, windowAt } from '../../../src/tui/time/axis.ts';

const axis = { from_ns: 0, to_ns: 100e9 };

describe('a window on the time axis', () => {
  it('begins at the first or the last part of the axis, a twentieth wide', () => {
    expect(usualWidth(axis)).toBe(5e9);
    expect(slid(axis, undefined, 1)).toEqual({ from_ns: 0, to_ns: 5e9 });
    expect(slid(axis, undefined, -1)).toEqual({ from_ns: 95e9, to_ns: 100e9 });
  });

  it('slides by its own width, and stays on the axis', () => {
    const first = { from_ns: 0, to_ns: 5e9 };
    expect(slid(axis, first, 1)).toEqual({ from_ns: 5e9, to_ns: 10e9 });
    expect(slid(axis, first, 10)).toEqual({ from_ns: 50e9, to_ns: 55e9 });
    expect(slid(axis, first, -1)).toEqual(first);
    expect(slid(axis, { from_ns: 93e9, to_ns: 98e9 }, 1)).toEqual({ from_ns: 95e9, to_ns: 100e9 });
  });

  it('becomes narrower and wider in steps of 1, 2, 5 around its middle', () => {
    const window = { from_ns: 40e9, to_ns: 45e9 };
    expect(narrowed(axis, window)).toEqual({ from_ns: 41.5e9, to_ns: 43.5e9 });
    expect(widened(axis, window)).toEqual({ from_ns: 37.5e9, to_ns: 47.5e9 });
    expect(widened(axis, widened(axis, widened(axis, widened(axis, window))))).toBeUndefined();
    expect(widened(axis, undefined)).toBeUndefined();
    expect(narrowed(axis, undefined)).toEqual({ from_ns: 0, to_ns: 50e9 });
  });

  it('is never narrower than a microsecond', () => {
    let window = narrowed(axis, { from_ns: 5000, to_ns: 9000 });
    for (let i = 0; i < 10; i++) window = narrowed(axis, window);
    expect(widthOfSpan(window!)).toBe(1000);
  });

  it('is none where it would hold the whole axis', () => {
    expect(windowAt(axis, 0, 100e9)).toBeUndefined();
    expect(between(axis, 100e9, 0)).toBeUndefined();
  });

  it('lies around a time, or between two in any order', () => {
    expect(around(axis, undefined, 50e9)).toEqual({ from_ns: 47.5e9, to_ns: 52.5e9 });
    expect(around(axis, { from_ns: 0, to_ns: 10e9 }, 1e9)).toEqual({ from_ns: 0, to_ns: 10e9 });
    expect(between(axis, 9e9, 3e9)).toEqual({ from_ns: 3e9, to_ns: 9e9 });
  });

  it('has its width written with a unit', () => {
    expect([120e9, 2e9, 5e7, 1.5e6, 2000].map(widthText)).toEqual(['2.0min', '2.0s', '50ms', '1.5ms', '2us']);
  });
});
