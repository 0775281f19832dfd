import { EventCursor, type InitialState, layoutV2, type TimeBase } from '../../event/index.ts';
import type { Batch, EventSource, Progress, SourceCounters } from '../types.ts';
import { BlockBatch } from './blocks.ts';
import type { BpftraceSource } from './source.ts';

/** How long an event of the kernel waits for what a script prints about the same moment, in ms. */
const graceMs = 15;
const nsPerMs = 1e6;
const TRAILER_BYTES = 4;

/**
 * A live source and scripts beside it, in the order of time. A record that comes later than it should gets the time of the event it
 * stands behind: time never goes back.
 */
export class BesideSource implements EventSource {
  readonly kind = 'bpftrace';
  readonly name: string;
  readonly live = true;
  readonly base: TimeBase;
  readonly #main: EventSource;
  readonly #scripts: readonly BpftraceSource[];
  readonly #batch: MergedBatch;
  #mainEnded = false;

  /**
   * @param main gives the state of the machine
   * @param scripts count times from the base of `main`
   */
  constructor(main: EventSource, scripts: readonly BpftraceSource[]) {
    this.#main = main;
    this.#scripts = scripts;
    this.name = [main, ...scripts].map(({ name }) => name).join(', ');
    this.base = main.base;
    this.#batch = new MergedBatch(main.base, scripts);
  }

  get counters(): SourceCounters {
    const sum = (read: (counters: SourceCounters) => number): number =>
      [this.#main, ...this.#scripts].reduce((total, { counters }) => total + read(counters), 0);
    return {
      seen: sum(({ seen }) => seen),
      delivered: sum(({ delivered }) => delivered),
      filtered: sum(({ filtered }) => filtered),
      dropped: sum(({ dropped }) => dropped),
      unknown: sum(({ unknown }) => unknown),
    };
  }

  async open(): Promise<InitialState> {
    // Scripts take longest: the kernel's events must not wait for them.
    for (const script of this.#scripts) await script.open();
    return this.#main.open();
  }

  async nextBatch(): Promise<Batch | undefined> {
    const batch = this.#batch;
    if (batch.mainIsUsedUp && !this.#mainEnded) {
      const step = await this.#main.nextBatch();
      if (step === undefined) this.#mainEnded = true;
      batch.main = step;
    }
    const first = batch.mainTime;
    if (first !== undefined) await sleep(first + graceMs * nsPerMs - this.#now());
    // What scripts print is only read when the event loop turns, and a busy kernel leaves it no time to.
    await new Promise(setImmediate);
    let running = !this.#mainEnded;
    for (const [i, script] of this.#scripts.entries()) {
      if (batch.scripts[i]!.nextTime === Number.POSITIVE_INFINITY) batch.scripts[i] = script.takeWaiting();
      running ||= !script.hasEnded;
    }
    if (!running && batch.isUsedUp) return undefined;
    if (this.#mainEnded && batch.isUsedUp) await sleep(graceMs * nsPerMs);
    // While the live source has events there may be older ones behind them; scripts fill the gaps only when it is idle.
    const idle = first === undefined ? this.#now() - graceMs * nsPerMs : Number.NEGATIVE_INFINITY;
    batch.until = this.#mainEnded ? Number.POSITIVE_INFINITY : idle;
    return batch;
  }

  exclude(pid: number): void {
    this.#main.exclude?.(pid);
  }

  stop(): void {
    this.#main.stop();
    for (const script of this.#scripts) script.stop();
  }

  progress(): Progress | undefined {
    return undefined;
  }

  async close(): Promise<void> {
    await Promise.all([this.#main, ...this.#scripts].map((source) => source.close()));
  }

  /** Now, in ns since the base. */
  #now(): number {
    const base = this.base.high * 2 ** 32 + this.base.low;
    return Date.now() * nsPerMs - base;
  }
}

/** Events of several batches by their time. */
class MergedBatch implements Batch {
  readonly section: InitialState | undefined = undefined;
  blockStart = 0;
  blockEnd = 0;
  /** The live source's own batch. */
  main: Batch | undefined = undefined;
  readonly scripts: BlockBatch[];
  readonly #sources: readonly BpftraceSource[];
  /** Where the live source has no more, what scripts printed up to this time may be given: nothing older comes. */
  until = 0;
  readonly #base: TimeBase;
  readonly #peek = new EventCursor();
  #peeked = false;
  #last = Number.NEGATIVE_INFINITY;
  #events = 0;

  constructor(base: TimeBase, sources: readonly BpftraceSource[]) {
    this.#base = base;
    this.#sources = sources;
    this.scripts = sources.map(() => new BlockBatch(base, 0));
  }

  get mainIsUsedUp(): boolean {
    return this.mainTime === undefined;
  }

  get isUsedUp(): boolean {
    return this.mainIsUsedUp && this.scripts.every((batch) => batch.nextTime === Number.POSITIVE_INFINITY);
  }

  /** Time of the live source's next event; undefined where it has none. */
  get mainTime(): number | undefined {
    this.#peeked ||= this.main?.next(this.#peek) === true;
    return this.#peeked ? this.#peek.time : undefined;
  }

  next(cursor: EventCursor): boolean {
    const script = this.#earliest();
    const time = this.mainTime;
    const isScripts =
      script !== undefined &&
      script.nextTime !== Number.POSITIVE_INFINITY &&
      (time === undefined ? script.nextTime <= this.until : script.nextTime <= time);
    if (isScripts) {
      script.delay(this.#last);
      script.next(cursor);
      this.#given(cursor, script);
      return true;
    }
    if (time === undefined) return false;
    const main = this.main!;
    const { bytes, view, start, cpu } = this.#peek;
    cursor.set(bytes, view, start, main.blockEnd - TRAILER_BYTES, layoutV2, this.#base);
    cursor.cpu = cpu;
    this.#peeked = false;
    this.#given(cursor, main);
    return true;
  }

  #given(cursor: EventCursor, { blockStart, blockEnd }: Batch): void {
    cursor.num = ++this.#events;
    this.#last = Math.max(this.#last, cursor.time);
    this.blockStart = blockStart;
    this.blockEnd = blockEnd;
  }

  #earliest(): BlockBatch | undefined {
    let earliest: BlockBatch | undefined;
    for (let i = 0; i < this.scripts.length; i++) {
      // What came since must not wait for the live source's next batch: it would be late.
      if (this.scripts[i]!.nextTime === Number.POSITIVE_INFINITY) this.scripts[i] = this.#sources[i]!.takeWaiting();
      const batch = this.scripts[i]!;
      if (earliest === undefined || batch.nextTime < earliest.nextTime) earliest = batch;
    }
    return earliest;
  }
}

function sleep(ns: number): Promise<void> | undefined {
  return ns <= 0 ? undefined : new Promise((resolve) => setTimeout(resolve, ns / nsPerMs));
}
