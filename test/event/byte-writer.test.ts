import { describe, expect, it } from 'vitest';
import { ByteWriter, FixedText } from '../../src/event/index.ts';

function written(write: (out: ByteWriter) => void, capacity = 1): string {
  const out = new ByteWriter(capacity);
  write(out);
  return out.since(0);
}

describe('a byte writer', () => {
  it('writes whole numbers as digits', () => {
    const numbers = [
      0,
      9,
      10,
      99,
      100,
      999,
      1000,
      65_535,
      999_999_999,
      1_000_000_000,
      4_294_967_295,
      4_294_967_296,
      Number.MAX_SAFE_INTEGER,
    ];
    for (const number of numbers) {
      expect(written((out) => out.uint(number))).toBe(String(number));
      expect(written((out) => out.int(-number))).toBe(String(-number));
    }
  });

  it('fills numbers with zeros up to a width, and lets wider ones be', () => {
    expect(written((out) => out.padded(7, 9))).toBe('000000007');
    expect(written((out) => out.padded(123_456_789, 9))).toBe('123456789');
    expect(written((out) => out.padded(1_234_567_890, 9))).toBe('1234567890');
    expect(written((out) => out.padded(42, 4))).toBe('0042');
    expect(written((out) => out.nine(1_002_003))).toBe('001002003');
  });

  it('writes hexadecimal in either case, also of 64 bits', () => {
    expect(written((out) => out.hex(0))).toBe('0');
    expect(written((out) => out.hex(0xdeadbeef))).toBe('deadbeef');
    expect(written((out) => out.hex(0xdeadbeef, true))).toBe('DEADBEEF');
    expect(written((out) => out.hexDigits(0xa, 4))).toBe('000a');
    expect(written((out) => out.hex64(0xffff8800, 0x0000c0de))).toBe('ffff88000000c0de');
    expect(written((out) => out.hex64(0, 0x10))).toBe('10');
  });

  it('writes one byte a char, for short text and long', () => {
    const everyByte = String.fromCharCode(...Array.from({ length: 256 }, (_, i) => i));
    expect(written((out) => out.text(everyByte))).toBe(everyByte);
    expect(written((out) => out.text('\xff\x00a'))).toBe('\xff\x00a');
  });

  it('grows as needed and keeps what it has', () => {
    const out = new ByteWriter(4);
    for (let i = 0; i < 100; i++) {
      out.text('0123456789abcdef');
      out.byte(0x20);
    }
    out.copy(Buffer.from('xyz'), 1, 3);
    out.fill(0x2d, 3);
    expect(out.since(0)).toBe(`${'0123456789abcdef '.repeat(100)}yz---`);
  });

  it('takes back what was written when its length is set back', () => {
    const out = new ByteWriter();
    out.text('kept');
    const mark = out.length;
    out.text(' not kept');
    out.length = mark;
    out.byte(0x21);
    expect(out.since(0)).toBe('kept!');
  });
});

describe('text of which only what is printable is shown', () => {
  const view = (text: string): DataView => {
    const bytes = Uint8Array.from(text, (char) => char.charCodeAt(0));
    return new DataView(bytes.buffer);
  };
  const samples = ['', 'a', 'abcd', 'abcdefgh', 'abc\x00def', '\xffabcdefg', 'abcdefg\x1f', 'ab\x7fcd', '\n\t', `${'x'.repeat(30)}\x80yz`];

  it('has dots for all other bytes, or lacks them', () => {
    for (const text of samples) {
      expect(written((out) => out.dotted(view(text), 0, text.length))).toBe(text.replace(/[^\x20-\x7e]/g, '.'));
      const untilNul = text.replace(/\0.*/s, '');
      expect(written((out) => out.printableUntilNul(view(text), 0, text.length))).toBe(untilNul.replace(/[^\x20-\x7e]/g, ''));
      expect(written((out) => out.untilNul(view(text), 0, text.length))).toBe(untilNul);
    }
  });

  it('is written as a whole or not at all', () => {
    for (const text of samples) {
      const isPrintable = /^[\x20-\x7e]*$/.test(text);
      expect(written((out) => expect(out.printable(text)).toBe(isPrintable))).toBe(isPrintable ? text : '');
    }
  });
});

describe('a prepared text', () => {
  it('is written as any other, whatever its length and bytes', () => {
    for (let length = 0; length < 20; length++) {
      const text = 'abcdefghijklmnopqrst'.slice(0, length);
      expect(written((out) => out.fixed(new FixedText(text)))).toBe(text);
    }
    for (const text of ['\x7f\x7f\x7f\x7f\x7f\x7f\x7f\x7f', '\xff'.repeat(8), 'caf\xc3\xa9', '\0\0', 'x'.repeat(2000)]) {
      expect(written((out) => out.fixed(new FixedText(text)))).toBe(text);
    }
  });

  it('leaves no trace behind its end', () => {
    expect(
      written((out) => {
        out.fixed(new FixedText('abc'));
        out.fixed(new FixedText('d'));
        out.byte(0x65);
      }),
    ).toBe('abcde');
  });
});
