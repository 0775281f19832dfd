import type { EventContext } from '../machine/index.ts';

const nsPerSecond = 1e9;

/** The end of a capture in the time of its events (`-M`), counted from its first. */
export class Deadline {
  readonly #ns: number;

  /** @param seconds undefined: there is none */
  constructor(seconds: number | undefined) {
    this.#ns = seconds === undefined ? Number.POSITIVE_INFINITY : seconds * nsPerSecond;
  }

  hasPassed({ evt, firstTime }: EventContext): boolean {
    return evt.time - firstTime >= this.#ns;
  }
}
