import { describe, expect, it } from 'vitest';
import { ByteWriter } from '../../src/event/index.ts';
import { escapeForTerminal } from '../../src/format/index.ts';

/** What a terminal is sent for bytes, given as text that is encoded as UTF-8, or as a buffer. */
function shown(text: string | Buffer): string {
  const out = new ByteWriter();
  out.text('\x1b[1mours: ');
  const from = out.length;
  const bytes = typeof text === 'string' ? Buffer.from(text, 'utf8') : text;
  out.copy(bytes, 0, bytes.length);
  escapeForTerminal(out, from);
  expect(out.since(0).startsWith('\x1b[1mours: ')).toBe(true);
  return out.bytes.toString('utf8', from, out.length);
}

describe('text from the traced machine, on a terminal', () => {
  it('stays as it is where it is plain, in any language', () => {
    for (const text of ['', '/etc/passwd', 'naïve', 'Ελλάδα', '日本語', 'עברית', '😀', '👩‍👩‍👧', 'e\u0301']) expect(shown(text)).toBe(text);
  });

  it('shows control characters as what they are', () => {
    expect(shown('a\x1b[31mred')).toBe('a\\e[31mred');
    expect(shown('\n\t\r\0\x07\x7f')).toBe('\\n\\t\\r\\0\\x07\\x7f');
    expect(shown('\u009b31m')).toBe('\\x9b31m');
  });

  it('shows bytes that are no UTF-8 one by one', () => {
    expect(shown(Buffer.from([0x41, 0xff, 0xc3, 0x28, 0x80]))).toBe('A\\xff\\xc3(\\x80');
    expect(shown(Buffer.from([0xed, 0xa0, 0x80]))).toBe('\\xed\\xa0\\x80');
    expect(shown(Buffer.from([0xc0, 0x80, 0xf5, 0x80, 0x80, 0x80]))).toBe('\\xc0\\x80\\xf5\\x80\\x80\\x80');
    expect(shown(Buffer.from([0xe2, 0x82]))).toBe('\\xe2\\x82');
  });

  it('shows what reorders, hides or marks other text by its number', () => {
    expect(shown('abc\u202etxt.exe')).toBe('abc\\u{202e}txt.exe');
    expect(shown('\u2066x\u2069')).toBe('\\u{2066}x\\u{2069}');
    expect(shown('\u200f\u061c\u2028\u2029\u200b\ufeff')).toBe('\\u{200f}\\u{61c}\\u{2028}\\u{2029}\\u{200b}\\u{feff}');
    expect(shown('\u{e0041}')).toBe('\\u{e0041}');
    expect(shown('a\u200db')).toBe('a\\u{200d}b');
  });

  it('keeps only a few marks on one letter', () => {
    expect(shown(`a${'\u0301'.repeat(6)}`)).toBe(`a${'\u0301'.repeat(4)}\\u{301}\\u{301}`);
  });
});
