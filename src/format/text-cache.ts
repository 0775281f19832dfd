import { type ByteWriter, FixedText } from '../event/index.ts';

/** Texts that are kept prepared. */
const mostTexts = 1024;

/** Longer texts seldom come twice, and are written fast enough without. */
const longestText = 64;

/** Lookups after which it is decided whether keeping texts pays. */
const trial = 4096;

/**
 * Writes the texts of a field, keeping those that come again prepared. Stops keeping them where nearly every text is
 * another one.
 */
export class TextCache {
  readonly #texts = new Map<string, FixedText>();
  #lookups = 0;
  #misses = 0;
  #pays = true;

  write(text: string, out: ByteWriter): void {
    if (!this.#pays || text.length > longestText) {
      out.text(text);
      return;
    }
    const known = this.#texts.get(text);
    if (known === undefined) this.#keep(text, out);
    else out.fixed(known);
    if (++this.#lookups === trial) this.#judge();
  }

  #keep(text: string, out: ByteWriter): void {
    const fixed = new FixedText(text);
    if (this.#texts.size >= mostTexts) this.#texts.clear();
    this.#texts.set(text, fixed);
    this.#misses++;
    out.fixed(fixed);
  }

  #judge(): void {
    this.#pays = this.#misses < trial / 4;
    this.#lookups = 0;
    this.#misses = 0;
    if (!this.#pays) this.#texts.clear();
  }
}
