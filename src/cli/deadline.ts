import type { EventContext } from '../machine/index.ts';

const nsPerSecond = 1e9;

/**
 * The end of a capture in the time of its events (`-M`). Live it is counted from the first event of all; in a file from
 * the first that passes the filter, so that the seconds of interest are shown wherever they lie in it.
 */
export class Deadline {
  readonly #ns: number;
  readonly #live: boolean;
  /** Time of the first event asked about, in ns since the epoch. */
  #begin: number | undefined;

  constructor(seconds: number, live: boolean) {
    this.#ns = seconds * nsPerSecond;
    this.#live = live;
  }

  /** To be asked of every event that passes. */
  hasPassed({ evt, firstTime }: EventContext): boolean {
    this.#begin ??= this.#live ? firstTime : evt.time;
    return evt.time - this.#begin >= this.#ns;
  }
}
