import { describe, expect, it } from 'vitest';
import { cellsOf } from '../../grammar/index.ts';

describe('the columns of a character', () => {
  it.each([
    ['a letter', 'a', 1],
    ['a letter with an accent of its own', 'e\u0301', 1],
    ['a mark alone', '\u0301', 0],
    ['an ideograph', '漢', 2],
    ['a picture', '🐳', 2],
    ['a letter made a picture', '☎\ufe0f', 2],
    ['a flag', '🇩🇪', 2],
    ['half of a flag', '🇩', 1],
    ['a half-width kana', 'ｶ', 1],
    ['a half-width kana with its sound mark', 'ｶﾞ', 2],
    ['a half-width kana with the other sound mark', 'ﾊﾟ', 2],
    ['a kana of full width with a half-width sound mark', 'カﾞ', 3],
    ['a sound mark alone', 'ﾞ', 1],
  ])('of %s', (_name, character, cells) => expect(cellsOf(character)).toBe(cells));
});
