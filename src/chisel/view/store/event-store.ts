import {
  type EventCursor,
  EventFlag,
  eventFlags,
  eventNumber,
  eventTable,
  eventTypeCount,
  type InitialState,
  renamingKey,
  type TimeBase,
} from '../../../event/index.ts';
import type { EventContext, Machine, Thread } from '../../../machine/index.ts';
import { KeptFds } from './kept-fds.ts';
import { Knowledge } from './knowledge.ts';
import { layoutMarks, leastSegment, Mark, Segment } from './segment.ts';
import { ThreadNumbers } from './thread-numbers.ts';
import { type ChangedProperties, Figures, LastKnown, type ThreadVersion, versionOf } from './thread-version.ts';
import { TimeBuckets } from './timeline.ts';

const procexit = new Set(['PPME_PROCEXIT_E', 'PPME_PROCEXIT_1_E'].map(eventNumber));

export interface EventStoreOptions {
  /** More memory than this is not used, in bytes: the oldest events go. Default 512 MiB. */
  readonly maxBytes?: number;
  /** Events older than this, in ns before the last one, need not be kept. Default: all are. */
  readonly maxAge?: number;
  /** Whether the time axis is counted. Default: it is. */
  readonly hasTimeline?: boolean;
}

/** A thread that is followed, as long as it lives. */
interface Followed {
  readonly index: number;
  readonly last: LastKnown;
  main: number;
  alive: boolean;
  fdCount: number;
  /** All of it, as it is now; undefined where it changed since that was taken down. */
  whole: ThreadVersion | undefined;
}

/** By event type: 1 where such an event may change its thread. Enters do not, nor do calls that only open and close. */
const changesThread = Uint8Array.from(eventTable, ({ number, name, enter }) => {
  const isEnterOfCall = enter && number + 1 < eventTypeCount && (eventFlags[number + 1]! & EventFlag.UNUSED) === 0;
  return isEnterOfCall || /^(?:open|openat|openat2|creat|close)$/.test(name) ? 0 : 1;
});

/**
 * Events in memory, each with what the machine knew when it came: so that any view, filter and window can be made from
 * them without reading the source again. Beside each event's bytes stand its thread, fd and latency by column; threads
 * are kept as what they were from some event on, with a complete list at the beginning of each segment, so that reading
 * can begin anywhere.
 */
export class EventStore {
  readonly machine: Machine;
  readonly base: TimeBase;
  readonly segments: Segment[] = [];
  /** By event type number: how many there were, those that went included. */
  readonly countByType = new Uint32Array(eventTypeCount);
  readonly timeline = new TimeBuckets();
  /** Events taken in, and of these how many had to go. */
  count = 0;
  dropped = 0;
  /** Times of the first and the last event, on the base; NaN before the first. */
  firstTime = Number.NaN;
  lastTime = Number.NaN;
  /** What the machine knew beside its threads. */
  readonly knowledge: Knowledge;
  #maxBytes: number;
  readonly #maxAge: number;
  readonly #hasTimeline: boolean;
  #bytes = 0;
  readonly #followers = new Set<(segment: Segment) => void>();
  readonly #followed = new Map<Thread, Followed>();
  readonly #byTid = new Map<number, Thread>();
  readonly #numbers = new ThreadNumbers();
  readonly #fds = new KeptFds();
  #dying: Thread | undefined = undefined;
  /** Events of a thread come in rows: the last one that was looked for in {@link #followed}, and what was found. */
  #lastThread: Thread | undefined = undefined;
  #lastFollowed: Followed | undefined = undefined;

  constructor(
    machine: Machine,
    base: TimeBase,
    { maxBytes = 512 << 20, maxAge = Number.POSITIVE_INFINITY, hasTimeline = true }: EventStoreOptions = {},
  ) {
    this.machine = machine;
    this.base = base;
    this.#maxBytes = maxBytes;
    this.#maxAge = maxAge;
    this.#hasTimeline = hasTimeline;
    this.knowledge = new Knowledge(machine, () => this.count);
  }

  /** The machine began (anew) with these tables. */
  begin(state: InitialState): void {
    this.knowledge.begin(state);
    const segment = this.segments.at(-1);
    if (segment === undefined) return;
    for (const thread of [...this.#followed.keys()]) this.#end(thread, segment);
    this.#dying = undefined;
    this.#resync(segment);
  }

  /** Takes in the current event of the machine. */
  add(context: EventContext): void {
    const { evt, enter, thread } = context;
    const segment = this.#room(evt, enter);
    this.knowledge.listen();
    if (this.#dying !== undefined) this.#bury();
    const i = segment.count;
    segment.copy(evt);
    segment.enterAt[i] = enter === undefined ? -1 : segment.copyBytes(enter);
    segment.time[i] = evt.time;
    if (evt.time < segment.earliest) segment.earliest = evt.time;
    if (evt.time > segment.latest) segment.latest = evt.time;
    segment.key[i] = evt.key;
    segment.cpu[i] = evt.cpu;
    segment.num[i] = evt.num;
    segment.latency[i] = context.latency;
    segment.fdNumber[i] = context.fdNumber;
    segment.noteFd(context.fd, this.#fds);
    segment.marks[i] =
      (context.paired === true ? Mark.paired : 0) |
      (context.fdNameChanged ? Mark.renamedFd : 0) |
      layoutMarks(evt.layout, Mark.wideLengths, Mark.shortHeader) |
      (enter === undefined ? 0 : layoutMarks(enter.layout, Mark.wideEnter, Mark.shortEnter));
    segment.thread[i] = thread === undefined ? -1 : this.#follow(thread, segment, evt);
    segment.fdCount[i] = thread === undefined ? 0 : thread.main.fds.size;
    segment.count = i + 1;
    this.count++;
    this.countByType[evt.type] = this.countByType[evt.type]! + 1;
    if (Number.isNaN(this.firstTime)) this.firstTime = evt.time;
    this.lastTime = evt.time;
    if (this.#hasTimeline) this.timeline.add(context);
  }

  /** Memory that events take, in bytes. */
  get bytes(): number {
    return this.#bytes + (this.segments.at(-1)?.size ?? 0);
  }

  /** Every thread that events kept refer to has a number below. */
  get threadCount(): number {
    return this.#numbers.count;
  }

  /** The number by which events refer to a thread of the machine; undefined where it was in none, nor in a list of threads. */
  numberOf(thread: Thread): number | undefined {
    return this.#followed.get(thread)?.index;
  }

  /** Time of the oldest event kept, on the base; NaN before the first. */
  get keptFrom(): number {
    return this.segments[0]?.time[0] ?? Number.NaN;
  }

  /** Takes down how all threads are at the last event. */
  finish(): void {
    const segment = this.segments.at(-1);
    if (segment === undefined) return;
    this.#resync(segment);
    this.#tell(segment);
  }

  /** Has each segment given when it is full, and the last one in the end, before anything can be forgotten. Gives what ends it. */
  follow(full: (segment: Segment) => void): () => void {
    this.#followers.add(full);
    return () => void this.#followers.delete(full);
  }

  #tell(segment: Segment): void {
    for (const full of this.#followers) full(segment);
  }

  /** Some of what comes next will be at the cost of the oldest. */
  get isNearlyFull(): boolean {
    return this.bytes + 3 * leastSegment > this.#maxBytes;
  }

  /** Memory that events may take, in bytes. */
  get maxBytes(): number {
    return this.#maxBytes;
  }

  /** From now on no more than this may be used, in bytes. */
  limit(maxBytes: number): void {
    this.#maxBytes = Math.min(this.#maxBytes, maxBytes);
    this.#forget(Number.NEGATIVE_INFINITY);
  }

  #room(evt: EventCursor, enter: EventCursor | undefined): Segment {
    const bytes = evt.length + (enter?.length ?? 0);
    const last = this.segments.at(-1);
    if (last?.holds(bytes) === true) return last;
    if (last !== undefined) this.#bytes += last.size;
    this.#resync(last);
    if (last !== undefined) this.#tell(last);
    const gone = this.#forget(evt.time - this.#maxAge);
    const segment = new Segment(this.count, this.#state(), bytes, gone);
    this.segments.push(segment);
    return segment;
  }

  /** Lets the oldest events go: those before a time, and those that memory is too short for. Gives a segment that is not needed any more. */
  #forget(oldest: number): Segment | undefined {
    let gone: Segment | undefined;
    while (this.segments.length > 1 && (this.#bytes + leastSegment > this.#maxBytes || this.segments[1]!.time[0]! < oldest)) {
      gone = this.segments.shift()!;
      this.#bytes -= gone.size;
      this.dropped += gone.count;
      this.knowledge.forget(gone.first + gone.count);
    }
    if (gone !== undefined)
      this.#numbers.forget(this.segments[0]!.first, () => new Set([...this.#followed.values()].map(({ main }) => main)));
    return gone;
  }

  /** The index of a thread; takes down what it is where it may have changed. */
  #follow(thread: Thread, segment: Segment, evt: EventCursor): number {
    const followed = thread === this.#lastThread ? this.#lastFollowed! : this.#followed.get(thread);
    if (followed === undefined) return this.#begin(thread, segment).index;
    this.#lastThread = thread;
    this.#lastFollowed = followed;
    const { type } = evt;
    const mayChange =
      changesThread[type] === 1 && ((eventFlags[type]! & EventFlag.MODIFIES_STATE) !== 0 || this.machine.stateEvents[type] === 1);
    if (mayChange || evt.key === renamingKey) {
      this.#update(thread, followed, segment);
      if (procexit.has(type)) this.#dying = thread;
    }
    return followed.index;
  }

  #begin(thread: Thread, segment: Segment | undefined): Followed {
    const { main } = thread;
    const known = main === thread ? undefined : (this.#followed.get(main) ?? this.#begin(main, segment));
    const index = this.#numbers.take();
    const mainIndex = known?.index ?? index;
    const alive = this.#isAlive(thread);
    const fdCount = thread.main.fds.size;
    const whole = versionOf(thread, mainIndex, alive);
    const followed: Followed = { index, last: new LastKnown(thread), main: mainIndex, alive, fdCount, whole };
    this.#followed.set(thread, followed);
    if (alive) {
      const before = this.#byTid.get(thread.tid);
      if (before !== undefined && before !== thread) this.#end(before, segment);
      this.#byTid.set(thread.tid, thread);
    }
    segment?.changes.became(segment.count, index, whole, undefined);
    if (main !== thread) this.#update(main, this.#followed.get(main)!, segment);
    return followed;
  }

  #update(thread: Thread, followed: Followed, segment: Segment | undefined): void {
    const changed = followed.last.changes(thread);
    if (changed === undefined) return;
    const main = thread.main === thread ? followed.index : (this.#followed.get(thread.main) ?? this.#begin(thread.main, segment)).index;
    const alive = this.#isAlive(thread);
    const figures = followed.main === main && followed.alive === alive ? Figures.of(changed) : -1;
    followed.main = main;
    followed.alive = alive;
    if (figures > 0) this.#noteFigures(thread, followed, segment, figures);
    else this.#note(thread, followed, segment, changed);
  }

  #isAlive(thread: Thread): boolean {
    return this.machine.threads.get(thread.tid) === thread;
  }

  #note(thread: Thread, followed: Followed, segment: Segment | undefined, changed: ChangedProperties): void {
    const { index, main, alive } = followed;
    followed.fdCount = thread.main.fds.size;
    followed.whole = undefined;
    segment?.changes.became(segment.count, index, versionOf(thread, main, alive, changed), changed);
  }

  #noteFigures(thread: Thread, followed: Followed, segment: Segment | undefined, figures: number): void {
    followed.fdCount = thread.main.fds.size;
    followed.whole = undefined;
    segment?.changes.changed(segment.count, thread, followed.index, figures);
  }

  /** All threads that are followed, as they are now. */
  #state(): Map<number, ThreadVersion> {
    const state = new Map<number, ThreadVersion>();
    for (const [thread, followed] of this.#followed) {
      followed.whole ??= versionOf(thread, followed.main, followed.alive);
      state.set(followed.index, followed.whole);
    }
    return state;
  }

  #end(thread: Thread, segment: Segment | undefined): void {
    const followed = this.#followed.get(thread);
    if (followed === undefined) return;
    this.#followed.delete(thread);
    this.#lastThread = undefined;
    if (this.#byTid.get(thread.tid) === thread) this.#byTid.delete(thread.tid);
    segment?.changes.ended(segment.count, followed.index);
    this.#numbers.end(followed.index, this.count);
  }

  /** The machine took the thread out when it went on to this event. */
  #bury(): void {
    const thread = this.#dying!;
    this.#dying = undefined;
    const segment = this.segments.at(-1);
    if (thread.removed) {
      this.#end(thread, segment);
      const main = this.#followed.get(thread.main);
      if (main !== undefined && !thread.main.removed) this.#update(thread.main, main, segment);
    }
  }

  /** Compares all threads: those that others changed, were never seen in an event, or were forgotten. */
  #resync(segment: Segment | undefined): void {
    for (const thread of [...this.#followed.keys()]) if (thread.removed) this.#end(thread, segment);
    for (const thread of this.machine.threads.values()) {
      const followed = this.#followed.get(thread);
      if (followed === undefined) {
        this.#begin(thread, segment);
        continue;
      }
      this.#update(thread, followed, segment);
      if (followed.fdCount !== thread.main.fds.size) this.#note(thread, followed, segment, []);
    }
  }

  /** The absolute time of a time on the base, in ns since the epoch. */
  absolute(time: number): bigint {
    return this.#epoch + BigInt(Math.trunc(time));
  }

  /** The time on the base of an absolute one; not exact where it lies far away. */
  relative(absolute: bigint): number {
    return Number(absolute - this.#epoch);
  }

  get #epoch(): bigint {
    return (BigInt(this.base.high) << 32n) | BigInt(this.base.low);
  }
}
