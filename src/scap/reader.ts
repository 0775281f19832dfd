import type { InitialState, TimeBase } from '../event/index.ts';
import { Block, blockSizeMax, blockSizeMin, blockTrailerSize, blockType } from './blocks.ts';
import { DamagedCaptureError, NotACaptureError } from './errors.ts';
import { findBlock } from './recover.ts';
import { SectionTables, sectionHeaderFault, sectionHeaderSize } from './section.ts';
import { TableError } from './table-reader.ts';
import { BlockWalker, type WalkCounters } from './walker.ts';

/** Where the bytes of a capture come from, unpacked. */
export interface ByteInput {
  /**
   * Reads at most `length` bytes into `into` at `offset` and gives how many; 0 only at the end.
   * May throw (or reject with) {@link InputDamage} where no more can be unpacked.
   */
  read(into: Buffer, offset: number, length: number): number | Promise<number>;
  /** Bytes in all, where that is known: then a block that is longer than the rest is damage, not a reason to read on. */
  readonly size: number | undefined;
  /** Whether the bytes are unpacked from what is stored. */
  readonly unpacked: boolean;
}

/** The bytes of an input break off: a damaged or cut gzip stream. What was read before stays good. */
export class InputDamage extends Error {
  override readonly name = 'InputDamage';
}

/** What was read so far. */
export interface ReaderCounters extends WalkCounters {
  /** Blocks skipped between events and among tables because their type is unknown or out of place there. */
  skippedBlocks: number;
  /** With recovery: how often the file was damaged, and bytes passed over because of it. */
  damages: number;
  skippedBytes: number;
}

export interface CaptureReaderOptions {
  /** Goes on after damage with the next place that looks like a block, instead of throwing. */
  readonly recover?: boolean;
  /** Objects to use as {@link CaptureReader.base} and {@link CaptureReader.counters}. */
  readonly base?: TimeBase;
  readonly counters?: ReaderCounters;
}

/** Counters at zero. */
export function readerCounters(): ReaderCounters {
  return { events: 0, unnumbered: 0, unknownEvents: 0, skippedBlocks: 0, damages: 0, skippedBytes: 0 };
}

/** First size of the buffer, less for a smaller file; larger chunks are slower, because they leave the processor's cache. */
const chunkSize = 1024 * 1024;
const chunkSizeMin = 4096;

type Phase = 'header' | 'tables' | 'events' | 'lost';
type Step = 'batch' | 'state' | 'more' | 'end';

/**
 * Reads a capture: the tables, then batches of events that lie in one fixed buffer. Answers without a Promise as long
 * as its input does.
 *
 * Throws {@link NotACaptureError} from `open`, and {@link DamagedCaptureError} from `open` and `next` once everything
 * before the damage has been given. No other error comes from bytes, whatever they are.
 */
export class CaptureReader {
  readonly base: TimeBase;
  readonly counters: ReaderCounters;
  /** The first damage, where recovery went on after it. */
  damage: DamagedCaptureError | undefined;

  readonly #input: ByteInput;
  readonly #recover: boolean;
  #bytes: Buffer;
  #view: DataView;
  /** Bytes [#start, #filled) of the buffer are not used yet. */
  #start = 0;
  #filled = 0;
  /** Offset of the buffer's first byte in the capture. */
  #offset = 0;
  #ended = false;
  /** Why the input ended early. */
  #inputDamage = '';
  #phase: Phase = 'header';
  #tables = new SectionTables();
  /** Whether the section says itself that it has no events. */
  #closedEmpty = false;
  /** Whether a section header was read: before that the bytes are no capture, after it a damaged one. */
  #isCapture = false;
  /** Whether the first section was given to the caller. */
  #opened = false;
  /** Where a search that finds no section header goes on. */
  #resume: Phase = 'tables';
  readonly #walker: BlockWalker;
  #walking = false;

  constructor(input: ByteInput, options: CaptureReaderOptions = {}) {
    this.#input = input;
    this.#bytes = Buffer.allocUnsafeSlow(Math.min(chunkSize, Math.max(chunkSizeMin, input.size ?? chunkSize)));
    this.#view = new DataView(this.#bytes.buffer);
    this.#recover = options.recover === true;
    this.base = options.base ?? { high: 0, low: 0 };
    this.counters = options.counters ?? readerCounters();
    this.#walker = new BlockWalker(this.base, this.counters);
  }

  /** Bytes of memory the buffer takes: it grows only for a block that is larger, and as its bytes arrive. */
  get bufferSize(): number {
    return this.#bytes.length;
  }

  /** Bytes of the capture that are behind the last event given. */
  get offset(): number {
    return this.#offset + (this.#walking ? this.#walker.position : this.#start);
  }

  /** Reads up to the first event and gives the tables before it. */
  open(): InitialState | Promise<InitialState> {
    for (;;) {
      const step = this.#step();
      if (step !== 'more') {
        this.#opened = true;
        return this.#tables.state();
      }
      const filled = this.#fill();
      if (filled !== undefined) return filled.then(() => this.open());
    }
  }

  /** The next events; undefined at the end. The walker is the same each time, on other bytes. */
  next(): BlockWalker | undefined | Promise<BlockWalker | undefined> {
    for (;;) {
      const step = this.#step();
      if (step === 'batch') return this.#walker;
      if (step === 'end') return undefined;
      if (step === 'state') continue;
      const filled = this.#fill();
      if (filled !== undefined) return filled.then(() => this.next());
    }
  }

  /** Moves what is left to the front of the buffer, makes it large enough, and reads what fits. */
  #fill(): Promise<void> | undefined {
    const left = this.#filled - this.#start;
    if (this.#start > 0) {
      this.#bytes.copyWithin(0, this.#start, this.#filled);
      this.#offset += this.#start;
      this.#start = 0;
      this.#filled = left;
    }
    if (left === this.#bytes.length) this.#grow();
    try {
      const got = this.#input.read(this.#bytes, this.#filled, this.#bytes.length - this.#filled);
      if (typeof got === 'number') this.#took(got);
      else
        return got.then(
          (bytes) => this.#took(bytes),
          (error) => this.#inputFailed(error),
        );
    } catch (error) {
      this.#inputFailed(error);
    }
    return undefined;
  }

  #took(bytes: number): void {
    if (bytes === 0) this.#ended = true;
    this.#filled += bytes;
  }

  #inputFailed(error: unknown): void {
    if (!(error instanceof InputDamage)) throw error;
    this.#ended = true;
    this.#inputDamage = error.message;
  }

  /** Doubles the buffer: a block that claims to be huge gets memory only as fast as its bytes arrive. */
  #grow(): void {
    const bytes = Buffer.allocUnsafeSlow(this.#bytes.length * 2);
    this.#bytes.copy(bytes, 0, 0, this.#filled);
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer);
  }

  /** Does what can be done with the bytes at hand. */
  #step(): Step {
    for (;;) {
      const step = this.#phase === 'events' ? this.#stepEvents() : this.#phase === 'lost' ? this.#stepLost() : this.#stepTables();
      if (step !== undefined) return step;
    }
  }

  /** Looks at what the walker left; undefined where the phase changed. */
  #stepEvents(): Step | undefined {
    const walker = this.#walker;
    if (this.#walking) {
      this.#walking = false;
      this.#start = walker.position;
      walker.section = undefined;
      if (walker.stop === 'damage') return this.#damaged(walker.reason);
    }
    const size = this.#frame('an event block');
    if (typeof size === 'string') return size;
    if (size === undefined) return undefined;
    const type = blockType(this.#view.getUint32(this.#start, true));
    if (type?.kind === 'event') {
      walker.reset(this.#bytes, this.#view, this.#start, this.#filled);
      this.#walking = true;
      return 'batch';
    }
    if (type?.kind === 'section') {
      this.#phase = 'header';
      return undefined;
    }
    this.counters.skippedBlocks++;
    this.#start += size;
    return undefined;
  }

  /** Reads one block before the first event of a section; undefined where there may be more to do. */
  #stepTables(): Step | undefined {
    if (this.#phase === 'header') return this.#stepHeader();
    const size = this.#frame('a table');
    if (typeof size === 'string') return size;
    if (size === undefined) return undefined;
    const start = this.#start;
    const number = this.#view.getUint32(start, true);
    const type = blockType(number);
    if (type?.kind === 'event') {
      this.#beginEvents();
      return 'state';
    }
    if (type?.kind === 'section') {
      this.#phase = 'header';
      return undefined;
    }
    if (type === undefined) {
      if (number <= pcapngBlockMax && this.#tables.empty && !this.#opened)
        throw new NotACaptureError('a network capture (pcapng), not a capture of system events');
      this.counters.skippedBlocks++;
    } else if (type.kind === 'noEvents') {
      this.#closedEmpty = true;
    } else {
      try {
        this.#tables.add(type, this.#bytes, start, start + size);
      } catch (error) {
        if (!(error instanceof TableError)) throw error;
        const damage = this.#error(error.at, error.message);
        if (!this.#recover) throw damage;
        this.#note(damage);
        this.counters.skippedBytes += size;
      }
    }
    this.#start += size;
    return undefined;
  }

  #beginEvents(): void {
    this.#phase = 'events';
    if (this.#opened) this.#walker.section = this.#tables.state();
  }

  /** Reads the section header. */
  #stepHeader(): Step | undefined {
    const left = this.#filled - this.#start;
    if (left < sectionHeaderSize && !this.#ended) return 'more';
    if (!this.#isCapture) {
      if (left === 0) throw new NotACaptureError(this.#inputDamage || 'an empty file, not a capture');
      if (left < 4) throw new NotACaptureError('not a capture file');
    }
    const wrong =
      left >= 16 || this.#view.getUint32(this.#start, true) !== Block.section ? sectionHeaderFault(this.#view, this.#start) : '';
    if (wrong !== '') {
      if (!this.#isCapture) throw new NotACaptureError(wrong);
      return this.#damaged(wrong);
    }
    this.#isCapture = true;
    const size = this.#frame('the section header');
    if (typeof size === 'string') return size;
    if (size === undefined) return undefined;
    this.#phase = 'tables';
    this.#tables = new SectionTables();
    this.#closedEmpty = false;
    this.#start += size;
    return undefined;
  }

  /**
   * The size of the block at #start where it is wholly there and framed rightly; else what to do about it.
   *
   * @param what names the block in an error
   */
  #frame(what: string): number | Step | undefined {
    const start = this.#start;
    const left = this.#filled - start;
    if (left < blockSizeMin) {
      if (!this.#ended) return 'more';
      return left === 0 ? this.#finished() : this.#damaged(this.#inputDamage || `the file ends within ${what}`);
    }
    const size = this.#view.getUint32(start + 4, true);
    if (size < blockSizeMin || (size & 3) !== 0 || size > blockSizeMax) return this.#damaged(`a block has the impossible length ${size}`);
    if (size > left) {
      const total = this.#input.size;
      if (!this.#ended && (total === undefined || this.#offset + start + size <= total)) return 'more';
      return this.#damaged(this.#inputDamage || `the file ends within ${what}`);
    }
    if (this.#view.getUint32(start + size - blockTrailerSize, true) !== size) {
      return this.#damaged('the lengths at the two ends of a block differ');
    }
    return size;
  }

  /** The bytes end where a block ends. */
  #finished(): Step | undefined {
    if (this.#inputDamage !== '') return this.#damaged(this.#inputDamage);
    if (this.#phase === 'tables' && !this.#closedEmpty) return this.#damaged('the file ends before its first event');
    return 'end';
  }

  #error(at: number, reason: string): DamagedCaptureError {
    return new DamagedCaptureError(this.#offset + at, this.counters.events, reason, this.#input.unpacked);
  }

  #note(damage: DamagedCaptureError): void {
    this.damage ??= damage;
    this.counters.damages++;
  }

  /** Throws, or with recovery begins to search for the next block. */
  #damaged(reason: string): Step | undefined {
    const damage = this.#error(this.#start, reason);
    if (!this.#recover) throw damage;
    this.#note(damage);
    this.#resume = this.#phase === 'events' ? 'events' : 'tables';
    if (this.#ended && this.#filled === this.#start) return 'end';
    this.#skip(1);
    this.#phase = 'lost';
    return undefined;
  }

  #skip(bytes: number): void {
    this.#start += bytes;
    this.counters.skippedBytes += bytes;
  }

  /** Searches for the next block after damage. */
  #stepLost(): Step | undefined {
    const { found, at } = findBlock(this.#view, this.#start, this.#filled, this.#ended);
    this.#skip(at - this.#start);
    if (!found) {
      if (!this.#ended) return 'more';
      this.#skip(this.#filled - this.#start);
      return 'end';
    }
    const kind = blockType(this.#view.getUint32(this.#start, true))!.kind;
    this.#phase = kind === 'section' ? 'header' : this.#resume;
    return undefined;
  }
}

/** Block types of pcapng (interfaces, packets, statistics, ...) are small numbers. */
const pcapngBlockMax = 0x0f;
