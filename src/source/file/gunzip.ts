import type { Gunzip } from 'node:zlib';

const magic = [0x1f, 0x8b] as const;

/** Whether the bytes begin a gzip stream. */
export function isGzip(head: Uint8Array): boolean {
  return head[0] === magic[0] && head[1] === magic[1];
}

/** Bytes unpacked at a time. */
const unpackedChunk = 1024 * 1024;
/** Unpacked bytes that may wait to be read before unpacking stops. */
const waitingMax = 1024 * 1024;
/**
 * Packed bytes given to the unpacker at a time, from the second try on. What is unpacked in the same step in which
 * damage is met is lost, so damaged data are unpacked again in smaller steps.
 */
const retrySteps = [1024, 1] as const;

/**
 * Unpacks gzip, one member or several, on another thread and a little ahead of who reads.
 * The error of damaged or cut data comes after everything unpacked before it.
 *
 * @param open begins to read the packed bytes
 * @param again whether they can be read a second time; without, what is unpacked in the last step before damage is lost
 */
export async function* gunzip(open: () => AsyncIterable<Buffer>, again: boolean): AsyncGenerator<Buffer> {
  let given = 0;
  let sound = 0;
  for (const step of [Number.POSITIVE_INFINITY, ...retrySteps]) {
    const unpacking = new Unpacking(open(), sound, step);
    try {
      let known = given;
      for (let piece = await unpacking.next(); piece !== undefined; piece = await unpacking.next()) {
        const fresh = piece.subarray(Math.min(known, piece.length));
        known -= piece.length - fresh.length;
        given += fresh.length;
        if (fresh.length > 0) yield fresh;
      }
      return;
    } catch (error) {
      if (!isDataError(error)) throw error;
      const last = !again || step === 1;
      if (last && given > 0 && error.message === noHeader) return;
      if (last) throw error;
      sound = unpacking.sound;
    } finally {
      unpacking.end();
    }
  }
}

/** What zlib says of bytes that begin no member. Behind a whole one they are foreign, and passed over as gunzip(1) does. */
const noHeader = 'incorrect header check';

function isDataError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && error.code === 'Z_DATA_ERROR';
}

/** One attempt at unpacking. */
class Unpacking {
  /** Packed bytes that went through without an error. */
  sound = 0;
  // zlib is loaded here, not with this file: most runs do not need it.
  readonly #gunzip: Gunzip = process.getBuiltinModule('node:zlib').createGunzip({ chunkSize: unpackedChunk });
  readonly #pieces: Buffer[] = [];
  #waiting = 0;
  #done = false;
  #error: unknown;
  /** Wakes whoever waits for a piece, or for room. */
  #wake: () => void = () => undefined;

  /**
   * @param whole packed bytes at the beginning that are known to be good
   * @param step bytes given to the unpacker at a time behind them
   */
  constructor(packed: AsyncIterable<Buffer>, whole: number, step: number) {
    // Nothing is ever paused: a stream that fails while paused forgets what it had.
    this.#gunzip.on('data', (piece: Buffer) => {
      this.#pieces.push(piece);
      this.#waiting += piece.length;
      this.#wake();
    });
    this.#gunzip.on('end', () => this.#finish(undefined));
    this.#gunzip.on('error', (error) => this.#finish(error));
    this.#feed(packed, whole, step).catch((error: unknown) => this.#finish(error));
  }

  #finish(error: unknown): void {
    this.#done = true;
    this.#error ??= error;
    this.#wake();
  }

  #changed(): Promise<void> {
    return new Promise((resolve) => {
      const before = this.#wake;
      this.#wake = () => {
        this.#wake = () => undefined;
        before();
        resolve();
      };
    });
  }

  async #feed(packed: AsyncIterable<Buffer>, whole: number, step: number): Promise<void> {
    for await (const chunk of packed) {
      for (let at = 0; at < chunk.length; ) {
        const size = this.sound < whole ? whole - this.sound : step;
        const part = chunk.subarray(at, at + Math.min(size, chunk.length - at));
        while (this.#waiting > waitingMax && !this.#done) await this.#changed();
        if (this.#done) return;
        if (!(await this.#write(part))) return;
        this.sound += part.length;
        at += part.length;
      }
    }
    this.#gunzip.end();
  }

  #write(part: Buffer): Promise<boolean> {
    return new Promise((resolve) => {
      this.#gunzip.write(part, (error) => resolve(error === null || error === undefined));
    });
  }

  /** The next unpacked bytes; undefined at the end. Rejects where the data are damaged, after all pieces before. */
  async next(): Promise<Buffer | undefined> {
    while (this.#pieces.length === 0 && !this.#done) await this.#changed();
    const piece = this.#pieces.shift();
    if (piece !== undefined) {
      this.#waiting -= piece.length;
      this.#wake();
      return piece;
    }
    if (this.#error !== undefined) throw this.#error;
    return undefined;
  }

  end(): void {
    this.#done = true;
    this.#gunzip.destroy();
    this.#wake();
  }
}
