import { compileFilter } from '../../../filter/index.ts';
import type { EventStore } from '../store/event-store.ts';
import { Replay } from '../store/replay.ts';

/** How many events a filter lets through, in the buckets of the store's time axis. */
export interface Matches {
  readonly buckets: Float64Array;
  /** ns of a bucket, as of the axis when this was made. */
  readonly width: number;
  readonly total: number;
}

/**
 * Counts what a filter lets through, in steps; each gives how much of it is done, from 0 to 1.
 *
 * @throws FilterError, FilterSyntaxError
 */
export function* countMatches(store: EventStore, filter: string): Generator<number, Matches, undefined> {
  const { predicate, keys } = compileFilter(filter);
  const { from, width, used } = store.timeline;
  const buckets = new Float64Array(Math.max(used, 1));
  let total = 0;
  let last = from;
  const replay = new Replay(store, {
    window: undefined,
    keys,
    onEvent: (context) => {
      last = context.evt.time;
      if (!predicate(context)) return false;
      total++;
      const at = Math.max(0, Math.min(buckets.length - 1, Math.floor((last - from) / width)));
      buckets[at] = buckets[at]! + 1;
      return false;
    },
  });
  const run = replay.run();
  while (run.next().done !== true) yield Math.min(1, (last - from) / (used * width));
  return { buckets, width, total };
}
