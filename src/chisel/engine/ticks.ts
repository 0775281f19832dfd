/** When `onInterval` of a chisel is due, in the time of the events. */
export interface Ticks {
  /**
   * To be asked of every event.
   *
   * @param time of the event, ns on the cursor's base
   * @param tick called with the time of each moment that is due and the ns since the one before, 0 at the first
   */
  at(time: number, tick: (time: number, delta: number) => void): void;
}

/**
 * A moment at the first event of each interval by the clock, the first of all included.
 *
 * @param length ns
 * @param phase ns from the beginning of such an interval to the base of the times
 */
export function clockTicks(length: number, phase: number): Ticks {
  let from = 0;
  let to = Number.NEGATIVE_INFINITY;
  let last: number | undefined;
  return {
    at(time, tick) {
      if (time < to && time >= from) return;
      const delta = last === undefined ? 0 : time - last;
      // The same moment again: nothing can have happened between.
      if (last !== undefined && delta === 0) return;
      from = Math.floor((time + phase) / length) * length - phase;
      to = from + length;
      last = time;
      tick(time, delta);
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
