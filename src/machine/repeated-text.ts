import type { EventCursor } from '../event/index.ts';
import { sameBytes } from './same-bytes.ts';

/** A text that was met, as bytes, and what was made of it. */
interface Met<Meaning> {
  readonly view: DataView;
  readonly meaning: Meaning;
}

const places = 16;

/**
 * What was made of the last texts that events held, of arguments, of environments or of control groups: programs are started by the
 * same program over and over, and what is made of a text is kept with each of them.
 */
export class RepeatedText<Meaning> {
  readonly #make: (text: string) => Meaning;
  readonly #met: Met<Meaning>[] = [];
  /** Where the next one goes. */
  #next = 0;

  /** @param make makes something of a text, a binary string; the same for the same text */
  constructor(make: (text: string) => Meaning) {
    this.#make = make;
  }

  /** What is made of the text in parameter `i`, all its bytes; of no text where that is empty or missing. */
  of(evt: EventCursor, i: number): Meaning {
    const size = evt.size(i);
    if (size === 0) return this.#make('');
    const at = evt.offset(i);
    const met = this.#met;
    for (let n = 0; n < met.length; n++) {
      const { view, meaning } = met[n]!;
      if (view.byteLength === size && sameBytes(view, 0, evt.view, at, size)) return meaning;
    }
    const meaning = this.#make(evt.raw(i));
    const bytes = Buffer.allocUnsafeSlow(size);
    evt.bytes.copy(bytes, 0, at, at + size);
    met[this.#next] = { view: new DataView(bytes.buffer), meaning };
    this.#next = (this.#next + 1) % places;
    return meaning;
  }
}
