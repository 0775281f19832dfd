import {
  type EventCursor,
  type EventSkips,
  type InitialState,
  isGenericType,
  keyOfSyscall,
  layoutV2,
  Skip,
  skippedMark,
  type TimeBase,
} from '../../event/index.ts';
import type { Batch } from '../types.ts';
import type { RecordQueue } from './record-queue.ts';
import type { Ring } from './ring/index.ts';

/** Offsets in a record, which is an event block of a capture file (see `probe/record.h`). */
const BLOCK_LENGTH_AT = 4;
const CPU_AT = 8;
const EVENT_AT = 10;
const TIME_LOW_AT = 10;
const TIME_HIGH_AT = 14;
const TID_AT = 18;
const TYPE_AT = 30;
const PARAM_COUNT_AT = 32;
const LENGTHS_AT = 36;
/** Bytes of the length of a parameter. */
const LENGTH_BYTES = 2;
/** Bytes of the parameter that names the syscall of a generic event, and comes first. */
const CODE_BYTES = 2;
const TRAILER_BYTES = 4;

/** The records taken out of the queue, as events. One object serves all batches. */
export class LiveBatch implements Batch {
  /** A live capture has one section. */
  readonly section: InitialState | undefined = undefined;
  blockStart = 0;
  blockEnd = 0;
  readonly #queue: RecordQueue;
  readonly #bytes: Buffer;
  readonly #view: DataView;
  readonly #base: TimeBase;
  #next = 0;
  #end = 0;
  #events = 0;

  constructor(ring: Ring, queue: RecordQueue, base: TimeBase) {
    const { bytes } = ring;
    this.#queue = queue;
    this.#bytes = Buffer.from(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.length);
    this.#view = ring.view;
    this.#base = base;
  }

  /** Starts over with the first `count` records of the queue. */
  begin(count: number): this {
    this.#next = 0;
    this.#end = count;
    return this;
  }

  next(cursor: EventCursor, skips?: EventSkips): boolean {
    const view = this.#view;
    while (this.#next < this.#end) {
      const at = this.#queue.offset(this.#next++);
      if (this.#events === 0) this.#setBase(at);
      if (skips !== undefined && this.#mayPass(at, skips)) {
        this.#events++;
        continue;
      }
      const end = at + view.getUint32(at + BLOCK_LENGTH_AT, true);
      if (!cursor.set(this.#bytes, view, at + EVENT_AT, end - TRAILER_BYTES, layoutV2, this.#base)) continue;
      cursor.cpu = view.getUint16(at + CPU_AT, true);
      cursor.num = ++this.#events;
      this.blockStart = at;
      this.blockEnd = end;
      return true;
    }
    return false;
  }

  /** Whether nobody wants the event at `at`; its thread is marked where it must be. */
  #mayPass(at: number, { ways, marks }: EventSkips): boolean {
    const view = this.#view;
    const type = view.getUint16(at + TYPE_AT, true);
    const params = view.getUint32(at + PARAM_COUNT_AT, true);
    let key = type;
    if (isGenericType(type) && params > 0 && view.getUint16(at + LENGTHS_AT, true) >= CODE_BYTES) {
      key = keyOfSyscall(view.getUint16(at + LENGTHS_AT + LENGTH_BYTES * params, true), type);
    }
    const way = ways[key];
    if (way === Skip.freely) return true;
    if (way === undefined || way === Skip.no || way === Skip.telling || (way === Skip.empty && params > 0)) return false;
    // The probe writes no ids beyond 32 bits.
    const tid = view.getInt32(at + TID_AT, true);
    if (tid < 0 || tid >= marks.length || marks[tid] === 0) return false;
    if (way !== Skip.known) marks[tid] = marks[tid]! | skippedMark;
    return true;
  }

  /** Times count from the first event, of this source or of one beside it. */
  #setBase(at: number): void {
    if (this.#base.high !== 0 || this.#base.low !== 0) return;
    this.#base.low = this.#view.getUint32(at + TIME_LOW_AT, true);
    this.#base.high = this.#view.getUint32(at + TIME_HIGH_AT, true);
  }
}
