import { setImmediate as nextTurn } from 'node:timers/promises';
import { type EventCursor, type EventSkips, eventNumber, type InitialState, layoutV2, type TimeBase } from '../event/index.ts';
import { type EventTime, textEventAt, textEventBlock, timeless } from '../scap/index.ts';
import type { Batch, EventSource, Progress, SourceCounters } from './types.ts';

/** Events that wait to be given; beyond, the oldest are forgotten. */
const waitingMax = 16_384;

const trailerBytes = 4;
const containerEvent = eventNumber('PPME_CONTAINER_JSON_E');

/**
 * Events that do not come from where a source takes its own, but from what somebody found out meanwhile: given in
 * batches of their own, between those of the source.
 */
class InjectedEvents implements Batch {
  readonly section: InitialState | undefined = undefined;
  blockStart = 0;
  blockEnd = 0;
  readonly #base: TimeBase;
  readonly #number: () => number;
  #waiting: string[] = [];
  #bytes: Buffer = Buffer.alloc(0);
  #view: DataView = new DataView(new ArrayBuffer(0));
  #at = 0;

  /** @param number gives each event its number */
  constructor(base: TimeBase, number: () => number) {
    this.#base = base;
    this.#number = number;
  }

  container(json: string): void {
    if (this.#waiting.length >= waitingMax) this.#waiting.shift();
    this.#waiting.push(json);
  }

  /** A batch of all that wait, and of those of the batch before that were not taken; undefined where there are none. */
  batch(time: EventTime): this | undefined {
    if (this.#at >= this.#bytes.length && this.#waiting.length === 0) return undefined;
    const blocks = this.#waiting.map((json) => textEventBlock(containerEvent, json, time));
    this.#waiting = [];
    this.#bytes = Buffer.concat([this.#bytes.subarray(this.#at), ...blocks]);
    this.#view = new DataView(this.#bytes.buffer, this.#bytes.byteOffset, this.#bytes.length);
    this.#at = 0;
    return this;
  }

  next(cursor: EventCursor): boolean {
    if (this.#at >= this.#bytes.length) return false;
    const start = this.#at;
    const end = start + this.#view.getUint32(start + 4, true);
    this.#at = end;
    cursor.set(this.#bytes, this.#view, start + textEventAt, end - trailerBytes, layoutV2, this.#base);
    cursor.cpu = 0;
    cursor.num = this.#number();
    this.blockStart = start;
    this.blockEnd = end;
    return true;
  }
}

/** The batches of the source itself, with events numbered on behind those that were injected. */
class OwnEvents implements Batch {
  inner: Batch | undefined = undefined;
  /** Events injected so far. */
  shift = 0;
  /** As far as events were taken: still set on the last one until the source gives its next batch. */
  last: EventCursor | undefined = undefined;

  get section(): InitialState | undefined {
    return this.inner?.section;
  }
  get blockStart(): number {
    return this.inner?.blockStart ?? 0;
  }
  get blockEnd(): number {
    return this.inner?.blockEnd ?? 0;
  }

  next(cursor: EventCursor, skips?: EventSkips): boolean {
    if (!this.inner!.next(cursor, skips)) return false;
    this.last = cursor;
    cursor.num += this.shift;
    return true;
  }
}

/**
 * A live source into whose stream others put what they find out meanwhile: containers. What is put in comes before the
 * source's next batch, also before one that was being waited for, with the time of the event before it; in front of the
 * first event it belongs to the state at the start. Nothing of it is in the counters, which are about what the source itself sees.
 */
export class InjectingSource implements EventSource {
  readonly live = true;
  readonly #inner: EventSource;
  readonly #own = new OwnEvents();
  readonly #injected: InjectedEvents;
  #time: EventTime = timeless;
  /** A batch of the source that came when something put in had to go first. */
  #held: Batch | undefined;

  constructor(inner: EventSource) {
    this.#inner = inner;
    const own = this.#own;
    let number = 0;
    this.#injected = new InjectedEvents(inner.base, () => {
      own.shift++;
      number = Math.max(number, own.last?.num ?? 0) + 1;
      return number;
    });
  }

  get kind(): EventSource['kind'] {
    return this.#inner.kind;
  }
  get name(): string {
    return this.#inner.name;
  }
  get base(): TimeBase {
    return this.#inner.base;
  }
  get bufferBytes(): number | undefined {
    return this.#inner.bufferBytes;
  }
  get counters(): SourceCounters {
    return this.#inner.counters;
  }

  /** Takes the JSON of a container event: a binary string of at most 65,534 bytes. */
  inject(json: string): void {
    this.#injected.container(json);
  }

  open(): Promise<InitialState> {
    return this.#inner.open();
  }

  nextBatch(): Batch | undefined | Promise<Batch | undefined> {
    const injected = this.#injected.batch(this.#now());
    if (injected !== undefined) return injected;
    if (this.#held !== undefined) return this.#given(this.#held);
    return this.#next();
  }

  stop(): void {
    this.#inner.stop();
  }

  progress(): Progress | undefined {
    return this.#inner.progress();
  }

  close(): Promise<void> {
    return this.#inner.close();
  }

  /**
   * The source's next batch, behind what others found out by now: it explains what happened meanwhile, and may still lie in a pipe where
   * nobody has listened since the last batch.
   */
  async #next(): Promise<Batch | undefined> {
    const batch = await this.#inner.nextBatch();
    await nextTurn();
    const injected = this.#injected.batch(this.#time);
    if (injected === undefined) return batch && this.#given(batch);
    this.#held = batch;
    return injected;
  }

  #given(batch: Batch): Batch {
    this.#held = undefined;
    this.#own.inner = batch;
    return this.#own;
  }

  /** Time of the last event that was taken; to be asked before the source gives its next batch. */
  #now(): EventTime {
    const { last } = this.#own;
    if (last !== undefined) this.#time = { high: last.timeHigh, low: last.timeLow };
    return this.#time;
  }
}
