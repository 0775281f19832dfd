import {
  EventCursor,
  EventFlag,
  type EventSkips,
  eventFlags,
  eventNumber,
  eventTable,
  Skip,
  type TimeBase,
  timeOn,
} from '../event/index.ts';
import type { Fd } from './fd.ts';
import { maxFds } from './fd-table.ts';
import { enterFdParam, exitFdParam, Kind, keptEnter, kindOfType } from './kinds.ts';
import type { EventPredicate, Machine } from './machine.ts';
import { LENGTH_AT, LENGTH_BYTES, LENGTHS_AT, OpenReader, WIDE } from './opened.ts';
import { openLayouts, stateHandlers } from './state/index.ts';
import type { Thread } from './thread.ts';
import type { ThreadTable } from './thread-table.ts';

const closeEnter = eventNumber('PPME_SYSCALL_CLOSE_E');
const closeExit = eventNumber('PPME_SYSCALL_CLOSE_X');

/** Offsets in the header of an event, see `EventCursor`. */
const TID_AT = 8;
const TYPE_AT = 20;

/** What the machine needs of an event nobody wants to see. */
const Telling = {
  /** All of it: it must be given. */
  none: 0,
  /** An enter, whose fd and time its exit needs. */
  enter: 1,
  /** The end of a close. */
  closed: 2,
  /** The end of a call that made a file known. */
  opened: 3,
  /** The end of a call that changes nothing. */
  plain: 4,
} as const;

/** These may become events of spans. */
const writeExit = eventNumber('PPME_SYSCALL_WRITE_X');
const genericExit = eventNumber('PPME_GENERIC_X');
/** It is about another fd than its enter. */
const copyFileRangeExit = eventNumber('PPME_SYSCALL_COPY_FILE_RANGE_X');
const lookedInto: ReadonlySet<number> = new Set([writeExit, genericExit, copyFileRangeExit]);

/** One of {@link Telling} by event type number. */
const tellings: Uint8Array = Uint8Array.from(eventTable, ({ number, enter, flags }) => {
  if (number === closeEnter) return Telling.enter;
  if (number === closeExit) return Telling.closed;
  if (openLayouts.has(number)) return Telling.opened;
  // The filter is asked before events that are not said to change anything are handled: rejected, they are not.
  const changes = (flags & EventFlag.MODIFIES_STATE) !== 0;
  if (kindOfType[number] !== Kind.own || (changes && stateHandlers[number] !== undefined) || (flags & EventFlag.UNUSED) !== 0) {
    return Telling.none;
  }
  if (enter) return enterFdParam[number]! <= 0 ? Telling.enter : Telling.none;
  return !changes && !lookedInto.has(number) ? Telling.plain : Telling.none;
});

/** Parts of a filter that may reject an event before it is looked into. Where one fails, the filter does. */
export interface EarlyPredicates {
  /** Asks only for what is known of the thread. */
  readonly thread: EventPredicate | undefined;
  /** Asks only for the file an event has opened, and gives the same answer for the same file. */
  readonly file: EventPredicate | undefined;
}

/** What the file part of a filter said of a file. */
const Opinion = { none: 0, fails: 1, passes: 2 } as const;

/**
 * Events that no filter lets through and nobody writes, but that say something of what comes later. Most of what a capture of
 * opens and closes is made of is brought to the machine here in a fraction of the time `Machine.process` takes for it, with
 * the same outcome.
 */
export class ToldEvents implements EventSkips {
  readonly ways: Uint8Array;
  readonly marks: Uint8Array;
  readonly #machine: Machine;
  readonly #table: ThreadTable;
  readonly #early: EarlyPredicates | undefined;
  /** By event type number: 1 where the filter may want such an event, if its early parts do. */
  readonly #asked = new Uint8Array(eventTable.length);
  /** Stands for an event when the early parts are asked. */
  readonly #stand = new EventCursor();
  readonly #opens = new OpenReader();

  /**
   * @param wanted by event key: 0 where an event may be told; undefined: none may
   * @param early what else may tell that an event cannot pass
   */
  constructor(machine: Machine, ways: Uint8Array, wanted: Uint8Array | undefined, early?: EarlyPredicates) {
    this.#machine = machine;
    this.#table = machine.table;
    this.marks = machine.table.marks;
    this.#early = early;
    if (wanted === undefined) this.ways = ways;
    else {
      this.ways = ways.map((way, key) => {
        const telling = tellings[key] ?? Telling.none;
        if (way !== Skip.no || telling === Telling.none) return way;
        if (wanted[key] === 0) return telling === Telling.plain ? way : Skip.telling;
        if (early?.thread === undefined && (early?.file === undefined || telling !== Telling.opened)) return way;
        this.#asked[key] = 1;
        return Skip.telling;
      });
    }
  }

  tell(view: DataView, header: number, params: number, base: TimeBase): boolean {
    // What the event before left undone may take the thread away.
    this.#machine.settle();
    const thread = this.#table.get(view.getInt32(header + TID_AT, true));
    if (thread === undefined) return false;
    const type = view.getInt16(header + TYPE_AT, true) & 0xffff;
    const telling = tellings[type]!;
    if (telling === Telling.opened) return this.#opened(thread, type, view, header, params, base);
    if (this.#asked[type] === 1 && !this.#isRejected(thread, type)) return false;
    const time = timeOn(base, view, header);
    if (telling === Telling.enter) return this.#enter(thread, type, time, view, header, params);
    if (telling === Telling.closed) return this.#closed(thread, time, view, header, params);
    return this.#plain(thread, type, time, params);
  }

  /** Whether the thread alone makes the filter reject an event. */
  #isRejected(thread: Thread, type: number): boolean {
    const predicate = this.#early?.thread;
    return predicate !== undefined && !this.#ask(predicate, thread, type, -1, undefined);
  }

  /** Whether the file that stands at a place of the names makes the filter reject the event that opened it. */
  #failsFile(thread: Thread, type: number, place: number, file: Fd): boolean {
    const predicate = this.#early?.file;
    if (predicate === undefined) return false;
    const { names } = this.#machine;
    let opinion = names.opinionAt(place);
    if (opinion === Opinion.none) {
      opinion = this.#ask(predicate, thread, type, this.#opens.number, file) ? Opinion.passes : Opinion.fails;
      names.setOpinion(place, opinion);
    }
    return opinion === Opinion.fails;
  }

  #ask(predicate: EventPredicate, thread: Thread, type: number, number: number, fd: Fd | undefined): boolean {
    this.#stand.type = type;
    this.#stand.tid = thread.tid;
    return predicate(this.#machine.contextOf(this.#stand, thread, number, fd));
  }

  /** As `Machine.process` takes an enter that the filter rejects. */
  #enter(thread: Thread, type: number, time: number, view: DataView, header: number, params: number): boolean {
    // What is to be kept, or given back, is left to the machine.
    if (keptEnter[type] === 1 && (params > 0 || thread.enter !== undefined)) return false;
    let fd = -1;
    if (enterFdParam[type] === 0) {
      const at = wideParam(view, header, params);
      if (at < 0) return false;
      fd = view.getInt32(at, true);
      if (view.getInt32(at + 4, true) !== fd >> 31) return false;
    }
    this.#table.resume(thread.tid);
    thread.lastSeenTime = time;
    thread.enterTime = time;
    thread.latency = 0;
    thread.lastEventFd = fd;
    // One that changes nothing is rejected as if it had not been there.
    thread.lastEventType = (eventFlags[type]! & EventFlag.MODIFIES_STATE) === 0 ? -1 : type;
    return true;
  }

  /** As `Machine.process` takes the end of a close that the filter rejects. */
  #closed(thread: Thread, time: number, view: DataView, header: number, params: number): boolean {
    if (thread.lastEventType !== closeEnter || this.#table.wasPassed(thread.tid)) return false;
    const at = wideParam(view, header, params);
    if (at < 0) return false;
    thread.lastSeenTime = time;
    thread.latency = time - thread.enterTime;
    if (view.getInt32(at + 4, true) >= 0) thread.fds.delete(thread.lastEventFd);
    return true;
  }

  /** As `Machine.process` takes the end of a call that changes nothing, where it has no enter that passed. */
  #plain(thread: Thread, type: number, time: number, params: number): boolean {
    const ownFd = exitFdParam[type]!;
    if (this.#machine.exitOnly || (ownFd >= 0 && params > ownFd)) return false;
    if (thread.lastEventType === type - 1 && !this.#table.wasPassed(thread.tid)) return false;
    this.#ended(thread, time);
    thread.lastEventType = -1;
    return true;
  }

  /**
   * As `Machine.process` takes the end of a call that opened a file that was opened before, and that the filter rejects. An enter
   * kept of another call stays: what is rejected does not use it up.
   */
  #opened(thread: Thread, type: number, view: DataView, header: number, params: number, base: TimeBase): boolean {
    if (thread.enter?.type === type - 1 && thread.lastEventType === type - 1 && !this.#table.wasPassed(thread.tid)) return false;
    const opens = this.#opens;
    const { names } = this.#machine;
    if (!opens.read(openLayouts.get(type)!, view, header, params) || thread.fds.size >= maxFds) return false;
    const place = names.placeOf(view, opens.nameAt, opens.nameSize);
    if (place < 0) return false;
    const file = names.fileAt(place, opens.isAbsolute ? undefined : thread.cwd, opens.type, opens.flags, opens.device, opens.inode);
    if (file === undefined) return false;
    if (this.#asked[type] === 1 && !this.#failsFile(thread, type, place, file) && !this.#isRejected(thread, type)) return false;
    this.#ended(thread, timeOn(base, view, header));
    thread.lastEventFd = opens.number;
    thread.fds.set(opens.number, file);
    return true;
  }

  /** A call that began at a time that may not be known. */
  #ended(thread: Thread, time: number): void {
    thread.lastSeenTime = time;
    const latency = time - thread.enterTime;
    if (!Number.isNaN(latency)) thread.latency = latency;
  }
}

/** Where the first parameter lies, which has 64 bits; -1 where it has not. */
function wideParam(view: DataView, header: number, params: number): number {
  const values = header + LENGTHS_AT + params * LENGTH_BYTES;
  const size = params === 0 ? 0 : view.getInt16(header + LENGTHS_AT, true) & 0xffff;
  return size >= WIDE && values + size <= header + (view.getInt32(header + LENGTH_AT, true) >>> 0) ? values : -1;
}
