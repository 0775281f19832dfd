/** When `onInterval` of a chisel is due, in the time of the events. */
export interface Ticks {
  /**
   * To be asked of every event.
   *
   * @param time of the event, ns on the cursor's base
   * @param tick called with the time of each moment that is due and the ns since the one before, or since the first event
   */
  at(time: number, tick: (time: number, delta: number) => void): void;
}

/**
 * A moment at the first event of each interval by the clock, but for the interval of the first event of all.
 *
 * @param length ns
 * @param phase ns from the beginning of such an interval to the base of the times
 */
export function clockTicks(length: number, phase: number): Ticks {
  let from = Number.NaN;
  let to = Number.NEGATIVE_INFINITY;
  let last = Number.NaN;
  return {
    at(time, tick) {
      if (time < to && time >= from) return;
      const isFirst = Number.isNaN(last);
      const delta = time - last;
      from = Math.floor((time + phase) / length) * length - phase;
      to = from + length;
      // The same moment again: nothing can have happened between.
      if (delta === 0) return;
      last = time;
      if (!isFirst) tick(time, delta);
    },
  };
}

/** A moment after each interval since the first event, whether there was an event or not. */
export function exactTicks(length: number): Ticks {
  let last: number | undefined;
  return {
    at(time, tick) {
      last ??= time;
      while (time >= last + length) {
        last += length;
        tick(last, length);
      }
    },
  };
}
