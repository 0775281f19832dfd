/** Numbers that share all digits but the last three. */
const shared = 1000;

/** More digits than a word has room for, and numbers that take another way are not worth one of their own. */
const most = 1e9;

/**
 * The digits of event numbers but for the last three: of a thousand events one after the other they are the same. Lists of
 * numbers with a place that never changes are what compiled code reads fastest.
 */
export class EventNumbers {
  /** The first number that has these digits; one that no other is near to while there are none. */
  readonly begin: Int32Array = new Int32Array(longer).fill(-2 * shared);
  /** The digits as bytes, and how many there are. */
  readonly word: Float64Array = new Float64Array(longer);
  readonly length: Int32Array = new Int32Array(longer);
  readonly #bytes = new Uint8Array(this.word.buffer);

  /** Takes the digits of a number. */
  move(num: number): void {
    if (num < shared || num >= most) return;
    // As an integer: engines that have divided only round numbers throw their code away at the first other one.
    const thousands = (num / shared) | 0;
    const text = String(thousands);
    for (let i = 0; i < text.length; i++) this.#bytes[i] = text.charCodeAt(i);
    this.length[0] = text.length;
    this.begin[0] = thousands * shared;
  }
}

/** Engines know the place of a list of numbers only where it is longer than 64 bytes. */
const longer = 32;
