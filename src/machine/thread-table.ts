import { skippedMark } from '../event/index.ts';
import { Thread, ThreadFlag } from './thread.ts';

/** More threads than this are not kept: those without an event for longest are forgotten. */
export const maxThreads = 262_144;

/** Linux gives no higher thread id (PID_MAX_LIMIT); a higher one in an event is damage, and only costs speed. */
const idLimit = 1 << 22;

const UNKNOWN = 0;
const KNOWN = 1;

/** What happened to the table that a user may want to know. */
export interface ThreadCounters {
  /** Threads forgotten because there were too many. */
  evicted: number;
  /** Threads that were made up because an event named them and nothing else did. */
  invented: number;
}

/** The live threads by id. */
export class ThreadTable {
  readonly byTid = new Map<number, Thread>();
  readonly counters: ThreadCounters = { evicted: 0, invented: 0 };
  readonly #limit: number;
  /** By thread id: 0 where it is not in the table; {@link skippedMark} is set where an event of it was passed over since its last one. */
  readonly marks: Uint8Array;
  /** By process id: how many threads beside the main thread it has in the table. */
  readonly #members = new Map<number, number>();
  /** The thread that was looked up last: the next event is often of the same one. */
  #last: Thread | undefined = undefined;

  /** @param marked whether anybody asks about marks: they take 4 MiB, and a table of threads that are only restored has no use for them */
  constructor(limit: number = maxThreads, marked = true) {
    this.#limit = limit;
    this.marks = new Uint8Array(marked ? idLimit : 0);
  }

  clear(): void {
    for (const tid of this.byTid.keys()) if (tid >= 0 && tid < idLimit) this.marks[tid] = UNKNOWN;
    this.byTid.clear();
    this.#members.clear();
    this.#forgetLast();
  }

  get(tid: number): Thread | undefined {
    const last = this.#last;
    if (last !== undefined && last.tid === tid) return last;
    const thread = this.byTid.get(tid);
    if (thread !== undefined) this.#last = thread;
    return thread;
  }

  /** The thread with this id, made up where it is not known. */
  getOrInvent(tid: number): Thread {
    return this.get(tid) ?? this.#invent(tid);
  }

  /**
   * Notes that an event of a thread is passed over, so that no later exit is paired with an enter before it.
   * False where the thread is not known: then the event must not be passed over, for it makes the thread known.
   */
  pass(tid: number): boolean {
    if (tid < 0 || tid >= idLimit || this.marks[tid] === UNKNOWN) return false;
    this.marks[tid] = KNOWN | skippedMark;
    return true;
  }

  /** Whether the table has the thread; also false for ids that Linux does not give. */
  isKnown(tid: number): boolean {
    return tid >= 0 && tid < idLimit && this.marks[tid] !== UNKNOWN;
  }

  /** Whether events of the thread were passed over since {@link resume}. */
  wasPassed(tid: number): boolean {
    return tid >= 0 && tid < idLimit && (this.marks[tid]! & skippedMark) !== 0;
  }

  /** The thread's events are looked at again. */
  resume(tid: number): void {
    if (tid >= 0 && tid < idLimit && this.marks[tid] !== UNKNOWN) this.marks[tid] = KNOWN;
  }

  /** Puts in a thread of the machine's initial state; {@link linkAll} must follow when all are in. */
  put(thread: Thread): void {
    if (this.byTid.size >= this.#limit) this.#evict();
    this.#forgetLast();
    const before = this.byTid.get(thread.tid);
    if (before !== undefined) this.#take(before);
    this.byTid.set(thread.tid, thread);
    if (thread.tid >= 0 && thread.tid < idLimit) this.marks[thread.tid] = KNOWN;
    this.#join(thread);
  }

  /** Puts in a thread that was just born, and joins it to its process. */
  add(thread: Thread): void {
    this.#link(thread);
    this.put(thread);
  }

  /** Puts a thread in just as it is, or takes one out, without accounts: for going back to a known state. */
  restore(tid: number, thread: Thread | undefined): void {
    this.#forgetLast();
    if (thread === undefined) this.byTid.delete(tid);
    else this.byTid.set(tid, thread);
  }

  /** Corrects the process a thread belongs to. */
  setProcess(thread: Thread, pid: number): void {
    if (thread.pid === pid) return;
    const known = this.byTid.get(thread.tid) === thread;
    if (known) this.#leave(thread);
    thread.pid = pid;
    if (known) this.#join(thread);
    if (pid === thread.tid) thread.becomeMain();
    else thread.main = this.getOrInvent(pid);
  }

  /** Joins all threads to their processes. */
  linkAll(): void {
    const all = [...this.byTid.values()];
    // Walked by index: the engine's first compiler makes a call of every step of an iterator.
    for (let i = 0; i < all.length; i++) all[i]!.childCount = 0;
    for (let i = 0; i < all.length; i++) this.#link(all[i]!);
  }

  /**
   * Takes a thread out. The main thread of a process stays while other threads of the process live, unless `force`.
   */
  remove(tid: number, force: boolean): Thread | undefined {
    const thread = this.byTid.get(tid);
    if (thread === undefined) return undefined;
    const { childCount } = thread;
    if (childCount > 0 && !force) return undefined;
    if ((thread.flags & ThreadFlag.CLONE_THREAD) !== 0) {
      const main = this.byTid.get(thread.pid);
      if (main !== undefined && main.childCount > 0) main.childCount--;
    }
    this.#take(thread);
    if (childCount > 0) this.linkAll();
    return thread;
  }

  /** The thread's parent, its parent, and so on; ends where they go round in a circle. */
  *ancestors(thread: Thread): Generator<Thread, void, undefined> {
    let slow = this.get(thread.ptid);
    let fast = slow;
    while (slow !== undefined) {
      yield slow;
      slow = this.get(slow.ptid);
      for (let i = 0; i < 2; i++) fast = fast === undefined ? undefined : this.get(fast.ptid);
      if (slow !== undefined && slow === fast) return;
    }
  }

  #link(thread: Thread): void {
    if (thread.pid === thread.tid) {
      thread.main = thread;
      return;
    }
    const main = this.getOrInvent(thread.pid);
    thread.main = main;
    if ((thread.flags & ThreadFlag.CLONE_FILES) !== 0) thread.fds = main.fds;
    if ((thread.flags & ThreadFlag.CLONE_THREAD) !== 0) main.childCount++;
  }

  #invent(tid: number): Thread {
    const thread = new Thread(tid, tid);
    thread.comm = '<NA>';
    thread.exe = '<NA>';
    thread.invented = true;
    thread.flags = ThreadFlag.ACTIVE;
    thread.childCount = this.#members.get(tid) ?? 0;
    this.counters.invented++;
    this.put(thread);
    return thread;
  }

  #take(thread: Thread): void {
    const { tid } = thread;
    thread.removed = true;
    this.byTid.delete(tid);
    if (tid >= 0 && tid < idLimit) this.marks[tid] = UNKNOWN;
    this.#leave(thread);
    this.#forgetLast();
  }

  #join({ tid, pid }: Thread): void {
    if (pid !== tid) this.#members.set(pid, (this.#members.get(pid) ?? 0) + 1);
  }

  #leave({ tid, pid }: Thread): void {
    if (pid === tid) return;
    const left = (this.#members.get(pid) ?? 1) - 1;
    if (left === 0) this.#members.delete(pid);
    else this.#members.set(pid, left);
  }

  /** Makes room by forgetting an eighth of the threads, those without an event for longest. */
  #evict(): void {
    const byAge = [...this.byTid.values()].sort((a, b) => age(a) - age(b));
    const count = Math.max(1, byAge.length >>> 3);
    for (let i = 0; i < count; i++) this.#take(byAge[i]!);
    this.counters.evicted += count;
  }

  #forgetLast(): void {
    this.#last = undefined;
  }
}

/** When a thread was seen last; those of the initial state without an event since come first. */
function age({ lastSeenTime }: Thread): number {
  return Number.isNaN(lastSeenTime) ? Number.NEGATIVE_INFINITY : lastSeenTime;
}
