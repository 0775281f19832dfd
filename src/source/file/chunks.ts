import { closeSync, read } from 'node:fs';

const chunkSize = 64 * 1024;

/** Reads an open file piece by piece, on another thread; a regular one as often as wanted. */
export class FileChunks implements AsyncIterable<Buffer> {
  readonly #fd: number;
  readonly #seekable: boolean;
  #reading = false;
  #closed = false;

  constructor(fd: number, seekable: boolean) {
    this.#fd = fd;
    this.#seekable = seekable;
  }

  /** The bytes from the beginning; of a pipe, those that are left. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Buffer> {
    for (let position = 0; !this.#closed; ) {
      const chunk = await this.#read(this.#seekable ? position : null);
      if (chunk.length === 0) return;
      position += chunk.length;
      yield chunk;
    }
  }

  #read(position: number | null): Promise<Buffer> {
    this.#reading = true;
    return new Promise((resolve, reject) => {
      const bytes = Buffer.allocUnsafe(chunkSize);
      read(this.#fd, bytes, 0, chunkSize, position, (error, got) => {
        this.#reading = false;
        if (this.#closed) closeSync(this.#fd);
        if (error === null) resolve(bytes.subarray(0, this.#closed ? 0 : got));
        else reject(error);
      });
    });
  }

  /** Closes the file; while it is being read, once that is over. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    if (!this.#reading) closeSync(this.#fd);
  }
}
