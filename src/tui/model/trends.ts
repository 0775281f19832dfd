import { compute, type EventStore, type Sample, type Span, type ViewSession } from '../../chisel/view/index.ts';
import type { Trend } from '../port.ts';
import { Amounts } from './amounts.ts';

/** Buckets of a trend. */
export const trendBuckets = 10;

/** A recorded window is cut up so long after it was last changed, ms: one that moves on is not, nor while keys follow each other. */
const rest_ms = 500;
/** Tables with more rows have no trends: they would take more memory than the rows. */
const rowsMax = 20_000;
/** ms of work between two pauses, and ms of a pause: nobody waits for it, and whatever else comes goes first. */
const slice_ms = 4;
const pause_ms = 6;

/**
 * How the rows that are shown came about over time. Of what happens now, it is the samples that were shown; of a window
 * that stands still, its parts, made in the background from what the store holds.
 */
export class Trends {
  readonly #session: ViewSession;
  readonly #ready: () => void;
  #amounts: Amounts | undefined;
  /** The last sample that was taken in. */
  #last: Sample | undefined;
  /** What they are of. */
  #of = '';
  #work: AbortController | undefined;
  /** Somebody is at work until then: nothing is made. By the clock, ms. */
  #restUntil = 0;

  /** @param ready called when the trends of a window are there */
  constructor(session: ViewSession, ready: () => void) {
    this.#session = session;
    this.#ready = ready;
  }

  /** A sample is shown now. @param moving more come by themselves, each over the time after the one before */
  shown(sample: Sample, moving: boolean): void {
    const { view, wholeFilter, span, store } = this.#session;
    const selection = JSON.stringify([view.id, wholeFilter, ...(moving ? [] : [span, store.count])]);
    const isSame = selection === this.#of;
    this.#of = selection;
    const last = this.#last;
    this.#last = sample;
    if (sample.rows.length > rowsMax) {
      this.#work?.abort();
      this.#amounts = undefined;
    } else if (moving) {
      if (last === sample && isSame && this.#amounts !== undefined) return;
      this.#work?.abort();
      if (!isSame || this.#amounts === undefined) this.#amounts = new Amounts(sample, trendBuckets);
      this.#amounts.add(sample);
    } else if (!isSame) {
      this.#work?.abort();
      this.#amounts = undefined;
      if (view.type === 'table') this.#begin(sample);
    }
  }

  /** The user does something: whatever else there is to do goes first for a while. */
  rest(): void {
    this.#restUntil = Date.now() + rest_ms;
  }

  /** Something else is being made that somebody waits for: what is not done yet waits until that is shown. */
  giveWay(): void {
    if (this.#work === undefined || this.#work.signal.aborted) return;
    this.#work.abort();
    this.#of = '';
  }

  /** Of the sorted column, or the first whose numbers mean an amount; undefined while there is none. */
  of(sample: Sample, sorted: number | undefined): Trend | undefined {
    const amounts = this.#amounts;
    if (sample.layout.view.type !== 'table' || amounts === undefined) return undefined;
    const at = Math.max(0, sorted === undefined ? 0 : amounts.columns.indexOf(sorted));
    const column = amounts.columns[at];
    if (column === undefined) return undefined;
    const missing = () => Array<number>(trendBuckets - amounts.length).fill(Number.NaN);
    return { column, buckets: trendBuckets, of: (key) => [...missing(), ...amounts.of(key, at)] };
  }

  #begin(sample: Sample): void {
    const work = new AbortController();
    this.#work = work;
    const { present: store, span } = this.#session;
    const { from, to } = span ?? { from: store?.keptFrom ?? 0, to: store?.lastTime ?? 0 };
    if (store === undefined || !(to > from)) return;
    const timer = setTimeout(() => void this.#make(store, sample, from, (to - from) / trendBuckets, work.signal), rest_ms);
    timer.unref();
    work.signal.addEventListener('abort', () => clearTimeout(timer));
  }

  async #make(store: EventStore, sample: Sample, from: number, width: number, signal: AbortSignal): Promise<void> {
    const { layout } = sample;
    const { wholeFilter } = this.#session;
    const amounts = new Amounts(sample, trendBuckets);
    for (let i = 0; i < trendBuckets; i++) {
      // An event at the border of two belongs to the later one.
      const isLast = i === trendBuckets - 1;
      const window: Span = { from: from + i * width, to: from + (i + 1) * width - (isLast ? 0 : 1) };
      const part = compute(store, { layout, filter: wholeFilter, window });
      for (let pause = Date.now() + slice_ms; ; ) {
        const { done, value } = part.next();
        if (done === true) {
          amounts.add(value);
          break;
        }
        if (Date.now() < pause) continue;
        do await new Promise((resolve) => setTimeout(resolve, pause_ms));
        while (Date.now() < this.#restUntil);
        if (signal.aborted) return;
        pause = Date.now() + slice_ms;
      }
    }
    this.#amounts = amounts;
    this.#work = undefined;
    this.#ready();
  }
}
