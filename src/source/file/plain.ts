import { closeSync, readSync } from 'node:fs';
import type { ByteInput } from '../../scap/index.ts';
import { fileError } from './errors.ts';
import type { FileInput } from './input.ts';

/**
 * The first piece is small, and each next one twice as large: engines compile what walks over events after some thousand of them,
 * and throw the code away when something happens that they have not seen by then, such as the end of a piece.
 */
const firstPiece = 32 * 1024;
const largestPiece = 1 << 30;

/** Reads a regular file, without a Promise. */
export class PlainInput implements ByteInput, FileInput {
  readonly size: number;
  readonly unpacked = false;
  done = 0;
  readonly #path: string;
  #fd: number;
  #piece = firstPiece;

  constructor(path: string, fd: number, size: number) {
    this.#path = path;
    this.#fd = fd;
    this.size = size;
  }

  get total(): number {
    return this.size;
  }

  read(into: Buffer, offset: number, length: number): number {
    if (this.#fd < 0) return 0;
    const most = Math.min(length, this.#piece);
    this.#piece = Math.min(this.#piece * 2, largestPiece);
    try {
      const got = readSync(this.#fd, into, offset, most, this.done);
      this.done += got;
      return got;
    } catch (error) {
      throw fileError(this.#path, error);
    }
  }

  close(): void {
    if (this.#fd >= 0) closeSync(this.#fd);
    this.#fd = -1;
  }
}
