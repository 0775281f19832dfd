import { closeSync, readSync } from 'node:fs';
import type { ByteInput } from '../../scap/index.ts';
import { fileError } from './errors.ts';
import type { FileInput } from './input.ts';

/** Reads a regular file, without a Promise. */
export class PlainInput implements ByteInput, FileInput {
  readonly size: number;
  readonly unpacked = false;
  done = 0;
  readonly #path: string;
  #fd: number;

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
    try {
      const got = readSync(this.#fd, into, offset, length, this.done);
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
