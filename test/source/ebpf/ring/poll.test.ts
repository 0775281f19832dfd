import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { AdaptivePoll, nextDelay } from '../../../../src/source/ebpf/ring/index.ts';

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

describe('polling', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('slows down while nothing comes', () => {
    let looks = 0;
    const poll = new AdaptivePoll(
      () => {
        looks++;
        return 0;
      },
      () => 0,
      { targetBytes: 1000 },
    );
    poll.start();
    vi.advanceTimersByTime(1);
    expect([looks, poll.delayMs]).toEqual([1, 2]);
    vi.advanceTimersByTime(1000);
    expect(poll.delayMs).toBe(20);
    expect(looks).toBeGreaterThan(45);
    expect(looks).toBeLessThan(60);
    poll.stop();
    vi.advanceTimersByTime(1000);
    expect(looks).toBeLessThan(60);
  });

  test('looks again at once while more waits than a pause is meant to gather', () => {
    const atOnce = vi.spyOn(globalThis, 'setImmediate');
    let waiting = 10_000;
    const poll = new AdaptivePoll(
      () => {
        waiting -= 1000;
        return 1000;
      },
      () => waiting,
      { targetBytes: 2000 },
    );
    poll.start();
    vi.advanceTimersByTime(1);
    for (let turn = 0; turn < 20; turn++) vi.advanceTimersToNextTimer();
    // One after each look that leaves 2000 or more behind: 9000, 8000, ... 2000.
    expect(atOnce).toHaveBeenCalledTimes(8);
    poll.stop();
  });

  test('started twice polls once, and can be stopped from inside', () => {
    let looks = 0;
    const poll = new AdaptivePoll(
      () => {
        looks++;
        poll.stop();
        return 0;
      },
      () => 0,
      { targetBytes: 1000 },
    );
    poll.start();
    poll.start();
    vi.advanceTimersByTime(100);
    expect(looks).toBe(1);
  });
});
