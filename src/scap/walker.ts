import {
  type EventCursor,
  type EventLayout,
  type EventSkips,
  eventKeyCount,
  eventNumber,
  eventTypeCount,
  type InitialState,
  isGenericType,
  keyOfSyscall,
  layoutV1,
  layoutV2,
  layoutV2Large,
  maxParams,
  Skip,
  skippedMark,
  type TimeBase,
} from '../event/index.ts';
import { Block, blockHeaderSize, blockSizeMin, blockTrailerSize, blockType } from './blocks.ts';

/** Why a walker has no next event. */
export type WalkStop =
  /** The bytes end, or end within a block: more are needed. */
  | 'bytes'
  /** A block that is no event begins here: a section header, a table, something unknown. */
  | 'block'
  /** What begins here cannot be a block, or holds an event that contradicts itself. */
  | 'damage';

/** Where the events of a block begin and how they are laid out. */
interface EventForm {
  readonly layout: EventLayout;
  /** The cpu is followed by 32 bits of flags. */
  readonly flags: boolean;
  /** Offset of the event header in the block. */
  readonly header: number;
  /** Bytes of the smallest block of this form. */
  readonly sizeMin: number;
}

const cpuSize = 2;
const flagsSize = 4;

function eventForm(version: number, flags: boolean, large: boolean): EventForm {
  const layout = version === 1 ? layoutV1 : large ? layoutV2Large : layoutV2;
  const header = blockHeaderSize + cpuSize + (flags ? flagsSize : 0);
  return { layout, flags, header, sizeMin: header + layout.headerSize + blockTrailerSize };
}

const plainV2 = eventForm(2, false, false);

/** Offsets in the header of an event, see `EventCursor`. */
const TID_AT = 8;
const LENGTH_AT = 16;
const TYPE_AT = 20;
const PARAM_COUNT_AT = 22;
/** Where the event begins in a block of the usual form, and its parts: numbers, which cost nothing to read. */
const EVENT_AT = 10;
const HEADER_BYTES = 26;
const LENGTH_BYTES = 2;
const SIZE_MIN = EVENT_AT + HEADER_BYTES + blockTrailerSize;
/** Bytes of the parameter that names the syscall of a generic event. */
const CODE_BYTES = 2;

/**
 * By event type: 1 for users and groups that come or go. They complete the tables a capture begins with, in the form of
 * events; sysdig 0.29.3 gives them no number, and numbers are what two readers of one capture talk about.
 */
const unnumbered: Uint8Array = new Uint8Array(eventTypeCount);
for (const name of ['USER_ADDED', 'USER_DELETED', 'GROUP_ADDED', 'GROUP_DELETED']) unnumbered[eventNumber(`PPME_${name}_E`)] = 1;

/** Lets pass all events that have a number of their own. */
const numbered: EventSkips = {
  ways: Uint8Array.from({ length: eventKeyCount }, (_, key) => (unnumbered[key] === 1 ? Skip.no : Skip.freely)),
  marks: new Uint8Array(0),
  tell: () => false,
};

const forms = new Map<number, EventForm>();

/** The form of an event block's number, or undefined for other blocks. */
export function formOf(number: number): EventForm | undefined {
  let form = forms.get(number);
  if (form !== undefined) return form;
  const type = blockType(number);
  if (type?.kind !== 'event') return undefined;
  form = eventForm(type.version, type.flags === true, type.large === true);
  forms.set(number, form);
  return form;
}

/** Numbers shared by all walkers of a source. */
export interface WalkCounters {
  /** Events the cursor was set on. */
  events: number;
  /** Those of them that carry the number of the event before. */
  unnumbered: number;
  /** Events of types this program does not know: skipped and not numbered. */
  unknownEvents: number;
}

/**
 * Walks event blocks that lie one after the other in memory and sets a cursor on each, in place. Files and the live
 * ring hold the same blocks, so both are walked by this.
 *
 * `next` never throws: it returns false and `stop` says why, `position` where.
 */
export class BlockWalker {
  /** Tables of the section that begins with the first event of these bytes; undefined where none begins. */
  section: InitialState | undefined;
  /** Why the last `next` returned false. */
  stop: WalkStop = 'bytes';
  /** What is wrong at `position`, where `stop` is 'damage'. */
  reason = '';
  /** Begin of the block that `next` looks at when it is called again. */
  position = 0;
  /** The block of the event the cursor was last set on: [blockStart, blockEnd). */
  blockStart = 0;
  blockEnd = 0;

  #bytes: Buffer = Buffer.alloc(0);
  #view: DataView = new DataView(new ArrayBuffer(0));
  #limit = 0;
  #timed = false;
  readonly #base: TimeBase;
  readonly #counters: WalkCounters;

  constructor(base: TimeBase, counters: WalkCounters) {
    this.#base = base;
    this.#counters = counters;
    this.#timed = base.high !== 0 || base.low !== 0;
  }

  /** Looks at [start, limit) of the bytes from now on. */
  reset(bytes: Buffer, view: DataView, start: number, limit: number): void {
    this.#bytes = bytes;
    this.#view = view;
    this.position = start;
    this.#limit = limit;
    this.stop = 'bytes';
  }

  /**
   * Sets the cursor on the next event; false where there is none: see {@link stop}.
   *
   * @param skips passes over events that it allows to pass over; they count as events all the same
   */
  next(cursor: EventCursor, skips?: EventSkips): boolean {
    const view = this.#view;
    const limit = this.#limit;
    let at = skips === undefined || !this.#timed ? this.position : this.#skip(skips, this.position);
    let stop: WalkStop = 'bytes';
    let reason = '';
    // One end for all: engines throw away the code of a function whose end they had not seen when they compiled it.
    for (;;) {
      if (limit - at < blockSizeMin) break;
      const number = view.getInt32(at, true) >>> 0;
      const size = view.getInt32(at + 4, true) >>> 0;
      let form = plainV2;
      if (number !== Block.eventV2) {
        const other = formOf(number);
        if (other === undefined) {
          stop = 'block';
          break;
        }
        form = other;
      }
      if (size < form.sizeMin || (size & 3) !== 0) {
        stop = 'damage';
        reason = `an event block has the impossible length ${size}`;
        break;
      }
      if (size > limit - at) break;
      const end = at + size;
      if (view.getInt32(end - blockTrailerSize, true) >>> 0 !== size) {
        stop = 'damage';
        reason = 'the lengths at the two ends of an event block differ';
        break;
      }
      if (!cursor.set(this.#bytes, view, at + form.header, end - blockTrailerSize, form.layout, this.#base)) {
        stop = 'damage';
        reason = 'an event does not fit its block';
        break;
      }
      if (cursor.type >= eventTypeCount) {
        this.#counters.unknownEvents++;
        at = end;
        continue;
      }
      cursor.cpu = view.getInt16(at + blockHeaderSize, true) & 0xffff;
      if (form.flags) cursor.dumpFlags = view.getInt32(at + blockHeaderSize + cpuSize, true) >>> 0;
      this.#counters.events++;
      if (unnumbered[cursor.type] === 1) this.#counters.unnumbered++;
      cursor.num = this.#counters.events - this.#counters.unnumbered;
      if (!this.#timed) this.#setBase(cursor);
      this.blockStart = at;
      this.blockEnd = end;
      this.position = end;
      return true;
    }
    this.position = at;
    this.stop = stop;
    this.reason = reason;
    return false;
  }

  /** Passes over all events from here on that are of the usual form, see `Batch.run`. */
  run(): number {
    if (!this.#timed) return 0;
    const counters = this.#counters;
    const before = counters.events;
    this.blockStart = this.position;
    this.position = this.#skip(numbered, this.position);
    this.blockEnd = this.position;
    return counters.events - before;
  }

  /**
   * Passes over events from `at` on that nobody wants. Ends at the first that somebody wants, or that is in any way out
   * of the ordinary: whatever is said of damage is said by {@link next}.
   *
   * @returns where it ended
   */
  #skip(skips: EventSkips, from: number): number {
    const { ways, marks } = skips;
    const view = this.#view;
    const limit = this.#limit - blockSizeMin;
    let at = from | 0;
    let passed = 0;
    while (at <= limit && view.getInt32(at, true) === Block.eventV2) {
      const size = view.getInt32(at + 4, true);
      const header = at + EVENT_AT;
      const room = size - EVENT_AT - blockTrailerSize;
      if (size < SIZE_MIN || (size & 3) !== 0 || size > this.#limit - at) break;
      const type = view.getInt16(header + TYPE_AT, true) & 0xffff;
      const length = view.getInt32(header + LENGTH_AT, true);
      const params = view.getInt32(header + PARAM_COUNT_AT, true) >>> 0;
      const values = HEADER_BYTES + params * LENGTH_BYTES;
      if (type >= eventTypeCount || params > maxParams || values > length || length > room) break;
      if (view.getInt32(at + size - blockTrailerSize, true) !== size) break;
      let key = type;
      if (isGenericType(type) && params > 0 && values + CODE_BYTES <= length) {
        if ((view.getInt16(header + HEADER_BYTES, true) & 0xffff) >= CODE_BYTES)
          key = keyOfSyscall(view.getInt16(header + values, true) & 0xffff, type);
      }
      const way = ways[key]!;
      if (way !== Skip.freely) {
        if (way === Skip.no || (way === Skip.empty && params > 0)) break;
        const tid = view.getInt32(header + TID_AT, true);
        // An id beyond 32 bits is damage, and the event is looked at like that of a thread that is not known.
        if (tid < 0 || tid >= marks.length || marks[tid] === 0 || view.getInt32(header + TID_AT + 4, true) !== 0) break;
        if (way === Skip.telling) {
          if (!skips.tell(view, header, params, this.#base)) break;
        } else if (way !== Skip.known) marks[tid] = marks[tid]! | skippedMark;
      }
      passed++;
      at = (at + size) | 0;
    }
    this.#counters.events += passed;
    return at;
  }

  /** Container events at the start of a file have no time, or all ones: the first real time is the base. */
  #setBase(cursor: EventCursor): void {
    const { timeHigh, timeLow } = cursor;
    if ((timeHigh === 0 && timeLow === 0) || timeHigh === 0xffffffff) return;
    this.#timed = true;
    this.#base.high = timeHigh;
    this.#base.low = timeLow;
    cursor.setTime();
  }
}
