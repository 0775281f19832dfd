/** What is known of a thread while events are read again. */
export const Known = {
  nothing: 0,
  /** It has what its quiet events could add. */
  taken: 1,
  /** None of its events passes. */
  refused: 2,
} as const;

type KnownThing = (typeof Known)[keyof typeof Known];

/**
 * Remembers what was found out about threads, by their number in the store, until they change. A change of one thread
 * makes all of its process unknown, or where what was found out may hang on others, all there are: each process counts
 * its changes, and what is known holds for one count.
 */
export class KnownThreads {
  readonly #ofProcessOnly: boolean;
  #known: Uint8Array;
  /** At which count of changes that was found out. */
  #since: Int32Array;
  /** By thread: the first thread of its process. */
  #main: Int32Array;
  /** By process: changes so far, and fds. */
  #changes: Int32Array;
  #fds: Int32Array;

  /** @param count how many threads there are */
  constructor(count: number, ofProcessOnly: boolean) {
    this.#ofProcessOnly = ofProcessOnly;
    const size = Math.max(1, count);
    this.#known = new Uint8Array(size);
    this.#since = new Int32Array(size);
    this.#main = new Int32Array(size);
    this.#changes = new Int32Array(size).fill(1);
    this.#fds = new Int32Array(size).fill(-1);
  }

  of(index: number): KnownThing {
    if (index < 0 || this.#since[index] !== this.#changes[this.#scope(index)]) return Known.nothing;
    return this.#known[index] as KnownThing;
  }

  is(index: number, known: KnownThing): void {
    if (index < 0) return;
    this.#since[index] = this.#changes[this.#scope(index)]!;
    this.#known[index] = known;
  }

  /** The thread is one of a process. */
  belongs(index: number, main: number): void {
    this.#reach(Math.max(index, main));
    if (this.#main[index] === main) return;
    this.#main[index] = main;
    this.#since[index] = 0;
  }

  /** Something about the thread is not as it was. */
  forget(index: number): void {
    this.#reach(index);
    const scope = this.#scope(index);
    this.#changes[scope] = this.#changes[scope]! + 1;
  }

  forgetAll(): void {
    this.#since.fill(0);
  }

  /** Takes in how many fds the thread's process has; true where that is news. */
  countFds(index: number, count: number): boolean {
    const main = this.#main[index]!;
    if (this.#fds[main] === count) return false;
    this.#fds[main] = count;
    this.forget(index);
    return true;
  }

  /** The process whose changes count for a thread. */
  #scope(index: number): number {
    return this.#ofProcessOnly ? this.#main[index]! : 0;
  }

  #reach(index: number): void {
    const { length } = this.#known;
    if (index < length) return;
    const size = Math.max(2 * length, index + 1);
    this.#known = grown(this.#known, new Uint8Array(size));
    this.#since = grown(this.#since, new Int32Array(size));
    this.#main = grown(this.#main, new Int32Array(size));
    this.#changes = grown(this.#changes, new Int32Array(size).fill(1));
    this.#fds = grown(this.#fds, new Int32Array(size).fill(-1));
  }
}

function grown<T extends Uint8Array | Int32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
