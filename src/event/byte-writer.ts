declare global {
  /** Node has these two, undocumented, since its beginnings; they take half the time of `write` and `toString`. */
  interface Buffer<TArrayBuffer extends ArrayBufferLike = ArrayBufferLike> {
    latin1Write(text: string, offset: number, length: number): number;
    latin1Slice(start: number, end: number): string;
  }
}

/** Bytes a text may have to be copied char by char; for longer ones the call into native code pays. */
const shortText = 10;

const digit0 = 0x30;
const lowerHex = Buffer.from('0123456789abcdef', 'latin1');
const upperHex = Buffer.from('0123456789ABCDEF', 'latin1');

/** "000" to "999", three bytes each. */
const triples = Buffer.from(Array.from({ length: 1000 }, (_, i) => String(i).padStart(3, '0')).join(''), 'latin1');

/**
 * A buffer that is written from front to back, as text in bytes: numbers become digits in place and text one byte a
 * char, so that a line of output costs no strings. It grows as needed; who owns it empties it by setting
 * {@link ByteWriter.length} to 0. Setting the length back to an earlier value takes back what was written since.
 */
export class ByteWriter {
  /** What was written is `bytes[0, length)`. Replaced by a larger one as it grows: not to be kept. */
  bytes: Buffer;
  length = 0;

  constructor(capacity = 4096) {
    this.bytes = Buffer.allocUnsafeSlow(capacity);
  }

  /** Makes room for `count` more bytes. */
  reserve(count: number): void {
    const needed = this.length + count;
    if (needed <= this.bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.bytes.length * 2));
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
  }

  byte(value: number): void {
    if (this.length === this.bytes.length) this.reserve(1);
    this.bytes[this.length++] = value;
  }

  /** A binary string, one byte a char. */
  text(text: string): void {
    const count = text.length;
    if (this.length + count > this.bytes.length) this.reserve(count);
    if (count > shortText) {
      this.bytes.latin1Write(text, this.length, count);
      this.length += count;
      return;
    }
    const { bytes } = this;
    let at = this.length;
    for (let i = 0; i < count; i++) bytes[at++] = text.charCodeAt(i);
    this.length = at;
  }

  /** The bytes `source[start, end)`. */
  copy(source: Buffer, start: number, end: number): void {
    const count = end - start;
    if (count <= 0) return;
    if (this.length + count > this.bytes.length) this.reserve(count);
    source.copy(this.bytes, this.length, start, end);
    this.length += count;
  }

  /** The same byte `count` times. */
  fill(value: number, count: number): void {
    if (count <= 0) return;
    this.reserve(count);
    this.bytes.fill(value, this.length, this.length + count);
    this.length += count;
  }

  /** A whole number of 0 or more, in decimal; exact up to 2^53. */
  uint(value: number): void {
    if (this.length + 17 > this.bytes.length) this.reserve(17);
    if (value >= 1e9) {
      const high = Math.floor(value / 1e9);
      this.uint(high);
      this.nine(value - high * 1e9);
      return;
    }
    const { bytes } = this;
    let rest = value | 0;
    const count = digits(rest);
    let at = this.length + count;
    this.length = at;
    while (rest >= 10) {
      const tenth = (rest / 10) | 0;
      bytes[--at] = digit0 + (rest - tenth * 10);
      rest = tenth;
    }
    bytes[--at] = digit0 + rest;
  }

  /** A whole number in decimal, with a minus where it is below 0; exact from -2^53 to 2^53. */
  int(value: number): void {
    if (value < 0) {
      this.byte(0x2d);
      this.uint(-value);
    } else {
      this.uint(value);
    }
  }

  /** A whole number from 0 to 999,999,999 as nine digits. */
  nine(value: number): void {
    if (this.length + 9 > this.bytes.length) this.reserve(9);
    const { bytes } = this;
    const at = this.length;
    const thousands = (value / 1000) | 0;
    const millions = (thousands / 1000) | 0;
    let from = millions * 3;
    bytes[at] = triples[from]!;
    bytes[at + 1] = triples[from + 1]!;
    bytes[at + 2] = triples[from + 2]!;
    from = (thousands - millions * 1000) * 3;
    bytes[at + 3] = triples[from]!;
    bytes[at + 4] = triples[from + 1]!;
    bytes[at + 5] = triples[from + 2]!;
    from = (value - thousands * 1000) * 3;
    bytes[at + 6] = triples[from]!;
    bytes[at + 7] = triples[from + 1]!;
    bytes[at + 8] = triples[from + 2]!;
    this.length = at + 9;
  }

  /** A whole number of 0 or more with zeros in front up to `width` digits. */
  padded(value: number, width: number): void {
    if (width === 9 && value < 1e9) {
      this.nine(value);
      return;
    }
    const start = this.length;
    this.uint(value);
    const missing = width - (this.length - start);
    if (missing <= 0) return;
    this.reserve(missing);
    this.bytes.copy(this.bytes, start + missing, start, this.length);
    this.bytes.fill(digit0, start, start + missing);
    this.length += missing;
  }

  /** A number from 0 to 2^32-1 in hexadecimal, without a prefix. */
  hex(value: number, upper = false): void {
    let count = 1;
    for (let rest = value >>> 4; rest !== 0; rest >>>= 4) count++;
    this.hexDigits(value, count, upper);
  }

  /** The lowest `count` hexadecimal digits of a number, 8 at most. */
  hexDigits(value: number, count: number, upper = false): void {
    if (this.length + count > this.bytes.length) this.reserve(count);
    const { bytes } = this;
    const names = upper ? upperHex : lowerHex;
    let rest = value;
    for (let at = this.length + count - 1; at >= this.length; at--) {
      bytes[at] = names[rest & 15]!;
      rest >>>= 4;
    }
    this.length += count;
  }

  /** A 64-bit number, given as two halves of 32 bits, in hexadecimal. */
  hex64(high: number, low: number, upper = false): void {
    if (high !== 0) {
      this.hex(high, upper);
      this.hexDigits(low, 8, upper);
    } else {
      this.hex(low, upper);
    }
  }

  /** What was written since `start`, as a binary string. */
  since(start: number): string {
    return start === this.length ? '' : this.bytes.latin1Slice(start, this.length);
  }
}

/** Decimal digits of a number from 0 to 999,999,999. */
function digits(value: number): number {
  if (value < 1000) return value < 10 ? 1 : value < 100 ? 2 : 3;
  if (value < 1e6) return value < 1e4 ? 4 : value < 1e5 ? 5 : 6;
  return value < 1e7 ? 7 : value < 1e8 ? 8 : 9;
}
