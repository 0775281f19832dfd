import type { EventContext } from '../machine/index.ts';
import type { EventSource } from '../source/index.ts';
import { nowMs } from './clock.ts';

const nsPerSecond = 1e9;
const msPerSecond = 1000;

/**
 * The end of a capture after some seconds (`-M`). In a file they are seconds in the time of its events, counted from the first that
 * passes the filter, so that the seconds of interest are shown wherever they lie in it. Live they are counted from the begin, and
 * pass whether events pass the filter or not; what happened until then is still given.
 */
export class Deadline {
  readonly #seconds: number;
  readonly #source: Pick<EventSource, 'kind' | 'live' | 'stop'>;
  readonly #now: () => number;
  /** When it was made, in ms by {@link nowMs}. */
  readonly #made: number;
  /** Time of the first event asked about, in ns since the epoch. */
  #begin: number | undefined;

  /**
   * @param source is open: live, its seconds begin now
   * @param now a clock for tests, in ms
   */
  constructor(seconds: number, source: Pick<EventSource, 'kind' | 'live' | 'stop'>, now = nowMs) {
    this.#seconds = seconds;
    this.#source = source;
    this.#now = now;
    this.#made = now();
  }

  /** To be asked of every event that passes. */
  hasPassed({ evt, firstTime }: Pick<EventContext, 'firstTime'> & { readonly evt: { readonly time: number } }): boolean {
    // A script prints what it has counted when it is told to end: that is later than the end, and what people wait for.
    if (this.#source.kind === 'bpftrace') return false;
    this.#begin ??= this.#source.live ? firstTime : evt.time;
    return evt.time - this.#begin >= this.#seconds * nsPerSecond;
  }

  /** Live, to be called between batches, with events or without: ends the source where the time is over. */
  look(): void {
    if (this.#now() - this.#made >= this.#seconds * msPerSecond) this.#source.stop();
  }
}
