import { describe, expect, it } from 'vitest';
import { bytesText, cell, exactly, numberText, timeText } from '../../src/chisel/index.ts';

describe('numbers in tables', () => {
  it.each([
    [0, '0B'],
    [1024, '1024B'],
    [1025, '1.00KB'],
    [1536, '1.50KB'],
    [3 * 1024 ** 2, '3.00M'],
    [1.5 * 1024 ** 4, '1.50T'],
  ])('shows %d bytes as %s', (bytes, text) => expect(bytesText(bytes)).toBe(text));

  it.each([
    [0, '0ns'],
    [999, '999ns'],
    [1_000, '1.00us'],
    [9_999, '9.99us'],
    [10_000, '10us'],
    [1_230_000, '1.23ms'],
    [10_000_000, '10ms'],
    [999_999_999, '999ms'],
    [1_050_000_000, '1.05s'],
    [61_000_000_000, '61.00s'],
  ])('shows %d ns as %s', (ns, text) => expect(timeText(ns)).toBe(text));

  it.each([
    [5, '5'],
    [0.5, '0.5'],
    [1 / 3, '0.33333333333333'],
    [12_345_678_901_234, '12345678901234'],
    [1e15, '1e+15'],
    [5n, '5'],
  ])('shows %s with at most 14 digits: %s', (value, text) => expect(numberText(value)).toBe(text));
});

describe('cells', () => {
  it('are filled up to their width', () => expect(cell('ab', 4)).toBe('ab  '));
  it('are cut so that a blank follows', () => expect(cell('abcd', 4)).toBe('abc '));
  it('touch the next one where they are exact', () => expect(exactly('abcde', 4)).toBe('abcd'));
});
