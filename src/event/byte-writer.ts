import { numberRoom, putNine, putUint, putWords, slack } from './put.ts';

declare global {
  /** Node has these two, undocumented, since its beginnings; they take half the time of `write` and `toString`. */
  interface Buffer<TArrayBuffer extends ArrayBufferLike = ArrayBufferLike> {
    latin1Write(text: string, offset: number, length: number): number;
    latin1Slice(start: number, end: number): string;
  }
}

/** Bytes a text may have to be copied char by char; for longer ones the call into native code pays. */
const shortText = 8;

const digit0 = 0x30;
const minus = 0x2d;
const dot = 0x2e;
const highBits = 0x80808080 | 0;
const lowBits = 0x7f7f7f7f;
const ones = 0x01010101;
const belowSpace = 0x60606060;
const dots = 0x2e2e2e2e;
const spaces = 0x20202020;
const lowerHex = Buffer.from('0123456789abcdef', 'latin1');
const upperHex = Buffer.from('0123456789ABCDEF', 'latin1');

/**
 * Whether all four bytes of a word are printable ASCII: subtracting a space from each sets the high bit of those below
 * it, adding one that of 0x7f. A byte may be suspected because of its neighbour, never overlooked.
 */
function isPrintable(word: number): boolean {
  return (((word - spaces) | (word + ones) | word) & highBits) === 0;
}

/**
 * Four bytes with a dot for each that is no printable ASCII, without a branch: payload is as often one as the other. The
 * sums find by their high bits, byte by byte and without a carry into the next one, what is below a space, and 0x7f.
 */
function dottedWord(word: number): number {
  const low = word & lowBits;
  const bad = (~(low + belowSpace) | (low + ones) | word) & highBits;
  const mask = Math.imul(bad >>> 7, 0xff);
  return (word & ~mask) | (dots & mask);
}

/** Whether one of the four bytes of a word is 0, or perhaps one above another that is. */
function hasZero(word: number): boolean {
  return (((word - ones) | 0) & ~word & highBits) !== 0;
}

/** The same as {@link isPrintable}, byte by byte. */
function arePrintable(view: DataView, at: number, end: number): boolean {
  for (let i = at; i < end && i < at + 4; i++) {
    const byte = view.getInt8(i) & 0xff;
    if (byte < 0x20 || byte > 0x7e) return false;
  }
  return true;
}

/** Stands for words that nobody needed yet. */
const notYet: readonly number[] = [0.5];

/**
 * A text that is written many times: its bytes in words, so that writing it takes a few stores. Made once, for what is
 * constant or changes seldom; the words are made when it is first written.
 */
export class FixedText {
  /** A binary string, one byte a char. */
  readonly text: string;
  readonly length: number;
  #words: readonly number[] | undefined = notYet;

  constructor(text: string) {
    this.text = text;
    this.length = text.length;
  }

  /**
   * Its bytes, eight in each number, the last one filled up with whatever; undefined where it is not ASCII, of which
   * some would be no plain numbers (NaN), or too long to be worth it.
   */
  get words(): readonly number[] | undefined {
    return this.#words === notYet ? this.#prepare() : this.#words;
  }

  #prepare(): readonly number[] | undefined {
    this.#words = wordsOf(this.text);
    return this.#words;
  }
}

/** Texts of up to this many bytes are prepared. */
const longestPrepared = 512;

const workbench = Buffer.alloc(longestPrepared + slack);
const workbenchView = new DataView(workbench.buffer, workbench.byteOffset, workbench.length);

function wordsOf(text: string): readonly number[] | undefined {
  const count = text.length;
  if (count > longestPrepared) return undefined;
  workbench.latin1Write(text, 0, count);
  workbenchView.setFloat64(count, 0);
  const words: number[] = [];
  let bits = 0;
  for (let at = 0; at < count; at += 8) {
    bits |= workbenchView.getInt32(at, true) | workbenchView.getInt32(at + 4, true);
    words.push(workbenchView.getFloat64(at, true));
  }
  return (bits & highBits) === 0 ? words : undefined;
}

/**
 * A buffer that is written from front to back, as text in bytes: numbers become digits in place and text one byte a
 * char, so that a line of output costs no strings. It grows as needed; who owns it empties it by setting
 * {@link ByteWriter.length} to 0. Setting the length back to an earlier value takes back what was written since.
 */
export class ByteWriter {
  /** What was written is `bytes[0, length)`. Replaced by a larger one as it grows: not to be kept. */
  bytes: Buffer;
  length = 0;
  /** A view on {@link bytes}, replaced with them: for the functions of `put.ts`. */
  view: DataView;
  /** Bytes that may be filled without a look at the room for words written whole. */
  #limit: number;

  constructor(capacity = 4096) {
    this.bytes = Buffer.allocUnsafeSlow(capacity + slack);
    this.view = new DataView(this.bytes.buffer, this.bytes.byteOffset, this.bytes.length);
    this.#limit = capacity;
  }

  /** Makes room for `count` more bytes. */
  reserve(count: number): void {
    const needed = this.length + count;
    if (needed <= this.#limit) return;
    const capacity = Math.max(needed, this.#limit * 2);
    const larger = Buffer.allocUnsafeSlow(capacity + slack);
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
    this.view = new DataView(larger.buffer, larger.byteOffset, larger.length);
    this.#limit = capacity;
  }

  byte(value: number): void {
    if (this.length >= this.#limit) this.reserve(1);
    this.view.setInt8(this.length++, value);
  }

  /** A binary string, one byte a char. */
  text(text: string): void {
    const count = text.length;
    if (this.length + count > this.#limit) this.reserve(count);
    let at = this.length;
    this.length = at + count;
    if (count > shortText) {
      this.bytes.latin1Write(text, at, count);
      return;
    }
    const view = this.view;
    for (let i = 0; i < count; i++) view.setInt8(at++, text.charCodeAt(i));
  }

  /** A binary string, if all of it is printable ASCII; else false, and nothing is written. */
  printable(text: string): boolean {
    const count = text.length;
    if (this.length + count > this.#limit) this.reserve(count);
    const start = this.length;
    this.bytes.latin1Write(text, start, count);
    const view = this.view;
    // What lies behind the last byte is filled up with something printable, so that whole words can be looked at.
    view.setInt32(start + count, spaces, true);
    for (let at = start; at < start + count; at += 4) {
      if (!isPrintable(view.getInt32(at, true)) && !arePrintable(view, at, start + count)) return false;
    }
    this.length = start + count;
    return true;
  }

  /** A text that has been prepared. */
  fixed(text: FixedText): void {
    const { length: count } = text;
    const { words } = text;
    if (words === undefined) {
      this.text(text.text);
      return;
    }
    if (this.length + count > this.#limit) this.reserve(count);
    this.length = putWords(this.view, this.length, words, count);
  }

  /** The bytes `source[start, end)`. */
  copy(source: Buffer, start: number, end: number): void {
    const count = end - start;
    if (count <= 0) return;
    if (this.length + count > this.#limit) this.reserve(count);
    source.copy(this.bytes, this.length, start, end);
    this.length += count;
  }

  /** The bytes `[start, end)` of another buffer up to the first NUL, as they are. */
  untilNul(source: DataView, start: number, end: number): void {
    if (this.length + end - start > this.#limit) this.reserve(end - start);
    const view = this.view;
    let from = start;
    let at = this.length;
    for (; from + 4 <= end; from += 4) {
      const word = source.getInt32(from, true);
      if (hasZero(word)) break;
      view.setInt32(at, word, true);
      at += 4;
    }
    for (; from < end; from++) {
      const byte = source.getInt8(from) & 0xff;
      if (byte === 0) break;
      view.setInt8(at++, byte);
    }
    this.length = at;
  }

  /** The same, without the bytes that are no printable ASCII. */
  printableUntilNul(source: DataView, start: number, end: number): void {
    if (this.length + end - start > this.#limit) this.reserve(end - start);
    const view = this.view;
    let from = start;
    let at = this.length;
    while (from < end) {
      if (from + 4 <= end) {
        const word = source.getInt32(from, true);
        if (isPrintable(word)) {
          view.setInt32(at, word, true);
          at += 4;
          from += 4;
          continue;
        }
      }
      const byte = source.getInt8(from++) & 0xff;
      if (byte === 0) break;
      if (byte >= 0x20 && byte < 0x7f) view.setInt8(at++, byte);
    }
    this.length = at;
  }

  /** The bytes `[start, end)` of another buffer, with a dot for each that is no printable ASCII. */
  dotted(source: DataView, start: number, end: number): void {
    const count = end - start;
    if (this.length + count > this.#limit) this.reserve(count);
    const { view } = this;
    const words = start + (count & ~3);
    let from = start;
    let at = this.length;
    for (; from < words; from += 4) {
      view.setInt32(at, dottedWord(source.getInt32(from, true)), true);
      at += 4;
    }
    for (; from < end; from++) {
      const byte = source.getInt8(from) & 0xff;
      view.setInt8(at++, byte >= 0x20 && byte < 0x7f ? byte : dot);
    }
    this.length = at;
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
    if (this.length + numberRoom > this.#limit) this.reserve(numberRoom);
    this.length = putUint(this.view, this.length, value);
  }

  /** A whole number in decimal, with a minus where it is below 0; exact from -2^53 to 2^53. */
  int(value: number): void {
    if (value < 0) {
      this.byte(minus);
      this.uint(-value);
    } else {
      this.uint(value);
    }
  }

  /** A whole number from 0 to 999,999,999 as nine digits. */
  nine(value: number): void {
    if (this.length + 9 > this.#limit) this.reserve(9);
    this.length = putNine(this.view, this.length, value);
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
    if (this.length + count > this.#limit) this.reserve(count);
    const view = this.view;
    const names = upper ? upperHex : lowerHex;
    let rest = value;
    for (let at = this.length + count - 1; at >= this.length; at--) {
      view.setInt8(at, names[rest & 15]!);
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

  /** Where the first byte stands from `start` on that is no printable ASCII or is one of two others; the length for none. */
  firstSpecial(start: number, first: number, second: number): number {
    const view = this.view;
    const { length } = this;
    const firsts = Math.imul(first, ones);
    const seconds = Math.imul(second, ones);
    let at = start;
    for (; at + 4 <= length; at += 4) {
      const word = view.getInt32(at, true);
      if (!isPrintable(word) || hasZero(word ^ firsts) || hasZero(word ^ seconds)) break;
    }
    for (; at < length; at++) {
      const byte = view.getInt8(at) & 0xff;
      if (byte < 0x20 || byte > 0x7e || byte === first || byte === second) return at;
    }
    return length;
  }

  /** What was written since `start`, as a binary string. */
  since(start: number): string {
    return start === this.length ? '' : this.bytes.latin1Slice(start, this.length);
  }
}
