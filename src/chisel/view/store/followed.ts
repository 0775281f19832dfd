import type { Replay } from './replay.ts';
import type { Segment } from './segment.ts';

/** Something in the making: a replay that is to be given all events, and what it becomes when it has them. */
export interface Work<Result> {
  readonly replay: Replay;
  readonly finish: () => Result;
}

/**
 * Work on all that comes into a store, done while it comes: the store need not keep more of it than a segment. To be made
 * before the store has forgotten anything.
 */
export class Followed<Result> {
  readonly #begin: () => Work<Result>;
  /** undefined before the first segment: until then a store knows no times. */
  #work: Work<Result> | undefined;
  /** The window is over: nothing that comes can change the result any more. */
  #isOver = false;

  /** @param begin makes the work; its replay must be one that follows */
  constructor(begin: () => Work<Result>) {
    this.#begin = begin;
  }

  /** Takes in the next segment; each is to be given when it is full. */
  take(segment: Segment): void {
    if (this.#isOver) return;
    this.#work ??= this.#begin();
    this.#isOver = this.#work.replay.follow(segment);
  }

  /** What came of it. Nothing may be given afterwards. */
  finish(): Result {
    this.#work ??= this.#begin();
    return this.#work.finish();
  }
}
