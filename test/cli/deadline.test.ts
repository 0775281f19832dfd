import { describe, expect, it } from 'vitest';
import { Deadline } from '../../src/cli/deadline.ts';

const second = 1e9;

/** A source that counts how often it is told to end. */
function sourceOf(kind: 'file' | 'ebpf' | 'bpftrace') {
  const source = { kind, live: kind !== 'file', stops: 0, stop: () => source.stops++ };
  return source;
}

const at = (seconds: number) => ({ evt: { time: seconds * second }, firstTime: 5 * second });

describe('the end after some seconds', () => {
  it('of a file is counted from the first event that passes', () => {
    const deadline = new Deadline(2, sourceOf('file'));
    expect([100, 101.9, 102, 103].map((seconds) => deadline.hasPassed(at(seconds)))).toEqual([false, false, true, true]);
  });

  it('live is counted from the first event of all', () => {
    const deadline = new Deadline(2, sourceOf('ebpf'));
    expect([6.9, 7].map((seconds) => deadline.hasPassed(at(seconds)))).toEqual([false, true]);
  });

  it('live comes without any event', () => {
    const source = sourceOf('ebpf');
    let now = 300;
    const deadline = new Deadline(2, source, () => now);
    const stops = [301, 2299, 2300].map((ms) => {
      now = ms;
      deadline.look();
      return source.stops;
    });
    expect(stops).toEqual([0, 0, 1]);
  });

  it('leaves scripts time to print what they counted', () => {
    expect(new Deadline(2, sourceOf('bpftrace')).hasPassed(at(100))).toBe(false);
  });
});
