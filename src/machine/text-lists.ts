import type { EventCursor } from '../event/index.ts';

/** A list that was met, as the bytes it was split from. */
interface Known {
  readonly bytes: Buffer;
  readonly list: readonly string[];
}

const places = 16;

/**
 * The last lists of texts that events held, of arguments or of environments: programs are started by the same program over and
 * over, and what they are given is kept with each of them.
 */
export class TextLists {
  readonly #split: (list: string) => readonly string[];
  readonly #known: Known[] = [];
  /** Where the next one goes. */
  #next = 0;

  constructor(split: (list: string) => readonly string[]) {
    this.#split = split;
  }

  /** The list in parameter `i`; one of nothing where that is empty or missing. */
  of(evt: EventCursor, i: number): readonly string[] {
    const size = evt.size(i);
    if (size === 0) return this.#split('');
    const at = evt.offset(i);
    const known = this.#known;
    for (let n = 0; n < known.length; n++) {
      const { bytes, list } = known[n]!;
      if (bytes.length === size && bytes.compare(evt.bytes, at, at + size) === 0) return list;
    }
    const list = this.#split(evt.raw(i));
    const bytes = Buffer.allocUnsafeSlow(size);
    evt.bytes.copy(bytes, 0, at, at + size);
    known[this.#next] = { bytes, list };
    this.#next = (this.#next + 1) % places;
    return list;
  }
}
