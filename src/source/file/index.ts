import { closeSync, fstatSync, open, openSync, readSync, statSync } from 'node:fs';
import type { Readable } from 'node:stream';
import type { InitialState, TimeBase } from '../../event/index.ts';
import { CaptureReader, type DamagedCaptureError, type ReaderCounters, readerCounters } from '../../scap/index.ts';
import type { Batch, EventSource, Progress, SourceCounters } from '../types.ts';
import { FileChunks } from './chunks.ts';
import { FileError, fileError } from './errors.ts';
import { isGzip } from './gunzip.ts';
import type { FileInput } from './input.ts';
import { PlainInput } from './plain.ts';
import { StreamInput, type StreamSource } from './stream.ts';

export { FileError } from './errors.ts';

export interface FileSourceOptions {
  /** Goes on after damage with the next place that looks like a block. */
  readonly recover?: boolean;
  /** Read instead of the file where the path is `-`. */
  readonly stdin?: Readable;
}

/** Counters of a file, beside those of all sources. */
export interface FileCounters extends SourceCounters {
  /** Blocks skipped because their type is unknown or out of place. */
  readonly skippedBlocks: number;
  /** With recovery: how often the file was damaged, and bytes passed over because of it. */
  readonly damages: number;
  readonly skippedBytes: number;
}

/** A reader's counters as those of a source: a file neither filters nor drops. */
class Counters implements FileCounters {
  readonly reader: ReaderCounters = readerCounters();
  readonly filtered = 0;
  readonly dropped = 0;

  get seen(): number {
    return this.reader.events;
  }
  get delivered(): number {
    return this.reader.events;
  }
  get unknown(): number {
    return this.reader.unknownEvents;
  }
  get skippedBlocks(): number {
    return this.reader.skippedBlocks;
  }
  get damages(): number {
    return this.reader.damages;
  }
  get skippedBytes(): number {
    return this.reader.skippedBytes;
  }
}

/**
 * Events of a capture file: plain or gzip (told by its first bytes), a pipe, or standard input (`-`).
 *
 * `open` and `nextBatch` throw or reject with {@link FileError} where the file cannot be read, NotACaptureError where
 * it is something else, DamagedCaptureError where it breaks off.
 */
export class FileSource implements EventSource {
  readonly kind = 'file';
  readonly live = false;
  readonly name: string;
  readonly base: TimeBase = { high: 0, low: 0 };
  readonly #counters = new Counters();
  readonly #options: FileSourceOptions;
  #input: FileInput | undefined;
  #reader: CaptureReader | undefined;

  /** @param path `-` for standard input, which must then be among the options */
  constructor(path: string, options: FileSourceOptions = {}) {
    this.name = path;
    this.#options = options;
  }

  get counters(): FileCounters {
    return this.#counters;
  }

  /** The first damage, where recovery went on after it. */
  get damage(): DamagedCaptureError | undefined {
    return this.#reader?.damage;
  }

  async open(): Promise<InitialState> {
    this.#input = await openInput(this.name, this.#options.stdin);
    this.#reader = new CaptureReader(this.#input, {
      recover: this.#options.recover === true,
      base: this.base,
      counters: this.#counters.reader,
    });
    return this.#reader.open();
  }

  nextBatch(): Batch | undefined | Promise<Batch | undefined> {
    return this.#reader?.next();
  }

  stop(): void {
    this.#reader = undefined;
  }

  progress(): Progress | undefined {
    const input = this.#input;
    return input?.total === undefined ? undefined : { done: input.done, total: input.total };
  }

  async close(): Promise<void> {
    this.#reader = undefined;
    this.#input?.close();
    this.#input = undefined;
  }
}

/** Opens what can be read at any place as a plain file, everything else as a stream. */
async function openInput(path: string, stdin: Readable | undefined): Promise<FileInput> {
  if (path === '-') {
    if (stdin === undefined) throw new FileError(path, '', 'there is no standard input to read');
    return new StreamInput(path, { open: () => stdin, again: false, total: undefined, close: () => stdin.destroy() });
  }
  let fd = -1;
  try {
    // Opening a pipe waits for whoever writes into it, so it happens on another thread.
    fd = statSync(path).isFIFO() ? await openElsewhere(path) : openSync(path, 'r');
    const stat = fstatSync(fd);
    if (stat.isDirectory()) throw new FileError(path, 'EISDIR', 'it is a folder');
    if (stat.isFile() && !beginsWithGzip(fd)) return new PlainInput(path, fd, stat.size);
    return new StreamInput(path, streamOf(fd, stat.isFile() ? stat.size : undefined));
  } catch (error) {
    if (fd >= 0) closeSync(fd);
    throw error instanceof FileError ? error : fileError(path, error);
  }
}

function openElsewhere(path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    open(path, 'r', (error, fd) => (error === null ? resolve(fd) : reject(error)));
  });
}

function beginsWithGzip(fd: number): boolean {
  const head = Buffer.alloc(2);
  readSync(fd, head, 0, head.length, 0);
  return isGzip(head);
}

/** An open file as a stream: a regular one, whose size is known, can be read again from its beginning. */
function streamOf(fd: number, size: number | undefined): StreamSource {
  const chunks = new FileChunks(fd, size !== undefined);
  return { open: () => chunks, again: size !== undefined, total: size, close: () => chunks.close() };
}
