import type { EventCursor, EventSkips, InitialState, TimeBase } from '../event/index.ts';

/**
 * Where events come from: the interface that capture files, the live probe and bpftrace all give.
 *
 * How a source is used:
 *
 * ```ts
 * machine.load(await source.open());
 * for (;;) {
 *   const step = source.nextBatch();
 *   const batch = step instanceof Promise ? await step : step;
 *   if (batch === undefined) break;
 *   if (batch.section !== undefined) machine.load(batch.section);
 *   while (batch.next(cursor)) handle(cursor, batch);
 *   // between batches: flush output, look at timers
 * }
 * await source.close();
 * ```
 *
 * A source knows nothing of threads, fields or filters beyond what its own constructor is told.
 */
export interface EventSource {
  /** What kind of source this is, for messages and counters. */
  readonly kind: 'file' | 'ebpf' | 'bpftrace';
  /** What a user calls it: the path of a file, or the kind. */
  readonly name: string;
  /** Whether events happen while they are read; a file is not live, not even a pipe. */
  readonly live: boolean;
  /**
   * The absolute time that {@link EventCursor.time} counts from. Set by the first event with a time; stays for the
   * life of the source, over all sections of a file.
   */
  readonly base: TimeBase;
  /** Live, once it is open: bytes of events that can wait to be read. */
  readonly bufferBytes?: number | undefined;
  /** What happened so far. The object stays the same; its numbers change. */
  readonly counters: SourceCounters;

  /**
   * Opens the source and gives the state of the machine at its beginning. Called once, before anything else.
   * Rejects with a typed error: see the source's own documentation.
   */
  open(): Promise<InitialState>;

  /**
   * The next events in order, or undefined when there are no more. Events of the batch before that were not taken come
   * again. The batch before, its bytes and the cursor set on them are not valid any more after this call.
   *
   * Files answer at once, without a Promise, so that reading one costs no turn of the event loop; compressed and piped
   * ones, and live sources, may answer with a Promise. A live source gives an empty batch when nothing happened for
   * {@link idleMs}, so that the caller can flush and look at the clock. Throws (or rejects with) a typed error where a
   * file is damaged: all batches before the damage have been given by then.
   */
  nextBatch(): Batch | undefined | Promise<Batch | undefined>;

  /**
   * Asks the source to end: nothing new is captured, what already was still comes, then undefined.
   * May be called from a signal handler, more than once.
   */
  stop(): void;

  /** Live, before {@link open}: leaves out all that a process does which works for this one. */
  exclude?(pid: number): void;

  /** How far a source with an end is read; undefined where there is no end or it is not known. */
  progress(): Progress | undefined;

  /** Frees everything. May be called at any time, more than once. */
  close(): Promise<void>;
}

/** A live source gives a batch at least this often, in ms, be it an empty one. */
export const idleMs = 100;

/** Some events in a row. */
export interface Batch {
  /**
   * The tables of a new section that begins with this batch (captures put one after the other in one file):
   * the machine as known is to be replaced by it. Undefined in all other batches.
   */
  readonly section: InitialState | undefined;
  /**
   * Sets the cursor on the next event, in place; false when the batch is used up.
   *
   * @param skips events that need not be given; a source may give them all the same
   */
  next(cursor: EventCursor, skips?: EventSkips): boolean;
  /**
   * The whole capture block of the event the cursor was last set on is [blockStart, blockEnd) of `cursor.bytes`:
   * u32 type, u32 length, body, u32 length. A writer copies it as it is.
   */
  readonly blockStart: number;
  readonly blockEnd: number;
  /**
   * Passes over events that lie in a row behind the one the cursor was last set on, and gives how many: their blocks are then
   * [blockStart, blockEnd) of the same bytes. For copying, where nobody looks at them; 0 where the next event must be looked at.
   */
  run?(): number;
}

/** `seen` is `delivered` + `filtered` + `dropped`, exactly, once a source has ended. */
export interface SourceCounters {
  /** Events that happened and that this source is about. */
  readonly seen: number;
  /** Events given in batches. */
  readonly delivered: number;
  /** Events rejected in the kernel by the part of the filter it was told. */
  readonly filtered: number;
  /** Events lost because they came faster than they were read. */
  readonly dropped: number;
  /** Events of types this program does not know: left out and not in `seen`. */
  readonly unknown: number;
}

export interface Progress {
  /** Bytes done and bytes in all, of the file as it is stored. */
  readonly done: number;
  readonly total: number;
}
