import { blockHeaderSize, blockTrailerSize } from './blocks.ts';

/** Builds blocks in one growing buffer. The bytes are [0, size) of `bytes`; `clear` starts anew in the same memory. */
export class TableWriter {
  bytes = Buffer.allocUnsafe(64 * 1024);
  size = 0;
  #view = new DataView(this.bytes.buffer, this.bytes.byteOffset, this.bytes.byteLength);

  clear(): void {
    this.size = 0;
  }

  #room(size: number): number {
    const at = this.size;
    if (at + size > this.bytes.length) {
      const bytes = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, at + size));
      this.bytes.copy(bytes, 0, 0, at);
      this.bytes = bytes;
      this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }
    this.size = at + size;
    return at;
  }

  u8(value: number): void {
    const at = this.#room(1);
    this.#view.setUint8(at, value);
  }
  u16(value: number): void {
    const at = this.#room(2);
    this.#view.setUint16(at, value, true);
  }
  u32(value: number): void {
    const at = this.#room(4);
    this.#view.setUint32(at, value, true);
  }
  u64(value: bigint): void {
    const at = this.#room(8);
    this.#view.setBigUint64(at, BigInt.asUintN(64, value), true);
  }
  i64(value: number): void {
    this.u64(BigInt(value));
  }
  raw(value: Uint8Array): void {
    const at = this.#room(value.length);
    this.bytes.set(value, at);
  }

  /** Text of at most `max` bytes behind its 16-bit length; a longer one is cut. */
  text(value: string, max: number): void {
    const size = Math.min(value.length, max);
    this.u16(size);
    this.#latin1(value, size);
  }

  /** A list of NUL-ended texts behind its length; a longer one is cut after the last text that fits. */
  list(value: string, max: number): void {
    const fits = value.length <= max ? value.length : value.lastIndexOf('\0', max - 1) + 1;
    this.text(value, fits === 0 ? max : fits);
  }

  /** Text in a field of `size` bytes, the rest of it zero. */
  fixedText(value: string, size: number): void {
    const at = this.#room(size);
    this.bytes.fill(0, at, at + size);
    this.bytes.write(value.slice(0, size - 1), at, 'latin1');
  }

  #latin1(value: string, size: number): void {
    const at = this.#room(size);
    this.bytes.write(value.slice(0, size), at, 'latin1');
  }

  /** Writes a block: `body` writes what is in it. */
  block(number: number, body: () => void): void {
    const start = this.size;
    this.u32(number);
    this.u32(0);
    body();
    while ((this.size & 3) !== 0) this.u8(0);
    const length = this.size - start + blockTrailerSize;
    this.u32(length);
    this.#view.setUint32(start + blockHeaderSize / 2, length, true);
  }

  /** Writes an entry behind its 32-bit length, which counts itself where `inclusive`. */
  entry(inclusive: boolean, body: () => void): void {
    const start = this.size;
    this.u32(0);
    body();
    this.#view.setUint32(start, this.size - start - (inclusive ? 0 : 4), true);
  }
}
