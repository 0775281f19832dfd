import { InputDamage } from '../../scap/index.ts';
import { fileError } from './errors.ts';
import { gunzip, isGzip } from './gunzip.ts';
import type { FileInput } from './input.ts';

/** What is read as a stream. */
export interface StreamSource {
  /** Begins to read from the beginning; called once, or more often where `again`. */
  open(): AsyncIterable<Buffer>;
  readonly again: boolean;
  /** Bytes in all, where the stream reads a file. */
  readonly total: number | undefined;
  close(): void;
}

/** Bytes that tell whether a stream is packed. */
const headSize = 2;

/** Reads what comes as a stream: a compressed file, a pipe, a compressed pipe. */
export class StreamInput implements FileInput {
  readonly size = undefined;
  readonly total: number | undefined;
  done = 0;
  unpacked = false;
  readonly #path: string;
  readonly #source: StreamSource;
  #pieces: AsyncGenerator<Buffer> | undefined;
  #piece: Buffer = Buffer.alloc(0);

  /** @param path what the user calls the stream */
  constructor(path: string, source: StreamSource) {
    this.#path = path;
    this.#source = source;
    this.total = source.total;
  }

  read(into: Buffer, offset: number, length: number): number | Promise<number> {
    if (this.#piece.length > 0) return this.#take(into, offset, length);
    return this.#refill().then(() => this.#take(into, offset, length));
  }

  #take(into: Buffer, offset: number, length: number): number {
    const size = Math.min(length, this.#piece.length);
    this.#piece.copy(into, offset, 0, size);
    this.#piece = this.#piece.subarray(size);
    return size;
  }

  async #refill(): Promise<void> {
    try {
      this.#pieces ??= await this.#unpacked();
      const next = await this.#pieces.next();
      if (next.done !== true) this.#piece = next.value;
    } catch (error) {
      throw inputError(this.#path, error);
    }
  }

  /** The bytes of the source, unpacked where the first of them say so. */
  async #unpacked(): Promise<AsyncGenerator<Buffer>> {
    const { head, rest } = await peek(this.#packed(), headSize);
    if (!isGzip(head)) return rest;
    this.unpacked = true;
    let first: AsyncGenerator<Buffer> | undefined = rest;
    return gunzip(() => {
      const packed = first ?? this.#packed();
      first = undefined;
      return packed;
    }, this.#source.again);
  }

  async *#packed(): AsyncGenerator<Buffer> {
    this.done = 0;
    for await (const chunk of this.#source.open()) {
      this.done += chunk.length;
      yield chunk;
    }
  }

  close(): void {
    this.#source.close();
  }
}

/** Gives the first bytes of a stream (at least `size` where it has them) and the whole stream again. */
async function peek(chunks: AsyncGenerator<Buffer>, size: number): Promise<{ head: Buffer; rest: AsyncGenerator<Buffer> }> {
  let head: Buffer = Buffer.alloc(0);
  while (head.length < size) {
    const next = await chunks.next();
    if (next.done === true) break;
    head = head.length === 0 ? next.value : Buffer.concat([head, next.value]);
  }
  async function* rest(): AsyncGenerator<Buffer> {
    if (head.length > 0) yield head;
    yield* chunks;
  }
  return { head, rest: rest() };
}

function inputError(path: string, error: unknown): Error {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'Z_BUF_ERROR') return new InputDamage('the compressed data end too early');
  if (typeof code === 'string' && code.startsWith('Z_')) return new InputDamage('the compressed data are damaged');
  return fileError(path, error);
}
