import { describe, expect, test } from 'vitest';
import { charactersOf, toEngineText } from '../../grammar/engine-text.ts';

describe('engine text', () => {
  test('holds one character per byte of what was typed', () => {
    expect(toEngineText('abc')).toBe('abc');
    expect(toEngineText('é東🦀')).toBe('\xc3\xa9\xe6\x9d\xb1\xf0\x9f\xa6\x80');
    expect(toEngineText('\ud800')).toBe('\xef\xbf\xbd');
  });

  test('splits into the characters it holds and the bytes that are none', () => {
    expect([...charactersOf('aé'.normalize('NFC'))]).toEqual(['a', 0xe9]);
    expect([...charactersOf('\xc3\xa9\xe6\x9d\xb1\xf0\x9f\xa6\x80')]).toEqual(['é', '東', '🦀']);
    expect([...charactersOf('\xc3')]).toEqual([0xc3]);
    expect([...charactersOf('\xc3a\x80\xff\xe6\x9d')]).toEqual([0xc3, 'a', 0x80, 0xff, 0xe6, 0x9d]);
    expect([...charactersOf('\xc0\x80\xed\xa0\x80')]).toEqual([0xc0, 0x80, 0xed, 0xa0, 0x80]);
    expect([...charactersOf('\xef\xbb\xbfx')]).toEqual(['\ufeff', 'x']);
  });
});
