import { writeSync } from 'node:fs';
import { ByteWriter } from '../event/index.ts';
import { OutputError } from './errors.ts';

/** Output is handed to the system in pieces of this many bytes. */
const pieceSize = 64 * 1024;

/** How long to wait for a reader that takes nothing at the moment, in ms. */
const patienceMs = 5;

/** Where lines are collected until there is enough of them to be worth a system call. */
export class Output {
  /** Lines are written here; after each, {@link Output.lineDone}. */
  readonly bytes = new ByteWriter(2 * pieceSize);
  readonly #fd: number;
  readonly #mark: number;
  #closed = false;

  /**
   * @param fd an open file descriptor; it stays open
   * @param options.unbuffered each line goes out at once
   */
  constructor(fd: number, options: { readonly unbuffered?: boolean } = {}) {
    this.#fd = fd;
    this.#mark = options.unbuffered === true ? 1 : pieceSize;
  }

  /** Whether the reader has ended: what is written from now on goes nowhere. */
  get closed(): boolean {
    return this.#closed;
  }

  /** To be called when a line is complete. */
  lineDone(): void {
    if (this.bytes.length >= this.#mark) this.flush();
  }

  /**
   * Hands over everything written so far.
   *
   * @throws OutputError where it cannot be written, but not where the reader has ended
   */
  flush(): void {
    const { bytes } = this.bytes;
    const end = this.bytes.length;
    this.bytes.length = 0;
    for (let at = 0; at < end && !this.#closed; ) at += this.#write(bytes, at, end);
  }

  /** Writes some of the bytes and tells how many. */
  #write(bytes: Buffer, at: number, end: number): number {
    try {
      return writeSync(this.#fd, bytes, at, Math.min(end - at, pieceSize));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EAGAIN') {
        pause();
        return 0;
      }
      if (code !== 'EPIPE') throw new OutputError(`cannot write the output: ${reason(error as Error)}`);
      this.#closed = true;
      return 0;
    }
  }
}

/** Sleeps. The fd may be one that another program has made non-blocking. */
function pause(): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, patienceMs);
}

/** Node's message without the name of the system call. */
function reason(error: Error): string {
  return error.message.replace(/^\w+: /, '').replace(/, write$/, '');
}
