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
}

/** An event of the thread was passed over since its last one. */
export const skippedMark = 2;
