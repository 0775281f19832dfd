import { describe, expect, it } from 'vitest';
import { ThreadVerdicts } from '../../src/source/index.ts';

const SLOTS = 32_768;
const start = (0x17000000n << 32n) + 0xffff0000n;
const halves = (ns: bigint): [number, number] => [Number((start + ns) >> 32n), Number((start + ns) & 0xffffffffn)];

function bound(): { verdicts: ThreadVerdicts; words: BigUint64Array } {
  const verdicts = new ThreadVerdicts();
  const words = new BigUint64Array(SLOTS + 2);
  verdicts.bind(words, 1, start);
  return { verdicts, words };
}

describe('verdicts on threads', () => {
  it('are one word each: the thread, and above it the time in units of 4096 ns, rounded down', () => {
    const { verdicts, words } = bound();
    verdicts.reject(SLOTS + 7, ...halves(4096n * 1000n + 4095n));
    expect(words[1 + 7]).toBe((1000n << 22n) | BigInt(SLOTS + 7));
    expect(words.filter((word) => word !== 0n)).toHaveLength(1);
  });

  it('count times over the border of their low half', () => {
    const { verdicts, words } = bound();
    verdicts.reject(5, ...halves(2n ** 33n));
    expect(words[1 + 5]! >> 22n).toBe(2n ** 21n);
  });

  it('are not given where they cannot be said: no thread, a time before the start, or too late', () => {
    const { verdicts, words } = bound();
    verdicts.reject(0, ...halves(1n << 20n));
    verdicts.reject(-1, ...halves(1n << 20n));
    verdicts.reject(1 << 22, ...halves(1n << 20n));
    verdicts.reject(9, ...halves(-1n));
    verdicts.reject(9, ...halves(1n << 54n));
    expect(words.every((word) => word === 0n)).toBe(true);
  });

  it('are all taken back at once, and then every thread is due', () => {
    const { verdicts, words } = bound();
    expect(verdicts.isDue(5, 100)).toBe(true);
    verdicts.reject(5, ...halves(1n << 20n));
    expect(verdicts.isDue(5, 1000)).toBe(false);
    verdicts.clear();
    expect(words.every((word) => word === 0n)).toBe(true);
    expect(verdicts.isDue(5, 1000)).toBe(true);
  });

  it('are due again after a millisecond of the thread, and go nowhere when the memory is gone', () => {
    const { verdicts, words } = bound();
    expect(verdicts.isDue(5, 0)).toBe(true);
    expect(verdicts.isDue(5, 999_999)).toBe(false);
    expect(verdicts.isDue(5, 1_000_000)).toBe(true);
    verdicts.unbind();
    verdicts.reject(5, ...halves(1n << 20n));
    expect(words.every((word) => word === 0n)).toBe(true);
  });
});
