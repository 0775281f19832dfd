import { countMatches, type Matches, type ViewSession } from '../../chisel/view/index.ts';

/** ms of work between two pauses. */
const slice_ms = 10;

/** Counts by time what a filter lets through, in the background, and keeps it for the filter it was made for. */
export class MatchLane {
  readonly #session: ViewSession;
  readonly #onChange: () => void;
  #filter: string | undefined;
  #count = -1;
  #done: Matches | undefined;
  #share = 0;
  /** Ends reading the source again for it. */
  #reading: AbortController | undefined;

  constructor(session: ViewSession, onChange: () => void) {
    this.#session = session;
    this.#onChange = onChange;
  }

  /** What is known so far; `percent` while it is being counted. */
  of(filter: string): { readonly matches: Matches | undefined; readonly percent: number | undefined } {
    const { count } = this.#session.store;
    if (filter !== this.#filter) this.#done = undefined;
    if (filter !== this.#filter || (count !== this.#count && this.#share >= 1)) {
      this.#filter = filter;
      this.#count = count;
      this.#share = 0;
      void this.#run(filter, count);
    }
    return { matches: this.#done, percent: this.#share >= 1 ? undefined : Math.floor(100 * this.#share) };
  }

  async #run(filter: string, count: number): Promise<void> {
    this.#reading?.abort();
    this.#reading = new AbortController();
    const all = await this.#session.forgottenMatches(filter, this.#reading.signal);
    if (this.#filter !== filter || this.#count !== count) return;
    if (all !== undefined) {
      this.#done = all;
      this.#share = 1;
      this.#onChange();
      return;
    }
    const work = countMatches(this.#session.store, filter);
    for (;;) {
      const pause = Date.now() + slice_ms;
      while (Date.now() < pause) {
        const { done, value } = work.next();
        if (done !== true) {
          this.#share = value;
          continue;
        }
        this.#done = value;
        this.#share = 1;
        this.#onChange();
        return;
      }
      await new Promise(setImmediate);
      if (this.#filter !== filter || this.#count !== count) return;
    }
  }
}
