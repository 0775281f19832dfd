import {
  comparable,
  compute,
  type EventStore,
  meaningOf,
  type Sample,
  type SampleRow,
  type Span,
  type ViewSession,
} from '../../chisel/view/index.ts';
import type { Trend } from '../port.ts';

/** Buckets of a trend. */
export const trendBuckets = 10;

/** A recorded window is cut up so long after it was last changed, ms: one that moves on is not, nor while keys follow each other. */
const rest_ms = 500;
/** Tables with more rows have no trends: they would take more memory than the rows. */
const rowsMax = 20_000;
/** ms of work between two pauses, and ms of a pause: nobody waits for it, and whatever else comes goes first. */
const slice_ms = 4;
const pause_ms = 6;

/** The rows of one bucket, by their keys. */
interface Bucket {
  readonly sample: Sample;
  readonly rows: ReadonlyMap<string, SampleRow>;
}

/**
 * How the rows that are shown came about over time. Of what happens now, it is the samples that were shown; of a window
 * that stands still, its parts, made in the background from what the store holds.
 */
export class Trends {
  readonly #session: ViewSession;
  readonly #ready: () => void;
  #buckets: readonly Bucket[] = [];
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
    if (sample.rows.length > rowsMax) {
      this.#work?.abort();
      this.#buckets = [];
    } else if (moving) {
      if (this.#buckets.at(-1)?.sample === sample && isSame) return;
      this.#work?.abort();
      this.#buckets = [...(isSame ? this.#buckets : []), bucketOf(sample)].slice(-trendBuckets);
    } else if (!isSame) {
      this.#work?.abort();
      this.#buckets = [];
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
    const possible = comparable(sample.columns);
    const at = sorted !== undefined && possible.includes(sorted) ? sorted : possible[0];
    if (sample.layout.view.type !== 'table' || at === undefined || this.#buckets.length === 0) return undefined;
    const column = sample.columns[at]!;
    const buckets = this.#buckets;
    const missing = Array<number>(trendBuckets - buckets.length).fill(Number.NaN);
    return {
      column: at,
      buckets: trendBuckets,
      of: (key) => [
        ...missing,
        ...buckets.map(({ sample: { seconds }, rows }) => {
          const row = rows.get(key);
          return row === undefined ? 0 : Number(meaningOf(column, row.values[at]!, row.counts[at]!, seconds));
        }),
      ],
    };
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

  async #make(store: EventStore, { layout }: Sample, from: number, width: number, signal: AbortSignal): Promise<void> {
    const { wholeFilter } = this.#session;
    const buckets: Bucket[] = [];
    for (let i = 0; i < trendBuckets; i++) {
      // An event at the border of two belongs to the later one.
      const isLast = i === trendBuckets - 1;
      const window: Span = { from: from + i * width, to: from + (i + 1) * width - (isLast ? 0 : 1) };
      const part = compute(store, { layout, filter: wholeFilter, window });
      for (let pause = Date.now() + slice_ms; ; ) {
        const { done, value } = part.next();
        if (done === true) {
          buckets.push(bucketOf(value));
          break;
        }
        if (Date.now() < pause) continue;
        do await new Promise((resolve) => setTimeout(resolve, pause_ms));
        while (Date.now() < this.#restUntil);
        if (signal.aborted) return;
        pause = Date.now() + slice_ms;
      }
    }
    this.#buckets = buckets;
    this.#work = undefined;
    this.#ready();
  }
}

function bucketOf(sample: Sample): Bucket {
  return { sample, rows: new Map(sample.rows.map((row) => [row.keyText, row])) };
}
