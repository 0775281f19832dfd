import type { EventContext } from '../../../machine/index.ts';
import type { Span } from '../session/compute.ts';
import type { EventStore } from '../store/event-store.ts';
import { Replay } from '../store/replay.ts';
import { Positions } from './positions.ts';
import { type EventQuestion, inSlices, scan } from './scan.ts';

/** More events are not listed: the oldest go. 16 bytes are kept of each. */
const listedMax = 1_000_000;

/** Events of different processors may stand in a capture out of order by this much, ns. */
const disorder = 1e6;

/** An event of a list, read again while `read` looks at it. */
export type EventReader<Value> = (context: EventContext, previous: number | undefined) => Value;

/**
 * The events of a store that pass a filter, by their places only: what is shown of one is read when it is shown, so
 * that a list of a million costs little.
 */
export class EventList {
  readonly filter: string;
  /** Where they are. */
  readonly store: EventStore;
  readonly #window: Span | undefined;
  readonly #listed: Positions;
  /** Events before this one are cleared away. */
  #after: { readonly time: number; readonly num: number } | undefined;
  #seen = -1;

  /** @param question of a live source without a window: what comes is listed, too */
  constructor(store: EventStore, { filter, window }: EventQuestion, max = listedMax) {
    this.store = store;
    this.filter = filter;
    this.#window = window;
    this.#listed = new Positions(max);
  }

  get length(): number {
    return this.#listed.length;
  }

  /** Events that are not listed any more because there are so many. */
  get left(): number {
    return this.#listed.left;
  }

  /**
   * Lists what came since the last call. False where it was given up.
   *
   * @throws FilterError, FilterSyntaxError
   */
  async read(signal?: AbortSignal): Promise<boolean> {
    const { count, lastTime } = this.store;
    if (count === this.#seen) return true;
    const after = this.#after;
    const { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = this.#window ?? {};
    const window = { from: Math.max(from, after?.time ?? from), to };
    let last = after;
    const done = await inSlices(
      scan(this.store, { filter: this.filter, window }, ({ evt: { time, num } }) => {
        if (after !== undefined && time === after.time && num <= after.num) return;
        this.#listed.push(time, num);
        last = { time, num };
      }),
      signal,
    );
    if (!done) {
      // What was listed counts; the rest is read the next time.
      this.#after = last;
      return false;
    }
    this.#seen = count;
    // Where nothing passed, what was read need not be read again; the last event may have others at its time.
    this.#after = last ?? (Number.isNaN(lastTime) ? undefined : { time: lastTime, num: -1 });
    return true;
  }

  /** Forgets what is listed; what comes from now on is. */
  clear(): void {
    const { lastTime } = this.store;
    this.#listed.clear();
    if (!Number.isNaN(lastTime)) this.#after = { time: lastTime, num: Number.MAX_SAFE_INTEGER };
  }

  /** ns on the store's base. */
  timeOf(index: number): number {
    return this.#listed.time(index);
  }

  /** Reads listed events again, `from` to before `to`; those that the store has forgotten meanwhile are undefined. */
  page<Value>(from: number, to: number, read: EventReader<Value>): (Value | undefined)[] {
    const listed = this.#listed;
    const end = Math.min(to, listed.length);
    if (from >= end) return [];
    const found = new Map<number, Value>();
    const wanted = new Map<number, number>();
    for (let i = from; i < end; i++) wanted.set(listed.num(i), i);
    const window = { from: listed.time(from), to: listed.time(end - 1) + disorder };
    const replay = new Replay(this.store, {
      window,
      keys: undefined,
      countsFds: true,
      onEvent: (context) => {
        const index = wanted.get(context.evt.num);
        if (index === undefined || listed.time(index) !== context.evt.time) return false;
        found.set(index, read(context, index === 0 ? undefined : listed.time(index - 1)));
        return false;
      },
    });
    for (const _ of replay.run());
    return Array.from({ length: end - from }, (_, i) => found.get(from + i));
  }
}
