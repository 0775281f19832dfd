import { MalformedObjectError } from './errors.ts';

/**
 * Little-endian reads from a file nobody has checked yet. A read outside the file throws MalformedObjectError instead of
 * RangeError, with the name of the part being read.
 */
export class CheckedBytes {
  readonly bytes: Uint8Array;
  readonly part: string;
  readonly #view: DataView;
  readonly #text: Buffer;

  /** `part` names these bytes in errors, as `ELF file` or `section .BTF.ext`. */
  constructor(bytes: Uint8Array, part: string) {
    // Never a Buffer, whose slice() is a window, not the copy that code about to be patched needs.
    this.bytes = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.part = part;
    this.#text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get length(): number {
    return this.bytes.length;
  }

  u8(offset: number): number {
    this.#need(offset, 1);
    return this.#view.getUint8(offset);
  }

  u16(offset: number): number {
    this.#need(offset, 2);
    return this.#view.getUint16(offset, true);
  }

  u32(offset: number): number {
    this.#need(offset, 4);
    return this.#view.getUint32(offset, true);
  }

  i32(offset: number): number {
    this.#need(offset, 4);
    return this.#view.getInt32(offset, true);
  }

  /** A 64-bit size or offset. Above 2^53 it comes back rounded, far beyond any file, so that bounds checks still refuse it. */
  u64(offset: number): number {
    this.#need(offset, 8);
    return this.#view.getUint32(offset + 4, true) * 0x1_0000_0000 + this.#view.getUint32(offset, true);
  }

  /** The part of these bytes at `offset`, without copying. */
  slice(offset: number, length: number): Uint8Array {
    this.#need(offset, length);
    return this.bytes.subarray(offset, offset + length);
  }

  /** The NUL-terminated string at `offset`, one character a byte. */
  string(offset: number): string {
    this.#need(offset, 1);
    const end = this.bytes.indexOf(0, offset);
    if (end < 0) throw this.error(offset, 'string without an end');
    return this.#text.toString('latin1', offset, end);
  }

  error(offset: number, what: string): MalformedObjectError {
    return new MalformedObjectError(`${this.part}, byte ${offset}`, what);
  }

  #need(offset: number, length: number): void {
    if (!(offset >= 0 && offset + length <= this.bytes.length)) {
      throw this.error(offset, `${length} bytes wanted, the ${this.part} has ${this.bytes.length}`);
    }
  }
}

/** The bytes from `start` to before `end` as text, one character a byte. */
export function latin1(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1');
}
