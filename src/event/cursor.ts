import { isGenericType, keyOfSyscall } from './keys.ts';
import { eventParamCount } from './table.ts';

/** How the bytes of one event are laid out, by the capture block that holds it. */
export interface EventLayout {
  /** Bytes of the event header: 22, or 26 where it ends with the parameter count. */
  readonly headerSize: 22 | 26;
  /** Bytes of each parameter length: 2, or 4 for large payloads. */
  readonly lengthSize: 2 | 4;
}

/** Events of capture files before 1.2: the parameter count is not stored. */
export const layoutV1: EventLayout = { headerSize: 22, lengthSize: 2 };
/** Events of capture files since 1.2, and of live capture. */
export const layoutV2: EventLayout = { headerSize: 26, lengthSize: 2 };
/** The same for event types with large payloads. */
export const layoutV2Large: EventLayout = { headerSize: 26, lengthSize: 4 };

/** No event has more parameters than this; a larger count is damage. */
export const maxParams = 64;

/** Old writers stored a length that is 3 too big in these types (notification, infra) of v1 blocks. */
const lengthThreeTooBig: ReadonlySet<number> = new Set([280, 286]);

/**
 * Time of the event whose header begins at `start`, in ns since `base`: exact for 104 days around it.
 *
 * The lower half is read with its sign and only added to what is no small integer. By itself it is one for the first seconds of half
 * of all captures: an engine compiles for that, and throws its code away when the time has gone on.
 */
export function timeOn(base: TimeBase, view: DataView, start: number): number {
  const low = view.getInt32(start, true);
  return ((view.getInt32(start + 4, true) >>> 0) - base.high - (low >> 31)) * 4294967296 + low - base.low;
}

/**
 * Reads one event where it lies, without copying it. One cursor serves a whole capture: the source sets it on the
 * next event, everybody downstream reads through it, and nothing read from it (other than numbers and strings) may
 * be kept until the next event.
 *
 * Layout of an event (sysdig's `ppm_evt_hdr`, little endian): u64 time in ns since the epoch, i64 tid, u32 length of
 * header, lengths and parameters, u16 type, [u32 parameter count], then the length of each parameter, then the
 * parameters, unaligned.
 */
export class EventCursor {
  /** The bytes the event lies in and a view on the same bytes. */
  bytes: Buffer = Buffer.alloc(0);
  view: DataView = new DataView(new ArrayBuffer(0));
  /** Offset of the event header in {@link bytes}. */
  start = 0;
  /** Length of header, parameter lengths and parameters. */
  length = 0;
  /** Number of the event in its capture, from 1; sources count internal events too. */
  num = 0;
  type = 0;
  cpu = 0;
  /** Thread id as the host sees it. */
  tid = 0;
  /** Time in ns since {@link TimeBase}: exact for 104 days around it, where an absolute double would be 256 ns coarse. */
  time = 0;
  /** Bits the writer attached (1: only to rebuild state, not to be shown). */
  dumpFlags = 0;
  /**
   * How many parameters this event has; may be fewer or more than its type defines. Where a length is damaged it drops,
   * as soon as somebody asks for a parameter, to those before it.
   */
  paramCount = 0;

  #base: TimeBase = { high: 0, low: 0 };
  #lengths = 0;
  #lengthSize: 2 | 4 = 2;
  #located = false;
  readonly #offset = new Int32Array(maxParams + 1);

  /**
   * Sets the cursor on the event whose header begins at `start`.
   * The caller has checked that `end` is within the bytes. Returns false when the event does not fit in [start, end):
   * lengths that contradict each other, a parameter count that cannot be.
   */
  set(bytes: Buffer, view: DataView, start: number, end: number, layout: EventLayout, base: TimeBase): boolean {
    if (start + layout.headerSize > end) return false;
    // Storing an object costs the garbage collector's write barrier, and nearly all events lie in the bytes of the one before.
    if (this.view !== view) {
      this.bytes = bytes;
      this.view = view;
    }
    if (this.#base !== base) this.#base = base;
    this.start = start;
    this.setTime();
    const tidHigh = view.getInt32(start + 12, true);
    const tidLow = view.getInt32(start + 8, true);
    // A small integer in all but absurd cases: engines keep those unboxed.
    this.tid = tidHigh === tidLow >> 31 ? tidLow : tidHigh * 4294967296 + (tidLow >>> 0);
    this.type = view.getInt16(start + 20, true) & 0xffff;
    this.length = view.getInt32(start + 16, true);
    this.dumpFlags = 0;
    this.#located = false;
    this.#lengthSize = layout.lengthSize;
    this.#lengths = start + layout.headerSize;
    if (layout.headerSize === 22) return this.#guessParamCount(end);
    const count = view.getInt32(start + 22, true) >>> 0;
    this.paramCount = count;
    return count <= maxParams && layout.headerSize + count * layout.lengthSize <= this.length && start + this.length <= end;
  }

  /** Counts {@link time} from the base as it is now: for whoever moves the base after setting the cursor. */
  setTime(): void {
    this.time = timeOn(this.#base, this.view, this.start);
  }

  /** The two halves of the absolute time in ns. */
  get timeHigh(): number {
    return this.view.getInt32(this.start + 4, true) >>> 0;
  }
  get timeLow(): number {
    return this.view.getInt32(this.start, true) >>> 0;
  }

  /** How header and lengths lie: for whoever keeps the bytes to read them again. */
  get layout(): EventLayout {
    if (this.#lengthSize === 4) return layoutV2Large;
    return this.#lengths - this.start === layoutV1.headerSize ? layoutV1 : layoutV2;
  }

  /** Where the lengths of the parameters begin, which the parameters follow, and how many bytes each length has. */
  get lengthsAt(): number {
    return this.#lengths;
  }
  get lengthSize(): 2 | 4 {
    return this.#lengthSize;
  }

  /**
   * What tells events of a kind apart from all others: the type or, for a generic event, the syscall and the direction.
   * Below `eventKeyCount`.
   */
  get key(): number {
    return isGenericType(this.type) && this.has(0, 2) ? keyOfSyscall(this.u16(0), this.type) : this.type;
  }

  /**
   * Old events do not say how many parameters they have: the largest count, from what the table knows downwards, for
   * which the lengths add up to the event's length, is right.
   */
  #guessParamCount(end: number): boolean {
    if (lengthThreeTooBig.has(this.type)) this.length -= 3;
    const body = this.length - 22;
    if (body < 0 || this.start + this.length > end) return false;
    for (let count = eventParamCount[this.type] ?? 0; count >= 0; count--) {
      let sum = count * 2;
      if (sum > body) continue;
      for (let i = 0; i < count; i++) sum += this.view.getInt16(this.#lengths + i * 2, true) & 0xffff;
      if (sum === body) {
        this.paramCount = count;
        return true;
      }
    }
    this.paramCount = 0;
    return true;
  }

  /** Finds where each parameter lies; done once an event, and only for events somebody looks into. */
  #locate(): void {
    const count = this.paramCount;
    const { view } = this;
    const offset = this.#offset;
    let at = this.#lengths + count * this.#lengthSize;
    const end = this.start + this.length;
    for (let i = 0; i < count; i++) {
      offset[i] = at;
      at += this.#lengthSize === 2 ? view.getInt16(this.#lengths + i * 2, true) & 0xffff : view.getInt32(this.#lengths + i * 4, true) >>> 0;
      if (at > end) {
        // A damaged length: the rest of the event is unreadable, and so are its parameters.
        this.paramCount = i;
        at = offset[i]!;
        break;
      }
    }
    offset[this.paramCount] = at;
    this.#located = true;
  }

  /** Offset of parameter `i` in {@link bytes}; `i` must be below {@link paramCount}. */
  offset(i: number): number {
    if (!this.#located) this.#locate();
    return this.#offset[i]!;
  }

  /**
   * Where each parameter begins and, behind the last one, where that ends: for whoever reads all of them. Ask for
   * {@link paramCount} after it.
   */
  offsets(): Int32Array {
    if (!this.#located) this.#locate();
    return this.#offset;
  }

  /** Bytes of parameter `i`, 0 where the event has no such parameter. */
  size(i: number): number {
    if (!this.#located) this.#locate();
    return i < this.paramCount ? this.#offset[i + 1]! - this.#offset[i]! : 0;
  }

  /** Whether the event carries parameter `i` with at least `bytes` bytes. */
  has(i: number, bytes = 0): boolean {
    if (!this.#located) this.#locate();
    return i < this.paramCount && this.#offset[i + 1]! - this.#offset[i]! >= bytes;
  }

  u8(i: number): number {
    return this.view.getInt8(this.offset(i)) & 0xff;
  }
  u16(i: number): number {
    return this.view.getInt16(this.offset(i), true) & 0xffff;
  }
  u32(i: number): number {
    return this.view.getInt32(this.offset(i), true) >>> 0;
  }
  i32(i: number): number {
    return this.view.getInt32(this.offset(i), true);
  }

  /** A signed 64-bit parameter as a double: exact below 2^53, which every fd, pid, result and count is. */
  i64(i: number): number {
    const at = this.offset(i);
    return this.view.getInt32(at + 4, true) * 4294967296 + (this.view.getInt32(at, true) >>> 0);
  }

  /** The same, or `missing` where the event does not carry it. */
  i64Or(i: number, missing: number): number {
    if (!this.#located) this.#locate();
    if (i >= this.paramCount) return missing;
    const at = this.#offset[i]!;
    if (this.#offset[i + 1]! - at < 8) return missing;
    return this.view.getInt32(at + 4, true) * 4294967296 + (this.view.getInt32(at, true) >>> 0);
  }

  /** A 32-bit parameter, or `missing` where the event does not carry it. */
  u32Or(i: number, missing: number): number {
    if (!this.#located) this.#locate();
    if (i >= this.paramCount) return missing;
    const at = this.#offset[i]!;
    return this.#offset[i + 1]! - at < 4 ? missing : this.view.getInt32(at, true) >>> 0;
  }

  /** An unsigned 64-bit parameter as a double: exact below 2^53. */
  u64(i: number): number {
    const at = this.offset(i);
    return (this.view.getInt32(at + 4, true) >>> 0) * 4294967296 + (this.view.getInt32(at, true) >>> 0);
  }

  /** An unsigned 64-bit parameter, exactly. */
  bigU64(i: number): bigint {
    return this.view.getBigUint64(this.offset(i), true);
  }

  /** Text of parameter `i` up to its first NUL, one char a byte. */
  text(i: number): string {
    const at = this.offset(i);
    let end = at + this.size(i);
    const nul = this.bytes.indexOf(0, at);
    if (nul >= 0 && nul < end) end = nul;
    return latin1(this.bytes, at, end);
  }

  /** All bytes of parameter `i` as text, one char a byte, NULs included. */
  raw(i: number): string {
    const at = this.offset(i);
    return latin1(this.bytes, at, at + this.size(i));
  }
}

/** The absolute time in ns that relative times count from, in halves. Mutable: a source sets it on its first event. */
export interface TimeBase {
  high: number;
  low: number;
}

/** Bytes [start, end) as a binary string: one char a byte, so that nothing is lost. */
export function latin1(bytes: Buffer, start: number, end: number): string {
  return start >= end ? '' : bytes.toString('latin1', start, end);
}
