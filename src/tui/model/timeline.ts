import { type EventStore, resample, type TimeBuckets } from '../../chisel/view/index.ts';
import type { TimeLane, Timeline } from '../port.ts';
import { clockText, timeOfClock } from './clock.ts';
import type { MatchLane } from './match-lane.ts';

/**
 * The time axis in so many buckets.
 *
 * @param axis the store's own, or one that was kept of the same file while it is read
 * @param filter all filters that make the rows; '' lets everything through
 */
export function timelineOf(
  store: EventStore,
  axis: TimeBuckets,
  buckets: number,
  lane: TimeLane,
  matched: MatchLane,
  filter: string,
): Timeline | undefined {
  if (Number.isNaN(axis.from)) return undefined;
  // The last bucket is not full: the axis ends with the last event, as windows do.
  const whole = axis.from + axis.used * axis.width;
  const to_ns = axis === store.timeline ? store.lastTime : whole;
  const used = Math.max(Number.EPSILON, (to_ns - axis.from) / axis.width);
  const found = lane === 'matches' && filter !== '' ? matched.of(filter) : undefined;
  const counts =
    lane !== 'matches'
      ? axis.resampled(lane, buckets, used)
      : found === undefined
        ? axis.resampled('events', buckets, used)
        : found.matches === undefined
          ? new Array<number>(buckets).fill(0)
          : resample(found.matches.buckets, (to_ns - axis.from) / found.matches.width, buckets);
  return {
    from_ns: axis.from,
    to_ns: Math.max(to_ns, axis.from),
    counts,
    errors: axis.resampled('errors', buckets, used),
    drops: axis.resampled('drops', buckets, used),
    percent: found?.percent,
    clock: (time_ns) => clockText(store.absolute(time_ns)),
    at: (clock) => {
      const start = store.absolute(axis.from);
      const time = timeOfClock(clock, start);
      return time === undefined ? undefined : axis.from + Number(time - start);
    },
  };
}
