import { compileFilter } from '../../../filter/index.ts';
import type { EventStore } from '../store/event-store.ts';
import { Followed, type Work } from '../store/followed.ts';
import { Replay } from '../store/replay.ts';
import type { TimeBuckets } from '../store/timeline.ts';

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
  const { replay, finish, share } = matchesOf(store, filter, store.timeline);
  const run = replay.run();
  while (run.next().done !== true) yield share();
  return finish();
}

/** The same of all that comes into a store, while it comes. */
export class FollowedMatches extends Followed<Matches> {
  /** @param axis whose buckets are meant */
  constructor(store: EventStore, filter: string, axis: TimeBuckets) {
    super(() => matchesOf(store, filter, axis, true));
  }
}

function matchesOf(
  store: EventStore,
  filter: string,
  { from, width, used }: TimeBuckets,
  follows = false,
): Work<Matches> & { readonly share: () => number } {
  const { predicate, keys } = compileFilter(filter);
  const buckets = new Float64Array(Math.max(used, 1));
  let total = 0;
  let last = from;
  const replay = new Replay(store, {
    window: undefined,
    keys,
    follows,
    onEvent: (context) => {
      last = context.evt.time;
      if (!predicate(context)) return false;
      total++;
      const at = Math.max(0, Math.min(buckets.length - 1, Math.floor((last - from) / width)));
      buckets[at] = buckets[at]! + 1;
      return false;
    },
  });
  return { replay, finish: () => ({ buckets, width, total }), share: () => Math.min(1, (last - from) / (used * width)) };
}
