/**
 * Writing into a view without a look at the room there: for code that writes many short things in a row, makes room for
 * all of them once, and keeps the place it writes at in a variable instead of an object.
 *
 * Each function returns where the next byte goes, and may write up to {@link slack} bytes behind that.
 */

/** The most bytes that are written at once behind the last one that counts. */
export const slack = 8;

/** Bytes that {@link putUint} and {@link putNine} need at most, those behind the last digit included. */
export const numberRoom = 16 + slack;

const digit0 = 0x30;

/** "000" to "999" as the low three bytes of a little-endian number each. */
const triples = new Int32Array(1000);
for (let i = 0; i < 1000; i++) {
  triples[i] = (digit0 + ((i / 100) | 0)) | ((digit0 + (((i / 10) | 0) % 10)) << 8) | ((digit0 + (i % 10)) << 16);
}

/** A whole number of 0 or more, in decimal; exact up to 2^53. */
export function putUint(view: DataView, at: number, value: number): number {
  if (value >= 1e9) return putLarge(view, at, value);
  // From here on a 32-bit integer, so that dividing it costs a multiplication.
  const whole = value | 0;
  if (whole < 10) {
    view.setUint8(at, digit0 + whole);
    return at + 1;
  }
  if (whole < 1000) return putHead(view, at, whole);
  const thousands = (whole / 1000) | 0;
  let next: number;
  if (thousands < 1000) {
    next = putHead(view, at, thousands);
  } else {
    const millions = (thousands / 1000) | 0;
    next = putHead(view, at, millions);
    view.setInt32(next, triples[thousands - millions * 1000]!, true);
    next += 3;
  }
  view.setInt32(next, triples[whole - thousands * 1000]!, true);
  return next + 3;
}

/** 0 to 999, without zeros in front. */
function putHead(view: DataView, at: number, value: number): number {
  const zeros = value < 10 ? 2 : value < 100 ? 1 : 0;
  view.setInt32(at, triples[value]! >> (zeros * 8), true);
  return at + 3 - zeros;
}

function putLarge(view: DataView, at: number, value: number): number {
  const high = Math.floor(value / 1e9);
  return putNine(view, putUint(view, at, high), value - high * 1e9);
}

/** A whole number from 0 to 999,999,999 as nine digits. */
export function putNine(view: DataView, at: number, value: number): number {
  const whole = value | 0;
  const thousands = (whole / 1000) | 0;
  const millions = (thousands / 1000) | 0;
  view.setInt32(at, triples[millions]!, true);
  view.setInt32(at + 3, triples[thousands - millions * 1000]!, true);
  view.setInt32(at + 6, triples[whole - thousands * 1000]!, true);
  return at + 9;
}

/** The first `count` bytes that words hold, see `FixedText.words`. */
export function putWords(view: DataView, at: number, words: readonly number[], count: number): number {
  for (let i = 0; i < words.length; i++) view.setFloat64(at + i * 8, words[i]!, true);
  return at + count;
}
