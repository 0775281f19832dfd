import type { Thread } from '../../../machine/index.ts';
import { type ChangedProperties, Figures, type ThreadVersion } from './thread-version.ts';

/** Room for so many to begin with. */
const leastRoom = 64;
/** Bytes of a change in the columns; of its place among the versions, and of what most of those hold. */
const columnBytes = 17;
const versionBytes = 320;

const gone = 0;
const wholly = 1;
const inFigures = 2;

/**
 * What became of threads in a segment, in order. Nine in ten changes are of some figures, the memory that a process has above all: these
 * are kept by column. As objects they were what the garbage collector had most to do with, as they become old before they go.
 */
export class ThreadChanges {
  length = 0;
  #kind = new Uint8Array(leastRoom);
  #at = new Uint32Array(leastRoom);
  #thread = new Int32Array(leastRoom);
  /** How many fds the thread's process had. */
  #fdCount = new Int32Array(leastRoom);
  /** Where in {@link #versions}, or {@link #figures}, the rest is. */
  #where = new Uint32Array(leastRoom);
  readonly #versions: ThreadVersion[] = [];
  readonly #properties: (ChangedProperties | undefined)[] = [];
  #figures = new Float64Array(leastRoom);
  #figuresUsed = 0;

  /** A thread became something else before event `at` of the segment. @param changed the only properties that the version holds; undefined: all */
  became(at: number, thread: number, version: ThreadVersion, changed: ChangedProperties | undefined): void {
    this.#add(at, thread, version.fdCount, wholly, this.#versions.length);
    this.#versions.push(version);
    this.#properties.push(changed);
  }

  /** The same where nothing but some figures is not what it was. @param figures which: see {@link Figures.of} */
  changed(at: number, thread: Thread, index: number, figures: number): void {
    this.#add(at, index, thread.main.fds.size, inFigures + figures, this.#figuresUsed);
    const used = this.#figuresUsed + Figures.count;
    if (used > this.#figures.length) this.#figures = grown(this.#figures, new Float64Array(2 * used));
    this.#figuresUsed = Figures.take(thread, figures, this.#figures, this.#figuresUsed);
  }

  /** A thread is gone. */
  ended(at: number, thread: number): void {
    this.#add(at, thread, 0, gone, 0);
  }

  /** The event that change `i` comes before. */
  at(i: number): number {
    return this.#at[i]!;
  }

  thread(i: number): number {
    return this.#thread[i]!;
  }

  fdCount(i: number): number {
    return this.#fdCount[i]!;
  }

  /** Whether some figures are all that changed. */
  isOfFigures(i: number): boolean {
    return this.#kind[i]! >= inFigures;
  }

  /** Sets the figures that changed. */
  applyFigures(i: number, thread: Thread): void {
    Figures.set(thread, this.#kind[i]! - inFigures, this.#figures, this.#where[i]!);
  }

  /** What the thread became; undefined where it is gone. Of no use where {@link isOfFigures}. */
  version(i: number): ThreadVersion | undefined {
    return this.#kind[i] === wholly ? this.#versions[this.#where[i]!] : undefined;
  }

  /** The only properties that the version holds; undefined: all. */
  properties(i: number): ChangedProperties | undefined {
    return this.#kind[i] === wholly ? this.#properties[this.#where[i]!] : undefined;
  }

  /** Memory in bytes, roughly. */
  get bytes(): number {
    return this.#kind.length * columnBytes + this.#figures.byteLength + this.#versions.length * versionBytes;
  }

  #add(at: number, thread: number, fdCount: number, kind: number, where: number): void {
    const i = this.length;
    if (i === this.#kind.length) this.#grow(2 * i);
    this.#kind[i] = kind;
    this.#at[i] = at;
    this.#thread[i] = thread;
    this.#fdCount[i] = fdCount;
    this.#where[i] = where;
    this.length = i + 1;
  }

  #grow(size: number): void {
    this.#kind = grown(this.#kind, new Uint8Array(size));
    this.#at = grown(this.#at, new Uint32Array(size));
    this.#thread = grown(this.#thread, new Int32Array(size));
    this.#fdCount = grown(this.#fdCount, new Int32Array(size));
    this.#where = grown(this.#where, new Uint32Array(size));
  }
}

function grown<T extends Uint8Array | Uint32Array | Int32Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
