/**
 * Writing into a view without a look at the room there: for code that writes many short things in a row, makes room for
 * all of them once, and keeps the place it writes at in a variable instead of an object.
 *
 * Each function returns where the next byte goes, and may write up to {@link slack} bytes behind that.
 */

/** The most bytes that are written at once behind the last one that counts. */
export const slack = 8;

/** Bytes that numbers need at most, those behind the last digit included. */
export const numberRoom = 16 + slack;

const digit0 = 0x30;

/** "000" to "999" as the low three bytes of a little-endian number each. */
export const triples: Int32Array = new Int32Array(1000);
for (let i = 0; i < 1000; i++) {
  triples[i] = (digit0 + ((i / 100) | 0)) | ((digit0 + (((i / 10) | 0) % 10)) << 8) | ((digit0 + (i % 10)) << 16);
}

/** "0" to "999", without zeros in front, as the low three bytes, and how many of them count as the fourth one. */
const heads = new Int32Array(1000);
for (let i = 0; i < 1000; i++) {
  const zeros = i < 10 ? 2 : i < 100 ? 1 : 0;
  heads[i] = (triples[i]! >> (zeros * 8)) | ((3 - zeros) << 24);
}

/** A whole number of 0 or more, in decimal; exact up to 2^53. */
export function putUint(view: DataView, at: number, value: number): number {
  if (value >= 1e9) return putLarge(view, at, value);
  // From here on a 32-bit integer, so that dividing it costs a multiplication.
  const whole = value | 0;
  if (whole < 1000) {
    const head = heads[whole]!;
    view.setInt32(at, head, true);
    return (at + (head >>> 24)) | 0;
  }
  const thousands = (whole / 1000) | 0;
  let next: number;
  if (thousands < 1000) {
    const head = heads[thousands]!;
    view.setInt32(at, head, true);
    next = (at + (head >>> 24)) | 0;
  } else {
    const millions = (thousands / 1000) | 0;
    const head = heads[millions]!;
    view.setInt32(at, head, true);
    next = (at + (head >>> 24)) | 0;
    view.setInt32(next, triples[thousands - millions * 1000]!, true);
    next = (next + 3) | 0;
  }
  view.setInt32(next, triples[whole - thousands * 1000]!, true);
  return (next + 3) | 0;
}

function putLarge(view: DataView, at: number, value: number): number {
  const high = Math.floor(value / 1e9);
  return putNine(view, putUint(view, at, high), value - high * 1e9);
}

/**
 * Large numbers are rare enough that engines compile {@link putUint} before they have seen one, and throw that code away at the
 * first, with that of all it is part of: so they see numbers of each length beforehand.
 */
function showNumbers(): void {
  const view = new DataView(new ArrayBuffer(numberRoom));
  for (let i = 0; i < 120; i++) putUint(view, 0, 10 ** (i % 12));
}

/** A whole number from 0 to 999,999,999 as nine digits. */
export function putNine(view: DataView, at: number, value: number): number {
  const whole = value | 0;
  const thousands = (whole / 1000) | 0;
  const millions = (thousands / 1000) | 0;
  view.setInt32(at, triples[millions]!, true);
  view.setInt32(at + 3, triples[thousands - millions * 1000]!, true);
  view.setInt32(at + 6, triples[whole - thousands * 1000]!, true);
  return (at + 9) | 0;
}

/** A 32-bit number in octal as C's `%#o`: with a leading 0. */
export function putOctal(view: DataView, at: number, value: number): number {
  view.setInt8(at, digit0);
  return value === 0 ? (at + 1) | 0 : putOctalDigits(view, at + 1, value);
}

function putOctalDigits(view: DataView, at: number, value: number): number {
  const digits = Math.ceil((32 - Math.clz32(value)) / 3);
  let rest = value;
  for (let place = at + digits - 1; place >= at; place--) {
    view.setInt8(place, digit0 + (rest & 7));
    rest >>>= 3;
  }
  return (at + digits) | 0;
}

/** "00" to "FF" as the low two bytes of a little-endian number each. */
const hexPairs = new Uint16Array(256);
for (let i = 0; i < 256; i++) {
  const [first, second] = i.toString(16).toUpperCase().padStart(2, '0');
  hexPairs[i] = first!.charCodeAt(0) | (second!.charCodeAt(0) << 8);
}

/** A 64-bit number, given as two halves of 32 bits, in upper-case hexadecimal. */
export function putHex64(view: DataView, at: number, high: number, low: number): number {
  return high === 0 ? putHex(view, at, low) : putEightHex(view, putHex(view, at, high), low);
}

/** The 32 bits of a number, without zeros in front. */
function putHex(view: DataView, at: number, value: number): number {
  const digits = value === 0 ? 1 : 8 - (Math.clz32(value) >> 2);
  putEightHex(view, at, value << (32 - digits * 4));
  return (at + digits) | 0;
}

function putEightHex(view: DataView, at: number, value: number): number {
  view.setInt32(at, hexPairs[value >>> 24]! | (hexPairs[(value >>> 16) & 0xff]! << 16), true);
  view.setInt32(at + 4, hexPairs[(value >>> 8) & 0xff]! | (hexPairs[value & 0xff]! << 16), true);
  return (at + 8) | 0;
}

/** The first `count` bytes that words hold, see `FixedText.words`. */
export function putWords(view: DataView, at: number, words: readonly number[], count: number): number {
  for (let i = 0; i < words.length; i++) view.setFloat64(at + i * 8, words[i]!, true);
  return (at + count) | 0;
}

showNumbers();
