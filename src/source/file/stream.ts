import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { InputDamage } from '../../scap/index.ts';
import { fileError } from './errors.ts';
import type { FileInput } from './input.ts';

/** Bytes unpacked at a time; the unpacking itself runs on another thread. */
const unpackedChunk = 1024 * 1024;

const gzipMagic = [0x1f, 0x8b] as const;

/** Whether the bytes begin a gzip stream. */
export function isGzip(head: Uint8Array): boolean {
  return head[0] === gzipMagic[0] && head[1] === gzipMagic[1];
}

/** Reads what comes as a stream: a compressed file, a pipe, a compressed pipe. */
export class StreamInput implements FileInput {
  readonly size = undefined;
  readonly total: number | undefined;
  done = 0;
  readonly #path: string;
  readonly #source: Readable;
  #chunks: AsyncIterator<Buffer> | undefined;
  #chunk: Buffer = Buffer.alloc(0);

  /**
   * @param path what the user calls the stream
   * @param total bytes of the file the stream reads, where it reads one
   */
  constructor(path: string, source: Readable, total?: number) {
    this.#path = path;
    this.#source = source;
    this.total = total;
  }

  read(into: Buffer, offset: number, length: number): number | Promise<number> {
    if (this.#chunk.length > 0) return this.#take(into, offset, length);
    return this.#refill().then(() => this.#take(into, offset, length));
  }

  #take(into: Buffer, offset: number, length: number): number {
    const size = Math.min(length, this.#chunk.length);
    this.#chunk.copy(into, offset, 0, size);
    this.#chunk = this.#chunk.subarray(size);
    return size;
  }

  async #refill(): Promise<void> {
    try {
      this.#chunks ??= await this.#open();
      const next = await this.#chunks.next();
      if (next.done !== true) this.#chunk = next.value;
    } catch (error) {
      throw inputError(this.#path, error);
    }
  }

  /** Looks at the first bytes, and unpacks where they say so. */
  async #open(): Promise<AsyncIterator<Buffer>> {
    const counted = this.#counted();
    const { head, rest } = await peek(counted, gzipMagic.length);
    if (!isGzip(head)) return rest;
    const gunzip = createGunzip({ chunkSize: unpackedChunk });
    void feed(rest, gunzip);
    return gunzip[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  }

  async *#counted(): AsyncGenerator<Buffer> {
    for await (const chunk of this.#source) {
      this.done += (chunk as Buffer).length;
      yield chunk as Buffer;
    }
  }

  close(): void {
    this.#source.destroy();
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

/** Writes a stream into an unpacker, no faster than it unpacks. */
async function feed(chunks: AsyncGenerator<Buffer>, gunzip: NodeJS.WritableStream & { destroy(error?: Error): unknown }): Promise<void> {
  try {
    for await (const chunk of chunks) {
      if (!gunzip.write(chunk)) await new Promise((resolve) => gunzip.once('drain', resolve));
    }
    gunzip.end();
  } catch (error) {
    gunzip.destroy(error instanceof Error ? error : new Error(String(error)));
  }
}

function inputError(path: string, error: unknown): Error {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'Z_BUF_ERROR') return new InputDamage('the compressed data end too early');
  if (typeof code === 'string' && code.startsWith('Z_')) return new InputDamage('the compressed data are damaged');
  return fileError(path, error);
}
