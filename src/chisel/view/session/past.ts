import type { Sample } from '../sample.ts';
import type { EventStore } from '../store/event-store.ts';
import type { Followed } from '../store/followed.ts';
import { compute, FollowedSample, type Question, reportsNs, type Span } from './compute.ts';

/** How a source is to be read once more. */
export interface ReadingPlan {
  /** Memory for events, in bytes: the oldest go. */
  readonly maxBytes: number;
  /** Events before this time only tell what the machine was like then. */
  readonly from: number;
  /** The first event later than this is the last one. */
  readonly to: number;
  /** Called before the first event. */
  readonly begin: (store: EventStore) => void;
  /** Called now and then with the share of the source that was read. False: no more is wanted. */
  readonly goesOn: (share: number) => boolean;
}

/** A source that can be read more than once. */
export interface SourceAgain {
  /** undefined while it is still being read for the first time. Else all that was read then comes again. */
  readonly read: ((plan: ReadingPlan) => Promise<void>) | undefined;
  /** Told whenever {@link Past.share} is another. */
  readonly progressed: () => void;
  /** Told why it could not be read. */
  readonly failed: (why: string) => void;
}

/** Where answers are kept. */
export interface KeptAnswers {
  readonly get: (question: Question) => Sample | undefined;
  readonly keep: (question: Question, sample: Sample) => Sample;
}

/** Reading goes on beyond a window by so many times its length, before and behind it, for whoever moves it. */
const before = 1;
const behind = 2;

/** How much of the memory a window that is read again may take, once there is one: it is what somebody looks at. */
const excerptShare = 0.75;

/** Events of different processors may stand in a capture out of order by this much, ns. */
const disorderNs = 1e6;

/** ms of work between two pauses. */
const sliceMs = 12;

/**
 * What a store has forgotten of a source, and how it is found again: a window that fits into memory is read into a store
 * of its own, with some time around it; a table of more than that is made while all of it is read and forgotten again.
 */
export class Past {
  readonly #store: EventStore;
  readonly #source: SourceAgain | undefined;
  #excerpt: { readonly store: EventStore; readonly span: Span } | undefined;
  #share: number | undefined;
  #isGivenUp = false;
  /** Ends when nothing is read. */
  #reading: Promise<unknown> = Promise.resolve();
  /** Bytes for what is read again; the rest is for the end of the source. */
  readonly #excerptBytes: number;
  readonly #endBytes: number;

  /** @param source undefined: what was forgotten is lost */
  constructor(store: EventStore, source: SourceAgain | undefined) {
    this.#store = store;
    this.#source = source;
    this.#excerptBytes = store.maxBytes * excerptShare;
    this.#endBytes = store.maxBytes - this.#excerptBytes;
  }

  /** How much of the source was read again, from 0 to 1; undefined where it is not being read. */
  get share(): number | undefined {
    return this.#share;
  }

  /** What is being read is not wanted any more. */
  giveUp(): void {
    this.#isGivenUp = this.#share !== undefined;
  }

  /** The store that has all events of a window; undefined: none has. */
  holding(window: Span | undefined): EventStore | undefined {
    const { dropped, keptFrom } = this.#store;
    if (dropped === 0) return this.#store;
    if (window === undefined) return undefined;
    // What fields remember of the time before is part of it.
    if (window.from - reportsNs >= keptFrom) return this.#store;
    const { store, span } = this.#excerpt ?? {};
    return span !== undefined && window.from >= span.from && window.to <= span.to ? store : undefined;
  }

  /** Whether what no store holds can be had. */
  get canRead(): boolean {
    return this.#source?.read !== undefined;
  }

  /**
   * The rows of what no store holds; undefined where they cannot be had, or it was given up.
   *
   * @param answers where answers are kept: whoever asked before may have asked for the same
   */
  async sample(question: Question, answers: KeptAnswers, signal: AbortSignal | undefined): Promise<Sample | undefined> {
    const { window } = question;
    const span = window === undefined ? undefined : this.#around(window);
    return this.#inTurn(async () => {
      const known = answers.get(question);
      if (known !== undefined) return known;
      const store = this.holding(window) ?? (span && (await this.#readExcerpt(span, signal)));
      const sample = await (store === undefined
        ? this.#readThrough(window, (all) => new FollowedSample(all, question), signal)
        : inSlices(compute(store, question), signal));
      return sample && answers.keep(question, sample);
    }, signal);
  }

  /** Anything else that is made of what no store holds; undefined as for {@link sample}. */
  through<Result>(
    window: Span | undefined,
    make: (store: EventStore) => Followed<Result>,
    signal: AbortSignal | undefined,
  ): Promise<Result | undefined> {
    return this.#inTurn(() => this.#readThrough(window, make, signal), signal);
  }

  /** Only one reads at a time. Whoever had to wait may not want it any more. */
  #inTurn<Result>(read: () => Promise<Result | undefined>, signal: AbortSignal | undefined): Promise<Result | undefined> {
    const turn = this.#reading.then(() => {
      this.#isGivenUp = false;
      return signal?.aborted === true ? undefined : read();
    });
    this.#reading = turn;
    return turn;
  }

  /** A window with some time around it, as far as it fits into memory; undefined: it does not. */
  #around(window: Span): Span | undefined {
    const { firstTime, lastTime } = this.#store;
    const width = window.to - window.from;
    const wide = { from: Math.max(firstTime, window.from - before * width), to: Math.min(lastTime, window.to + behind * width) };
    return [wide, window].find((span) => this.#bytesOf(span) < this.#excerptBytes);
  }

  /** Memory that a time needs, by the events that the time axis counted and what those that are kept take. */
  #bytesOf({ from, to }: Span): number {
    const { timeline, bytes, count, dropped } = this.#store;
    const bucket = (time: number) => Math.max(0, Math.min(timeline.used - 1, Math.floor((time - timeline.from) / timeline.width)));
    let events = 0;
    for (let i = bucket(from - reportsNs); i <= bucket(to); i++) events += timeline.lanes.events[i]!;
    return (events * bytes) / Math.max(1, count - dropped);
  }

  async #readExcerpt(span: Span, signal: AbortSignal | undefined): Promise<EventStore | undefined> {
    // Two of them are not to be in memory, nor more than was allowed altogether.
    this.#excerpt = undefined;
    const maxBytes = this.#excerptBytes;
    this.#store.limit(this.#endBytes);
    let excerpt: EventStore | undefined;
    const whole = await this.#read(
      {
        maxBytes,
        from: span.from - reportsNs,
        to: span.to + disorderNs,
        begin: (store) => {
          excerpt = store;
          store.firstTime = this.#store.firstTime;
        },
      },
      () => excerpt!.dropped > 0,
      signal,
    );
    if (!whole || excerpt === undefined || excerpt.dropped > 0) return undefined;
    this.#excerpt = { store: excerpt, span };
    return excerpt;
  }

  async #readThrough<Result>(
    window: Span | undefined,
    make: (store: EventStore) => Followed<Result>,
    signal: AbortSignal | undefined,
  ): Promise<Result | undefined> {
    let followed: Followed<Result> | undefined;
    const whole = await this.#read(
      {
        maxBytes: 1,
        from: Number.NEGATIVE_INFINITY,
        to: (window?.to ?? Number.POSITIVE_INFINITY) + disorderNs,
        begin: (store) => {
          const work = make(store);
          followed = work;
          store.follow((segment) => work.take(segment));
        },
      },
      () => false,
      signal,
    );
    return whole ? followed?.finish() : undefined;
  }

  /** False where it was given up, or could not be read. @param isVain asked now and then, whether the rest would be of no use */
  async #read(plan: Omit<ReadingPlan, 'goesOn'>, isVain: () => boolean, signal: AbortSignal | undefined): Promise<boolean> {
    const { read, progressed, failed } = this.#source ?? {};
    const isUnwanted = () => this.#isGivenUp || signal?.aborted === true;
    if (read === undefined || isUnwanted()) return false;
    this.#share = 0;
    progressed?.();
    try {
      await read({
        ...plan,
        goesOn: (share) => {
          this.#share = share;
          progressed?.();
          return !isUnwanted() && !isVain();
        },
      });
      return !isUnwanted();
    } catch (error) {
      failed?.(error instanceof Error ? error.message : 'reading failed');
      return false;
    } finally {
      this.#share = undefined;
      progressed?.();
    }
  }
}

/** Work in slices, with pauses for whoever waits for keys; undefined where it was given up. */
export async function inSlices<Result>(
  work: Generator<unknown, Result, undefined>,
  signal: AbortSignal | undefined,
  slice = sliceMs,
): Promise<Result | undefined> {
  let pause = Date.now() + slice;
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
    if (Date.now() < pause) continue;
    await new Promise(setImmediate);
    if (signal?.aborted === true) return undefined;
    pause = Date.now() + slice;
  }
}
