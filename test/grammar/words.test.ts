import { describe, expect, test } from 'vitest';
import { cellsOf } from '../../grammar/cells.ts';
import { nearest, operatorNames, quoted, visible } from '../../grammar/index.ts';

describe('the nearest word', () => {
  test.each([
    ['contians', 'contains'],
    ['contain', 'contains'],
    ['exsits', 'exists'],
    ['startwith', 'startswith'],
    ['patch', 'pmatch'],
  ])('%s was meant as %s', (typed, meant) => {
    expect(nearest(typed, operatorNames)).toBe(meant);
  });

  test.each(['like', 'xx', 'is', '', 'c'.repeat(10_000)])('nothing is near "%s"', (typed) => {
    expect(nearest(typed, operatorNames)).toBeUndefined();
  });
});

describe('a piece of text in a message', () => {
  test('stands in quotes', () => {
    expect(quoted('a b')).toBe("'a b'");
  });

  test('is cut to 40 characters, however many units each takes', () => {
    expect(quoted('x'.repeat(40))).toBe(`'${'x'.repeat(40)}'`);
    expect(quoted('x'.repeat(41))).toBe(`'${'x'.repeat(39)}…'`);
    expect(quoted('🦀'.repeat(1_000_000))).toBe(`'${'🦀'.repeat(39)}…'`);
  });

  test('shows what could act on a terminal or turn the reading direction', () => {
    expect(visible('\x1b[31m\x00\x7f\x9b\n\t\r\u202e\u200b\u2066\ufeff')).toBe(
      '\\x1b[31m\\x00\\x7f\\x9b\\n\\t\\r\\u202e\\u200b\\u2066\\ufeff',
    );
  });
});

describe('a character takes', () => {
  test.each(['a', 'é', 'ж', '→', '€'])('one column: %s', (character) => {
    expect(cellsOf(character)).toBe(1);
  });

  test.each(['東', 'あ', '한', 'Ａ', '🦀', '❤️', '𠀀'])('two columns: %s', (character) => {
    expect(cellsOf(character)).toBe(2);
  });

  test('none, where it only changes the one before it', () => {
    expect(cellsOf('\u0301')).toBe(0);
    expect(cellsOf('\u200b')).toBe(0);
  });
});
