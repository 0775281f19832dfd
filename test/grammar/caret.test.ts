import { describe, expect, test } from 'vitest';
import { cellsOf } from '../../grammar/cells.ts';
import { renderCaret } from '../../grammar/index.ts';

const lines = (text: string, start: number, end: number, columns?: number): string[] => {
  const { source, marks } = renderCaret(text, start, end, columns);
  return [source, marks];
};

/** How many columns a line of test text takes. */
const width = (line: string): number => [...line].reduce((sum, character) => sum + cellsOf(character), 0);

describe('the caret', () => {
  test('stands below the place, as long as the place', () => {
    expect(lines('a.b = c', 4, 5)).toEqual(['a.b = c', '    ^']);
    expect(lines('a.b = c', 0, 3)).toEqual(['a.b = c', '^^^']);
  });

  test('stands behind the text where it ended too early, and is one caret for an empty place', () => {
    expect(lines('a.b =', 5, 5)).toEqual(['a.b =', '     ^']);
    expect(lines('a.b = c', 2, 2)).toEqual(['a.b = c', '  ^']);
    expect(lines('', 0, 0)).toEqual(['', '^']);
  });

  test('shows the line of the place, to whose end a longer place is marked', () => {
    expect(lines('one\ntwo three\nfour', 8, 13)).toEqual(['two three', '    ^^^^^']);
    expect(lines('one\r\ntwo three\r\nfour', 9, 18)).toEqual(['two three', '    ^^^^^']);
    expect(lines('one\ntwo', 1, 7)).toEqual(['one', ' ^^']);
  });

  test('shows the last line with text where the text ends with line breaks', () => {
    expect(lines('a.b=1 and\n', 10, 10)).toEqual(['a.b=1 and', '         ^']);
    expect(lines('x\na.b=1 and \n \n', 14, 14)).toEqual(['a.b=1 and ', '         ^']);
    expect(lines('a.b=1 and  ', 11, 11)).toEqual(['a.b=1 and  ', '           ^']);
  });

  test('stands right behind tabs, which become one blank', () => {
    expect(lines('\ta.b\t= c', 5, 6)).toEqual([' a.b = c', '     ^']);
  });

  test('stands right behind characters two columns wide and marks both columns of one', () => {
    expect(lines('東京 = c', 3, 4)).toEqual(['東京 = c', '     ^']);
    expect(lines('a東b', 1, 2)).toEqual(['a東b', ' ^^']);
    expect(lines('🦀 = c', 3, 4)).toEqual(['🦀 = c', '   ^']);
    expect(lines('e\u0301 = c', 3, 4)).toEqual(['e\u0301 = c', '  ^']);
  });

  test('stands right behind joined pictures, whose width no two terminals agree on', () => {
    expect(lines('👨\u200d👩\u200d👧 = c', 9, 10)).toEqual(['� = c', '  ^']);
  });

  test('nothing of the text can act on a terminal', () => {
    expect(lines('\x1b[2J\x07\x9b\u202ex', 7, 8)).toEqual(['�[2J���x', '       ^']);
    expect(lines('a\u200bb', 2, 3)).toEqual(['a�b', '  ^']);
  });

  test('a long line is cut round the place and says so', () => {
    const text = `${'x'.repeat(500)} HERE ${'y'.repeat(500)}`;
    const [source, marks] = lines(text, 501, 505);
    expect(source).toHaveLength(100);
    expect(source).toMatch(/^…x+ HERE y+…$/);
    expect(source!.indexOf('HERE')).toBe(marks!.indexOf('^'));
    expect(marks!.trim()).toBe('^^^^');
  });

  test('a long line is cut on one side only where the place is near the other', () => {
    expect(lines(`HERE ${'y'.repeat(500)}`, 0, 4)[0]).toMatch(/^HERE y{94}…$/);
    const [source, marks] = lines(`${'x'.repeat(500)} HERE`, 501, 505);
    expect(source).toMatch(/^…x{94} HERE$/);
    expect(marks).toBe(`${' '.repeat(96)}^^^^`);
    expect(lines('x'.repeat(500), 500, 500)).toEqual([`…${'x'.repeat(99)}`, `${' '.repeat(100)}^`]);
  });

  test('a place longer than the line is marked as far as it is shown', () => {
    const [source, marks] = lines('x'.repeat(100_000), 10, 90_000);
    expect(source).toHaveLength(100);
    expect(marks).toBe(`${' '.repeat(10)}${'^'.repeat(90)}`);
  });

  test('wide characters are cut by the columns they take', () => {
    const [source] = lines('東'.repeat(200), 100, 101);
    expect(width(source!)).toBeGreaterThan(95);
    expect(width(source!)).toBeLessThanOrEqual(101);
  });

  test('takes another width, and offsets outside the text', () => {
    expect(lines('x'.repeat(50), 25, 26, 20)[0]).toHaveLength(20);
    expect(lines('a.b', 10, 20)).toEqual(['a.b', '   ^']);
    expect(lines('a.b', -3, -1)).toEqual(['a.b', '^']);
  });
});
