import { EventFlag, eventFlags, type FdList } from '../../../event/index.ts';
import { type Fd, fdEntryOf } from '../../../machine/index.ts';
import type { EventStore } from './event-store.ts';
import type { ThreadChanges } from './thread-changes.ts';
import { type ChangedProperties, parentOf, type ThreadVersion } from './thread-version.ts';

/** Threads that were not there, and come from none that was. */
const nobody = -1;

/**
 * The files that processes had open before an event of a store, by process, as the table of a capture that begins there
 * holds them. The store keeps how many those were, not which: they are found in what came later. What an event is about
 * without making it was open before, with whoever did it or with the process it comes from; what a process has now, and no
 * event speaks of, it had all the time.
 *
 * @param number the store's number of the event
 */
export function filesAt(store: EventStore, number: number): FdList[] {
  const { segments } = store;
  const found = new FoundFiles(store.threadCount);
  let at = Math.max(
    0,
    segments.findLastIndex(({ first }) => first <= number),
  );
  const begin = segments[at];
  if (begin === undefined) return [];
  for (const [thread, version] of begin.state) found.know(thread, version, undefined, true);
  let from = Math.max(0, number - begin.first);
  for (; at < segments.length; at++) {
    const segment = segments[at]!;
    const { changes, count, thread, fdNumber, key } = segment;
    let next = 0;
    for (; next < changes.length && changes.at(next) < from; next++) found.knowChange(changes, next, true);
    for (let i = from; i < count; i++) {
      for (; next < changes.length && changes.at(next) <= i; next++) found.knowChange(changes, next, false);
      if (thread[i]! >= 0 && fdNumber[i]! >= 0) found.see(thread[i]!, fdNumber[i]!, segment.fd(i), key[i]!);
    }
    for (; next < changes.length; next++) found.knowChange(changes, next, false);
    from = 0;
  }
  for (const thread of store.machine.threads.values()) {
    const index = thread.main === thread ? store.numberOf(thread) : undefined;
    if (index !== undefined) found.stillThere(index, thread.fds.entries());
  }
  return found.lists();
}

class FoundFiles {
  /** By thread: its process. */
  readonly #main: Int32Array;
  /** By thread: the process that was there, whose files it has too; {@link nobody}: none. */
  readonly #from: Int32Array;
  readonly #byTid = new Map<number, number>();
  /** By process that was there: its id, and the files it had. */
  readonly #pids = new Map<number, number>();
  readonly #files = new Map<number, Map<number, Fd>>();
  /** By process: numbers that events were about. */
  readonly #seen = new Map<number, Set<number>>();

  constructor(threads: number) {
    this.#main = new Int32Array(threads).fill(nobody);
    this.#from = new Int32Array(threads).fill(nobody);
  }

  /** Figures say nothing of files, nor of whom a thread comes from. @param isThere as in {@link know} */
  knowChange(changes: ThreadChanges, n: number, isThere: boolean): void {
    const version = changes.version(n);
    if (version !== undefined) this.know(changes.thread(n), version, changes.properties(n), isThere);
  }

  /**
   * @param changed the only properties that the version holds; undefined: all
   * @param isThere the thread was there before the first event
   */
  know(thread: number, version: ThreadVersion, changed: ChangedProperties | undefined, isThere: boolean): void {
    const { main, pid, tid, alive } = version;
    const isNew = this.#main[thread] === nobody;
    this.#main[thread] = main;
    if (alive) this.#byTid.set(tid, thread);
    if (isThere) {
      this.#from[thread] = main;
      this.#pids.set(main, pid);
    } else if (isNew) {
      const parent = main === thread ? parentOf(version, changed) : undefined;
      const origin = parent === undefined ? main : this.#byTid.get(parent);
      this.#from[thread] = origin === undefined ? nobody : this.#from[origin]!;
    }
  }

  /** An event of a thread is about an fd. */
  see(thread: number, number: number, fd: Fd | undefined, key: number): void {
    const main = this.#main[thread]!;
    const seen = this.#seenBy(main);
    if (seen.has(number)) return;
    seen.add(number);
    const from = this.#from[thread]!;
    if (fd === undefined || from === nobody || ((eventFlags[key] ?? 0) & EventFlag.CREATES_FD) !== 0) return;
    // The process it comes from may have opened it since.
    if (from !== main && this.#seenBy(from).has(number)) return;
    this.#add(from, number, fd);
  }

  /** What a process has now. */
  stillThere(main: number, fds: Iterable<readonly [number, Fd]>): void {
    if (!this.#pids.has(main)) return;
    const seen = this.#seenBy(main);
    for (const [number, fd] of fds) if (!seen.has(number)) this.#add(main, number, fd);
  }

  lists(): FdList[] {
    return [...this.#files].map(([main, files]) => ({
      tid: this.#pids.get(main)!,
      fds: [...files].sort(([a], [b]) => a - b).map(([number, fd]) => fdEntryOf(number, fd)),
    }));
  }

  #seenBy(main: number): Set<number> {
    const known = this.#seen.get(main);
    if (known !== undefined) return known;
    const seen = new Set<number>();
    this.#seen.set(main, seen);
    return seen;
  }

  #add(main: number, number: number, fd: Fd): void {
    const files = this.#files.get(main);
    if (files === undefined) this.#files.set(main, new Map([[number, fd]]));
    else if (!files.has(number)) files.set(number, fd);
  }
}
