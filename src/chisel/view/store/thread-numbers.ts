/** A thread that is gone, and the event at which that was seen. */
interface Gone {
  readonly number: number;
  readonly at: number;
}

/**
 * Numbers by which a store knows threads. Those of threads that are gone are given again once no event that is kept refers
 * to them: lists by number stay as short as the threads are many, however long events come.
 */
export class ThreadNumbers {
  /** All numbers are below. */
  count = 0;
  readonly #free: number[] = [];
  /** Numbers of threads that are gone, and the events at which they were. */
  #gone: Gone[] = [];

  take(): number {
    return this.#free.pop() ?? this.count++;
  }

  /** The thread is gone. @param at number of the event at which that was seen */
  end(number: number, at: number): void {
    this.#gone.push({ number, at });
  }

  /** No event before this one is kept any more. @param inUse numbers that threads which live refer to */
  forget(before: number, inUse: () => ReadonlySet<number>): void {
    if (this.#gone.length === 0 || this.#gone[0]!.at >= before) return;
    const used = inUse();
    const rest: Gone[] = [];
    for (const one of this.#gone) {
      if (one.at < before && !used.has(one.number)) this.#free.push(one.number);
      else rest.push(one);
    }
    this.#gone = rest;
  }
}
