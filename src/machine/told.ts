import { EventFlag, type EventSkips, eventFlags, eventNumber, eventTable, Skip, type TimeBase } from '../event/index.ts';
import { enterFdParam, Kind, keptEnter, kindOfType } from './kinds.ts';
import type { Machine } from './machine.ts';
import { stateHandlers } from './state/index.ts';
import type { Thread } from './thread.ts';
import type { ThreadTable } from './thread-table.ts';

const closeEnter = eventNumber('PPME_SYSCALL_CLOSE_E');
const closeExit = eventNumber('PPME_SYSCALL_CLOSE_X');

/** Offsets in the header of an event, see `EventCursor`, and the bytes of the length of a parameter in today's layout. */
const TID_AT = 8;
const LENGTH_AT = 16;
const TYPE_AT = 20;
const LENGTHS_AT = 26;
const LENGTH_BYTES = 2;
/** Bytes of an fd and of a result. */
const WIDE = 8;

/**
 * By event type number: 1 for events of which the machine needs little: enters, whose fd and time their exits need, and the
 * ends of calls of close.
 */
const tellable: Uint8Array = Uint8Array.from(eventTable, ({ number, enter }) => {
  if (number === closeEnter || number === closeExit) return 1;
  return enter && kindOfType[number] === Kind.own && enterFdParam[number]! <= 0 && stateHandlers[number] === undefined ? 1 : 0;
});

/**
 * Events that no filter lets through and nobody writes, but that say something of what comes later. Half of what a capture of
 * opens and closes is made of is brought to the machine here in a fraction of the time `Machine.process` takes for it, with
 * the same outcome.
 */
export class ToldEvents implements EventSkips {
  readonly ways: Uint8Array;
  readonly marks: Uint8Array;
  readonly #machine: Machine;
  readonly #table: ThreadTable;

  /** @param wanted by event key: 0 where an event may be told; undefined: none may */
  constructor(machine: Machine, ways: Uint8Array, wanted: Uint8Array | undefined) {
    this.#machine = machine;
    this.#table = machine.table;
    this.marks = machine.table.marks;
    if (wanted === undefined) this.ways = ways;
    else this.ways = ways.map((way, key) => (way === Skip.no && wanted[key] === 0 && tellable[key] === 1 ? Skip.telling : way));
  }

  tell(view: DataView, header: number, params: number, base: TimeBase): boolean {
    // What the event before left undone may take the thread away.
    this.#machine.settle();
    const thread = this.#table.get(view.getInt32(header + TID_AT, true));
    if (thread === undefined) return false;
    const type = view.getUint16(header + TYPE_AT, true);
    const time = (view.getUint32(header + 4, true) - base.high) * 4294967296 + (view.getUint32(header, true) - base.low);
    return (type & 1) === 0 ? this.#enter(thread, type, time, view, header, params) : this.#closed(thread, time, view, header, params);
  }

  /** As `Machine.process` takes an enter that the filter rejects. */
  #enter(thread: Thread, type: number, time: number, view: DataView, header: number, params: number): boolean {
    // What is to be kept, or given back, is left to the machine.
    if (keptEnter[type] === 1 && (params > 0 || thread.enter !== undefined)) return false;
    let fd = -1;
    if (enterFdParam[type] === 0) {
      const at = wideParam(view, header, params);
      if (at < 0) return false;
      fd = view.getInt32(at + 4, true) * 4294967296 + view.getUint32(at, true);
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
}

/** Where the first parameter lies, which has 64 bits; -1 where it has not. */
function wideParam(view: DataView, header: number, params: number): number {
  const values = header + LENGTHS_AT + params * LENGTH_BYTES;
  const size = params === 0 ? 0 : view.getUint16(header + LENGTHS_AT, true);
  return size >= WIDE && values + size <= header + view.getUint32(header + LENGTH_AT, true) ? values : -1;
}
