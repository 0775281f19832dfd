import { describe, expect, it } from 'vitest';
import { cut, displayText, elide, inColumns, tail, widthOf, wrap } from '../../../src/tui/text/index.ts';

/** UTF-8 as the engine holds it. */
const binary = (text: string) => Buffer.from(text).toString('latin1');

describe('the width of text', () => {
  it('is counted in columns of a terminal', () => {
    expect(widthOf('nginx')).toBe(5);
    expect(widthOf('漢字')).toBe(4);
    expect(widthOf('e\u0301')).toBe(1);
    expect(widthOf('👩‍👩‍👧')).toBe(2);
    expect(widthOf('')).toBe(0);
    expect(widthOf('ｶﾞｶﾞ')).toBe(4);
    expect(widthOf('🇩🇪🇩')).toBe(3);
  });
});

describe('text in a column', () => {
  it('has exactly the width of the column', () => {
    for (const text of [
      '',
      'nginx',
      'a longer name than that',
      '漢字漢字漢字',
      'x漢字',
      'e\u0301e\u0301',
      '👍🏽👍🏽👍🏽👍🏽',
      'ﾊﾟﾊﾟﾊﾟ',
      'カﾞカﾞ',
      '🇩🇪🇩',
    ]) {
      for (let width = 0; width < 12; width++) {
        expect(widthOf(inColumns(text, width)), `${text} in ${width}`).toBe(width);
        expect(widthOf(inColumns(text, width, 'right')), `${text} in ${width}`).toBe(width);
      }
    }
  });

  it('never shows half a character', () => {
    expect(cut('漢字', 3)).toBe('漢 ');
    expect(inColumns('x漢', 2)).toBe('x ');
    expect(tail('a漢字', 3)).toBe('字');
  });

  it('says where it is cut in the middle', () => {
    expect(elide('whole machine', 20)).toBe('whole machine');
    expect(elide('abcdefghij', 7)).toBe('abc…hij');
    expect(widthOf(elide('漢字漢字漢字', 6))).toBeLessThanOrEqual(6);
    expect(elide('abc', 1)).toBe('…');
  });

  it('is wrapped without losing anything', () => {
    expect(wrap('abcdefgh', 3)).toEqual(['abc', 'def', 'gh']);
    expect(wrap('a漢字b', 3)).toEqual(['a漢', '字b']);
    expect(wrap('', 3)).toEqual(['']);
  });
});

describe('text of the traced machine', () => {
  it('is shown as it is where it is harmless', () => {
    expect(displayText('/usr/sbin/nginx -g daemon')).toBe('/usr/sbin/nginx -g daemon');
    expect(displayText(binary('héllo 漢字'))).toBe('héllo 漢字');
  });

  it('never steers the terminal', () => {
    expect(displayText('\x1b[2J\x1b]0;x\x07')).toBe('\\e[2J\\e]0;x\\x07');
    expect(displayText('a\nb\tc\xff')).toBe('a\\nb\\tc\\xff');
    expect(displayText(binary('\u202egnp.exe'))).toBe('\\u{202e}gnp.exe');
    expect(displayText('\xc2\x9b31m')).toBe('\\x9b31m');
  });

  it('is cut before it costs time', () => expect(displayText('\x01'.repeat(1_000_000)).length).toBe(4 * 4096));
});
