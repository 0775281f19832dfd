import { type EventCursor, type InitialState, layoutV2, type TimeBase } from '../../event/index.ts';
import { Block } from '../../scap/index.ts';
import type { Batch } from '../types.ts';

/** Bytes of an event block before the event, of the event's header, and after it: u32 type, u32 length, u16 cpu; u32 length. */
const HEAD_BYTES = 10;
const EVENT_HEADER_BYTES = 26;
const TRAILER_BYTES = 4;
const LENGTH_AT = 4;
const CPU_AT = 8;
const TIME_AT = 10;

/** An event to be written. */
export interface NewEvent {
  /** ns since the epoch. */
  readonly time: bigint;
  readonly cpu: number;
  readonly tid: number;
  readonly type: number;
  /** Their bytes. Each at most 65,535. */
  readonly params: readonly Buffer[];
}

/** Events in a row as blocks of a capture file: written at the end, read from the front. */
export class BlockBatch implements Batch {
  readonly section: InitialState | undefined = undefined;
  blockStart = 0;
  blockEnd = 0;
  /** Events written. */
  count = 0;
  /** Number of the last event read. */
  lastNumber = 0;
  readonly #base: TimeBase;
  #bytes: Buffer;
  #view: DataView;
  #length = 0;
  #next = 0;
  #lastTime = 0n;
  #isOrdered = true;

  /** @param base is set by the first event where it is not */
  constructor(base: TimeBase, capacity = 64 * 1024) {
    this.#base = base;
    this.#bytes = Buffer.allocUnsafeSlow(capacity);
    this.#view = viewOf(this.#bytes);
  }

  /** Bytes written. */
  get length(): number {
    return this.#length;
  }

  clear(): void {
    this.#length = 0;
    this.#next = 0;
    this.count = 0;
    this.#lastTime = 0n;
    this.#isOrdered = true;
  }

  /**
   * Puts the events, of which none was read yet, in the order of their times, and moves those that are older than `earliest` up to it.
   * Returns the time of the last one.
   */
  arrange(earliest: bigint): bigint {
    if (!this.#isOrdered) this.#sort();
    const view = this.#view;
    for (let at = 0; at < this.#length; at += view.getUint32(at + LENGTH_AT, true)) {
      const time = view.getBigUint64(at + TIME_AT, true);
      if (time >= earliest) return this.#lastTime;
      view.setBigUint64(at + TIME_AT, earliest, true);
    }
    return earliest;
  }

  #sort(): void {
    const view = this.#view;
    const blocks: { readonly start: number; readonly end: number; readonly time: bigint }[] = [];
    for (let start = 0; start < this.#length; ) {
      const end = start + view.getUint32(start + LENGTH_AT, true);
      blocks.push({ start, end, time: view.getBigUint64(start + TIME_AT, true) });
      start = end;
    }
    blocks.sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
    const sorted = Buffer.allocUnsafeSlow(this.#bytes.length);
    let to = 0;
    for (const { start, end } of blocks) to += this.#bytes.copy(sorted, to, start, end);
    this.#bytes = sorted;
    this.#view = viewOf(sorted);
    this.#isOrdered = true;
  }

  write({ time, cpu, tid, type, params }: NewEvent): void {
    const eventBytes = params.reduce((sum, param) => sum + 2 + param.length, EVENT_HEADER_BYTES);
    const bytes = (HEAD_BYTES + eventBytes + TRAILER_BYTES + 3) & ~3;
    this.#reserve(bytes);
    if (time < this.#lastTime) this.#isOrdered = false;
    else this.#lastTime = time;
    const view = this.#view;
    const start = this.#length;
    this.#bytes.fill(0, start, start + bytes);
    view.setUint32(start, Block.eventV2, true);
    view.setUint32(start + LENGTH_AT, bytes, true);
    view.setUint16(start + CPU_AT, cpu, true);
    view.setBigUint64(start + TIME_AT, time, true);
    view.setBigInt64(start + TIME_AT + 8, BigInt(tid), true);
    view.setUint32(start + TIME_AT + 16, eventBytes, true);
    view.setUint16(start + TIME_AT + 20, type, true);
    view.setUint32(start + TIME_AT + 22, params.length, true);
    let at = start + HEAD_BYTES + EVENT_HEADER_BYTES;
    for (const { length } of params) {
      view.setUint16(at, length, true);
      at += 2;
    }
    for (const param of params) at += param.copy(this.#bytes, at);
    view.setUint32(start + bytes - TRAILER_BYTES, bytes, true);
    this.#length += bytes;
    this.count++;
  }

  /** Time of the next event in ns since the base; infinity where there is none. */
  get nextTime(): number {
    if (this.#next >= this.#length) return Number.POSITIVE_INFINITY;
    const at = this.#next + TIME_AT;
    this.#setBase(at);
    return (this.#view.getUint32(at + 4, true) - this.#base.high) * 2 ** 32 + this.#view.getUint32(at, true) - this.#base.low;
  }

  /** The next event did not happen before a time in ns since the base. */
  delay(time: number): void {
    if (!(this.nextTime < time)) return;
    const at = this.#next + TIME_AT;
    this.#view.setBigUint64(at, ((BigInt(this.#base.high) << 32n) | BigInt(this.#base.low)) + BigInt(Math.ceil(time)), true);
  }

  next(cursor: EventCursor): boolean {
    if (this.#next >= this.#length) return false;
    const start = this.#next;
    const end = start + this.#view.getUint32(start + LENGTH_AT, true);
    this.#setBase(start + TIME_AT);
    cursor.set(this.#bytes, this.#view, start + HEAD_BYTES, end - TRAILER_BYTES, layoutV2, this.#base);
    cursor.cpu = this.#view.getUint16(start + CPU_AT, true);
    cursor.num = ++this.lastNumber;
    this.blockStart = start;
    this.blockEnd = end;
    this.#next = end;
    return true;
  }

  #setBase(at: number): void {
    if (this.#base.high !== 0 || this.#base.low !== 0) return;
    this.#base.low = this.#view.getUint32(at, true);
    this.#base.high = this.#view.getUint32(at + 4, true);
  }

  #reserve(count: number): void {
    const needed = this.#length + count;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.#bytes.length * 2));
    this.#bytes.copy(larger, 0, 0, this.#length);
    this.#bytes = larger;
    this.#view = viewOf(larger);
  }
}

function viewOf(bytes: Buffer): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}
