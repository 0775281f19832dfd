import { latin1 } from '../event/index.ts';

/** A table block contradicts itself. Never leaves this room: readers turn it into a DamagedCaptureError. */
export class TableError extends Error {
  override readonly name = 'TableError';
  /** Offset in the reader's bytes. */
  readonly at: number;

  constructor(at: number, reason: string) {
    super(reason);
    this.at = at;
  }
}

/**
 * Reads the fields of a table block one after the other, little endian, and never beyond `end`.
 * Every method throws {@link TableError} where the field does not fit.
 */
export class TableReader {
  readonly bytes: Buffer;
  readonly view: DataView;
  at: number;
  /** Fields end here; an entry with a length of its own narrows it while it is read. */
  end: number;

  constructor(bytes: Buffer, start: number, end: number) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.at = start;
    this.end = end;
  }

  get remaining(): number {
    return this.end - this.at;
  }

  #take(size: number): number {
    const at = this.at;
    if (size > this.end - at) throw new TableError(at, `an entry is ${size - (this.end - at)} bytes too short`);
    this.at = at + size;
    return at;
  }

  u8(): number {
    return this.view.getUint8(this.#take(1));
  }
  u16(): number {
    return this.view.getUint16(this.#take(2), true);
  }
  u32(): number {
    return this.view.getUint32(this.#take(4), true);
  }
  u64(): bigint {
    return this.view.getBigUint64(this.#take(8), true);
  }
  /** A signed 64-bit value as a double: exact for every id, count and limit. */
  i64(): number {
    const at = this.#take(8);
    return this.view.getInt32(at + 4, true) * 4294967296 + this.view.getUint32(at, true);
  }
  /** A copy of the next bytes. */
  copy(size: number): Uint8Array {
    const at = this.#take(size);
    return new Uint8Array(this.bytes.subarray(at, at + size));
  }
  /** Text with a 16-bit length before it, one char a byte. */
  text(): string {
    return this.fixedText(this.u16());
  }
  /** `size` bytes of text. */
  fixedText(size: number): string {
    const at = this.#take(size);
    return latin1(this.bytes, at, at + size);
  }

  /** Whether another entry can begin here: fewer than 4 bytes are padding. */
  get more(): boolean {
    return this.end - this.at >= 4;
  }

  /**
   * Reads one entry that is `size` bytes from `start`; what `read` leaves of them, fields of newer versions, is skipped.
   */
  entry<T>(start: number, size: number, read: () => T): T {
    const outer = this.end;
    if (start + size > outer) throw new TableError(start, `an entry of ${size} bytes is longer than its block`);
    if (start + size < this.at) throw new TableError(start, `an entry of ${size} bytes is too short`);
    this.end = start + size;
    const value = read();
    this.at = this.end;
    this.end = outer;
    return value;
  }
}
