import { type EventCursor, type InitialState, layoutV2, type TimeBase } from '../../event/index.ts';
import type { Batch } from '../types.ts';
import type { RecordQueue } from './record-queue.ts';
import type { Ring } from './ring/index.ts';

/** Offsets in a record, which is an event block of a capture file (see `probe/record.h`). */
const BLOCK_LENGTH_AT = 4;
const CPU_AT = 8;
const EVENT_AT = 10;
const TIME_LOW_AT = 10;
const TIME_HIGH_AT = 14;
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

  next(cursor: EventCursor): boolean {
    const view = this.#view;
    while (this.#next < this.#end) {
      const at = this.#queue.offset(this.#next++);
      if (this.#events === 0) this.#setBase(at);
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

  /** Times count from the first event, of this source or of one beside it. */
  #setBase(at: number): void {
    if (this.#base.high !== 0 || this.#base.low !== 0) return;
    this.#base.low = this.#view.getUint32(at + TIME_LOW_AT, true);
    this.#base.high = this.#view.getUint32(at + TIME_HIGH_AT, true);
  }
}
