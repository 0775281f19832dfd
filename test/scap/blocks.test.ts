import { describe, expect, it } from 'vitest';
import { blockType, blockTypes } from '../../src/scap/index.ts';

const own = 0xf5d16000;

describe('block numbers', () => {
  it('know the 23 that are current or were, the 8 of before the first release, and no number twice', () => {
    const numbers = blockTypes.map((type) => type.number).filter((number) => number < own);
    expect(numbers.filter((number) => number < 0x80000000)).toHaveLength(23);
    expect(numbers.filter((number) => number >= 0x80000000)).toHaveLength(8);
    expect(new Set(numbers).size).toBe(31);
  });

  it('of before the first release stand for a block with the same layout', () => {
    for (const type of blockTypes.filter((type) => type.legacyOf !== undefined)) {
      const current = blockType(type.legacyOf!);
      expect(current).toMatchObject({ kind: type.kind, version: type.version });
      expect(type.number & 0xffff).toBe(0xabcd);
    }
  });

  it("that are this program's own lie in the range that pcapng leaves for local use", () => {
    for (const { number } of blockTypes.filter((type) => type.number >= own)) expect(number).toBeGreaterThanOrEqual(0x80000000);
  });

  it('that nobody defined are unknown', () => {
    expect(blockType(0x223)).toBeUndefined();
    expect(blockType(0)).toBeUndefined();
  });
});
