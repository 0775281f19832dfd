import { fchownSync, rmSync } from 'node:fs';
import type { EventCursor, InitialState } from '../event/index.ts';
import { FileNames, type RotationLimits } from './file-names.ts';
import { type CaptureOutput, GzipOutput, openFile, PlainOutput } from './output.ts';
import { timeless } from './text-event.ts';
import { CaptureWriter } from './writer.ts';

export interface DumpOptions {
  readonly path: string;
  /** An open file to write to instead of the path, such as standard output. It is not closed, and not rotated. */
  readonly fd?: number;
  readonly gzip?: boolean;
  /** Without limits everything goes into one file of the given name. */
  readonly limits?: RotationLimits;
  /** Whether a rotation may overwrite a former run's files. */
  readonly overwrite?: boolean;
  /** No file of the name may exist. */
  readonly exclusive?: boolean;
  /** Whose files are, where it is not whoever runs: root writes for a user. */
  readonly owner?: { readonly uid: number; readonly gid: number } | undefined;
  /** The state of the machine now: every file of a rotation begins with its own tables. */
  readonly snapshot?: () => InitialState;
  /** Event blocks that belong to that state, such as containers: they follow the tables of every file but the first, which has its own. */
  readonly preface?: () => readonly Buffer[];
}

/** Where the block of an event lies in the bytes of its cursor: a batch. */
export interface EventBlock {
  readonly blockStart: number;
  readonly blockEnd: number;
}

/** A packed file that has this share of its limit is full: what is left would be filled in ever smaller pieces. */
const fullEnough = 0.98;

/** Events stay in memory at most so long, in ms: a kill loses no more. */
const flushMs = 500;

/**
 * Writes events into one capture file, or into one after the other.
 *
 * ```ts
 * dump.begin(await source.open());
 * while (batch.next(cursor)) {
 *   dump.turn(cursor); // before the machine sees the event
 *   if (matches(cursor)) dump.event(cursor, batch);
 * }
 * const wait = dump.endBatch(); // before the source's next batch
 * if (wait !== undefined) await wait;
 * await dump.close();
 * ```
 *
 * All methods throw or reject with OutputError where a file cannot be written.
 */
export class CaptureDump {
  /** Paths of all files, in the order they were begun; a path of a ring comes again when it is begun again. */
  readonly files: string[] = [];
  /** Whether {@link turn} has anything to do. */
  readonly rotates: boolean;
  readonly #options: DumpOptions;
  readonly #names: FileNames;
  readonly #eventsMax: number;
  readonly #seconds: number;
  /** Bytes that end the open file; a file that has no events yet is never ended. */
  #bytesMax = Number.POSITIVE_INFINITY;
  #writer: CaptureWriter | undefined;
  /** The tables of the next file, where none is open. */
  #state: InitialState | undefined;
  #preface: readonly Buffer[] = [];
  /** Events before the first with a time, while the name of the first file waits for one. */
  #early: { readonly block: Buffer; readonly flags: number; readonly count: number }[] = [];
  #events = 0;
  /** Bytes of the files before the open one. */
  #bytes = 0;
  /** Seconds since the epoch when the open file began; 0 while not known. */
  #since = 0;
  #closing: Promise<void> = Promise.resolve();
  #failure: unknown;
  #flushed = performance.now();

  constructor(options: DumpOptions) {
    const limits = options.fd === undefined ? (options.limits ?? {}) : {};
    this.#options = options;
    this.#eventsMax = limits.events ?? Number.POSITIVE_INFINITY;
    this.#seconds = limits.seconds ?? Number.POSITIVE_INFINITY;
    this.#names = new FileNames(options.path, limits, options.overwrite === true);
    this.rotates = limits.bytes !== undefined || limits.events !== undefined || limits.seconds !== undefined;
  }

  /** Events written into all files. */
  get events(): number {
    return this.#events;
  }

  /** Bytes of all files. For gzip an upper bound until they are closed. */
  get bytes(): number {
    return this.#bytes + (this.#writer?.size ?? 0);
  }

  /**
   * Begins the first file with these tables.
   *
   * @param now the time for its name, where the name holds one; without it that of the first event is taken
   * @param preface event blocks that belong to the state
   */
  begin(state: InitialState, now?: Date, preface: readonly Buffer[] = []): void {
    this.#state = state;
    this.#preface = preface;
    if (now !== undefined) this.#since = Math.floor(now.getTime() / 1000);
    if (now !== undefined || !this.#names.timed) this.#next();
  }

  /** Begins a new section: the machine is another from here on. */
  section(state: InitialState): void {
    if (this.#writer === undefined) this.#state = state;
    else this.#writer.section(state);
  }

  /**
   * Ends the file where its limits are reached. To be called with every event before the machine sees it, so that the
   * tables of the next file are those right before the event.
   */
  turn(cursor: EventCursor): void {
    if (!this.rotates || cursor.timeHigh === timeless.high) return;
    const writer = this.#writer;
    if (this.#since === 0) this.#since = secondsOf(cursor);
    if (writer === undefined || writer.events === 0) return;
    if (!(this.#isFull(writer) || writer.events >= this.#eventsMax || this.#timeIsUp(cursor))) return;
    if (this.#seconds < Number.POSITIVE_INFINITY) this.#since = secondsOf(cursor);
    this.#state = this.#options.snapshot?.() ?? this.#state;
    this.#preface = this.#options.preface?.() ?? [];
    this.#end();
  }

  #isFull(writer: CaptureWriter): boolean {
    if (writer.size < this.#bytesMax) return false;
    if (this.#options.gzip !== true) return true;
    // Packed, the file is smaller than it could be; go on until little is missing.
    writer.measure();
    return writer.size >= this.#bytesMax * fullEnough;
  }

  #timeIsUp(cursor: EventCursor): boolean {
    if (this.#seconds === Number.POSITIVE_INFINITY) return false;
    return secondsOf(cursor) - this.#since >= this.#seconds;
  }

  /**
   * Writes an event: the one the cursor is set on, or one whose bytes were kept.
   *
   * @param flags bits of DumpFlag
   * @param count where the block is a row of blocks: how many, see `Batch.run`
   */
  event(cursor: Pick<EventCursor, 'bytes'>, block: EventBlock, flags = 0, count = 1): void {
    this.#events += count;
    const writer = this.#writer;
    if (writer !== undefined) writer.event(cursor.bytes, block.blockStart, block.blockEnd, flags, count);
    else if (this.#since > 0 || !this.#names.timed) this.#next().event(cursor.bytes, block.blockStart, block.blockEnd, flags, count);
    else this.#early.push({ block: Buffer.from(cursor.bytes.subarray(block.blockStart, block.blockEnd)), flags, count });
  }

  #end(): void {
    const writer = this.#writer;
    if (writer === undefined) return;
    this.#writer = undefined;
    this.#bytes += writer.size;
    const closed = writer.close().catch((error: unknown) => {
      this.#failure ??= error;
    });
    this.#closing = Promise.all([this.#closing, closed]).then(() => undefined);
  }

  #next(): CaptureWriter {
    const output = this.#open(new Date(this.#since * 1000));
    const writer = new CaptureWriter(output);
    this.#writer = writer;
    this.files.push(output.path);
    if (this.#state !== undefined) writer.section(this.#state, this.#preface);
    // Tables that alone are larger than a file may be would leave one event to each file: then only events count.
    const bytes = this.#options.limits?.bytes;
    if (bytes !== undefined) this.#bytesMax = writer.size < bytes ? bytes : writer.size + bytes;
    for (const { block, flags, count } of this.#early) writer.event(block, 0, block.length, flags, count);
    this.#early = [];
    return writer;
  }

  #open(time: Date): CaptureOutput {
    const { fd, gzip, limits, path, exclusive = false, owner } = this.#options;
    if (fd !== undefined) return gzip === true ? new GzipOutput(path, fd, { owned: false }) : new PlainOutput(path, fd, { owned: false });
    const name = this.#names.next(time);
    if (name.remove !== undefined) rmSync(name.remove, { force: true });
    const opened = openFile(name.path, name.overwrite && !exclusive);
    if (owner !== undefined) fchownSync(opened, owner.uid, owner.gid);
    return gzip === true ? new GzipOutput(name.path, opened, { exact: limits?.bytes !== undefined }) : new PlainOutput(name.path, opened);
  }

  /**
   * To be called after each batch, before the source's next one: copies what still lies in the batch's bytes and
   * writes it out when it is due. The promise, if any, is to be waited for.
   */
  endBatch(): Promise<void> | undefined {
    if (this.#failure !== undefined) throw this.#failure;
    const writer = this.#writer;
    if (writer === undefined) return undefined;
    writer.settle();
    const now = performance.now();
    if (now - this.#flushed >= flushMs) {
      this.#flushed = now;
      writer.flush();
    }
    return writer.pressure();
  }

  /** Ends the last file. Where no event came, it still holds the tables. */
  async close(): Promise<void> {
    if (this.#writer === undefined && this.files.length === 0 && this.#state !== undefined) this.#next();
    this.#end();
    await this.#closing;
    if (this.#failure !== undefined) throw this.#failure;
  }
}

/** The time of an event in whole seconds since the epoch. */
function secondsOf(cursor: EventCursor): number {
  return Math.floor((cursor.timeHigh * 4294967296 + cursor.timeLow) / 1e9);
}
