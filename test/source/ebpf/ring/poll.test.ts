import { describe, expect, test } from 'vitest';
import { nextDelay } from '../../../../src/source/ebpf/ring/index.ts';

describe('the next pause', () => {
  const TARGET = 64_000;
  const pause = (previousMs: number, bytes: number, elapsedMs: number): number => nextDelay(previousMs, bytes, elapsedMs, TARGET, 1, 20);

  test('is the time in which the wanted bytes gather at the rate just seen', () => {
    expect(pause(20, 128_000, 20)).toBe(10);
    expect(pause(10, 6_400_000, 10)).toBe(1);
  });

  test('doubles at most while little comes, up to the longest', () => {
    expect(pause(1, 0, 1)).toBe(2);
    expect(pause(2, 100, 2)).toBe(4);
    expect(pause(16, 0, 16)).toBe(20);
    expect(pause(20, 0, 20)).toBe(20);
  });

  test('is never shorter than the shortest', () => {
    expect(pause(20, 1e12, 1)).toBe(1);
  });
});
