import type { Fd } from './fd.ts';

/** Numbers below this are looked up in a list. The kernel gives the lowest number that is free: most are small. */
const listed = 1024;

/**
 * Fds by number. Processes that share their files (CLONE_FILES, threads) share one table.
 *
 * No Map, though it is used like one: fds come and go with every other event, and a Map moves to new storage each time
 * a few were deleted. The old storage refers to the new one, so that one piece of garbage that has become old keeps all
 * later ones alive, with the fds in them: 40 MB of them came together on a capture with many opens.
 */
export class FdTable {
  readonly #low: (Fd | undefined)[];
  #high: Map<number, Fd> | undefined = undefined;
  #size = 0;

  constructor(low: (Fd | undefined)[] = []) {
    this.#low = low;
  }

  /** How many fds there are. */
  get size(): number {
    return this.#size;
  }

  get(number: number): Fd | undefined {
    const low = this.#low;
    if (number >= 0 && number < low.length) return low[number];
    return this.#high?.get(number);
  }

  has(number: number): boolean {
    return this.get(number) !== undefined;
  }

  set(number: number, fd: Fd): void {
    if (number < 0 || number >= listed) {
      this.#high ??= new Map();
      if (!this.#high.has(number)) this.#size++;
      this.#high.set(number, fd);
      return;
    }
    const low = this.#low;
    while (low.length <= number) low.push(undefined);
    if (low[number] === undefined) this.#size++;
    low[number] = fd;
  }

  delete(number: number): void {
    const low = this.#low;
    if (number >= 0 && number < low.length) {
      // Without a branch: many a program begins with closing a thousand numbers that stand for nothing, and engines would compile for that.
      this.#size -= low[number] === undefined ? 0 : 1;
      low[number] = undefined;
    } else if (this.#high?.delete(number) === true) {
      this.#size--;
    }
  }

  /** Another table with the same fds, as a forked process has it. */
  copy(): FdTable {
    const copy = new FdTable(this.#low.slice());
    if (this.#high !== undefined) copy.#high = new Map(this.#high);
    copy.#size = this.#size;
    return copy;
  }

  /** Numbers and fds; those below {@link listed} in order. Fds may be deleted meanwhile. */
  *entries(): Generator<[number, Fd], void, undefined> {
    const low = this.#low;
    for (let number = 0; number < low.length; number++) {
      const fd = low[number];
      if (fd !== undefined) yield [number, fd];
    }
    if (this.#high !== undefined) yield* this.#high;
  }

  *keys(): Generator<number, void, undefined> {
    for (const [number] of this.entries()) yield number;
  }

  *values(): Generator<Fd, void, undefined> {
    for (const [, fd] of this.entries()) yield fd;
  }
}
