import type { TimeBase } from './cursor.ts';

/** What may be done with an event that nobody asked for. */
export const Skip = {
  /** Nothing: it must be looked at. */
  no: 0,
  /** It may be passed over once its thread is marked. */
  marking: 1,
  /** The same, where it has no parameters; else it must be looked at. */
  empty: 2,
  /** It may be passed over. */
  freely: 3,
  /** It may be passed over where its thread is known, which then is not marked. */
  known: 4,
  /** It may be told instead of given, see {@link EventSkips.tell}; else it must be looked at. */
  telling: 5,
} as const;

/**
 * Which events a reader may pass over, told before anything is done for them. Passing over is much cheaper than giving:
 * most events of most captures are of no use to a filter.
 */
export interface EventSkips {
  /** One of {@link Skip} by event key (see `EventCursor.key`). */
  readonly ways: Uint8Array;
  /**
   * By thread id: 0 where the thread is not known, and its event must be given; else the reader sets
   * {@link skippedMark}, so that no later exit is paired with an enter before it. Events of higher ids must be given.
   */
  readonly marks: Uint8Array;
  /**
   * Takes note of an event of a thread that has a mark. The event has the layout of today's files, is whole, and follows right on
   * the one given or told before.
   *
   * @param header where the event begins
   * @param params how many parameters it has
   * @returns false where it must be given after all
   */
  tell(view: DataView, header: number, params: number, base: TimeBase): boolean;
}

/** An event of the thread was passed over since its last one. */
export const skippedMark = 2;
