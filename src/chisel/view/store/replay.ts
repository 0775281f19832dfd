import { EventCursor, type EventType, eventTable } from '../../../event/index.ts';
import { type EventContext, type Fd, Machine, spanEnter, spanExit, Thread } from '../../../machine/index.ts';
import type { EventStore } from './event-store.ts';
import type { Lessons } from './knowledge.ts';
import { Known, KnownThreads } from './known-threads.ts';
import { layoutOf, Mark, type Segment } from './segment.ts';
import type { ThreadChanges } from './thread-changes.ts';
import { applyVersion, type ChangedProperties, CountedFds, type ThreadVersion } from './thread-version.ts';

/** Events read between two pauses. */
const sliceEvents = 4096;

/** What is to be read again. */
export interface ReplayPlan {
  /** Times on the store's base, the ends included; undefined: all there is. */
  readonly window: { readonly from: number; readonly to: number } | undefined;
  /**
   * The store's number of the event to begin with, in place of a time: reading stops once before it, with the machine as it was
   * then, and goes on with what comes into the store meanwhile.
   */
  readonly first?: number;
  /** By event key: 1 where somebody wants it; undefined: all. */
  readonly keys: Uint8Array | undefined;
  /**
   * Called for each wanted event in the window, with its key and the store's number of its thread, -1 for none. True: the
   * thread is known from now on, until it changes.
   */
  readonly onEvent: (context: EventContext, key: number, thread: number) => boolean;
  /** Called instead for events of threads that are known. */
  readonly onKnown?: ((context: EventContext, key: number, thread: number) => void) | undefined;
  /** By event key: 1 where an event of a known thread adds nothing. */
  readonly quiet?: Uint8Array | undefined;
  /**
   * What events must pass before `onEvent`, where that hangs on their thread alone: the others of a thread that does not
   * pass are not asked until a thread changes.
   */
  readonly passes?: ((context: EventContext) => boolean) | undefined;
  /** What is known of threads can change only where something of their own process does. */
  readonly ofProcessOnly?: boolean;
  /** Somebody reads how many fds processes have. */
  readonly countsFds?: boolean;
  /** Called for events of a key before the window, up to `warmUp` ns, for fields that remember the one before. */
  readonly onEarlier?: (context: EventContext) => void;
  readonly earlierKey?: number;
  readonly warmUp?: number;
  /** Segments are given by {@link Replay.follow}, from the store's first one on, as they become full. */
  readonly follows?: boolean;
}

/** An event read again, with what the machine knew at it. */
class ReplayContext implements EventContext {
  readonly machine: Machine;
  readonly evt = new EventCursor();
  readonly firstTime: number;
  thread: Thread | undefined = undefined;
  fdNumber = -1;
  fd: Fd | undefined = undefined;
  latency = 0;
  previousTime: number | undefined = undefined;
  enter: EventCursor | undefined = undefined;
  fdNameChanged = false;
  paired = false;

  constructor(machine: Machine, firstTime: number) {
    this.machine = machine;
    this.firstTime = firstTime;
  }

  get type(): EventType {
    return eventTable[this.evt.type]!;
  }

  get errorCode(): number {
    const { evt } = this;
    if (!this.paired || !evt.has(0, 8) || !/res|fd/.test(this.type.params[0]?.name ?? '')) return 0;
    const result = evt.i64(0);
    return result < 0 ? -result : 0;
  }
}

/** Reads a store again, with threads as they were. */
export class Replay {
  readonly #store: EventStore;
  readonly #plan: ReplayPlan;
  readonly #machine: Machine;
  readonly #lessons: Lessons;
  /** Whether the store has events of spans. */
  readonly #spans: boolean;
  /** By index in the store. */
  readonly #threads: (Thread | undefined)[];
  readonly #known: KnownThreads;
  /** Where in the segment reading goes on, and in its changes. */
  #at = 0;
  #change = 0;
  /** Number of the next event that more was known at. */
  #taught = 0;
  #hasBegun = false;
  readonly #context: ReplayContext;
  readonly #enter = new EventCursor();
  /** Time of the last event read. */
  lastTime = Number.NaN;

  constructor(store: EventStore, plan: ReplayPlan) {
    this.#store = store;
    this.#plan = plan;
    this.#machine = new Machine({ mends: store.machine.mends, still: true });
    this.#context = new ReplayContext(this.#machine, store.firstTime);
    const follows = plan.follows === true;
    this.#spans = follows || store.countByType[spanEnter]! + store.countByType[spanExit]! > 0;
    this.#lessons = follows ? store.knowledge.teachOn(this.#machine) : store.knowledge.teach(this.#machine);
    this.#threads = new Array<Thread | undefined>(store.threadCount).fill(undefined);
    this.#known = new KnownThreads(store.threadCount, plan.ofProcessOnly === true);
  }

  /** Reads on, and pauses after every few thousand events, for whoever has other things to do meanwhile. */
  *run(): Generator<void, void, undefined> {
    const { window } = this.#plan;
    // While we pause the oldest may go, and are empty then.
    const segments = [...this.#store.segments];
    const from = window?.from ?? Number.NEGATIVE_INFINITY;
    const to = window?.to ?? Number.POSITIVE_INFINITY;
    const begin = from - (this.#plan.warmUp ?? 0);
    const { first: number = Number.NaN } = this.#plan;
    const isBefore = (segment: Segment): boolean => (Number.isNaN(number) ? segment.time[0]! <= begin : segment.first <= number);
    let first = 0;
    while (first < segments.length - 1 && isBefore(segments[first + 1]!)) first++;
    if (this.#spans) for (let s = 0; s < first; s++) this.#seeAll(segments[s]!);
    for (let s = first; s < segments.length; s++) {
      const segment = segments[s]!;
      if (s === first) {
        this.#begin(segment);
        if (!Number.isNaN(number)) {
          this.#at = Math.max(0, number - segment.first);
          if (this.#at > 0) this.#applyUpTo(segment, this.#at - 1);
          yield;
        }
      }
      if (segment.time[0]! > to) return;
      if (yield* this.#segment(segment, begin, from, to)) return;
      this.#at = 0;
      this.#change = 0;
      if (!Number.isNaN(number) && s === segments.length - 1)
        segments.push(...this.#store.segments.filter((one) => one.first > segment.first));
    }
  }

  /** Reads the next segment, which is full; true where the window has ended. */
  follow(segment: Segment): boolean {
    const { window, warmUp = 0 } = this.#plan;
    const from = window?.from ?? Number.NEGATIVE_INFINITY;
    const to = window?.to ?? Number.POSITIVE_INFINITY;
    const begin = from - warmUp;
    // Meanwhile more may have become known.
    this.#taught = Math.min(this.#taught, this.#lessons.next);
    if (!this.#hasBegun) this.#begin(segment);
    this.#hasBegun = true;
    if (segment.time[0]! > to) return true;
    if (segment.latest < begin) {
      this.#seeAll(segment);
      this.#change = 0;
      this.#leave(segment);
      this.lastTime = segment.time[segment.count - 1]!;
      return false;
    }
    this.#at = 0;
    this.#change = 0;
    const run = this.#segment(segment, begin, from, to);
    for (;;) {
      const { done, value } = run.next();
      if (done === true) return value;
    }
  }

  /** Makes the machine what it was at the beginning of a segment. */
  #begin(segment: Segment): void {
    this.#learn(segment.first);
    for (const [index, version] of segment.state) this.#apply(index, version);
  }

  /** Spans that are open at a window may have begun long before. */
  #seeAll(segment: Segment): void {
    const { key, count } = segment;
    for (let i = 0; i < count; i++) if (key[i] === spanEnter || key[i] === spanExit) this.#see(segment, i, -1);
  }

  /** True where the window ends within the segment. */
  *#segment(segment: Segment, begin: number, from: number, to: number): Generator<void, boolean, undefined> {
    while (this.#at < segment.count) {
      if (this.#slice(segment, begin, from, to)) return true;
      yield;
    }
    // A segment that went while we paused is empty, but what became of its threads still counts for those behind it.
    this.#leave(segment);
    return false;
  }

  /** Takes in what is left of what became known in a segment. */
  #leave(segment: Segment): void {
    this.#learn(segment.first + segment.count);
    this.#applyAll(segment);
  }

  /** Reads some events; true where the window has ended. */
  #slice(segment: Segment, begin: number, from: number, to: number): boolean {
    const { keys, earlierKey } = this.#plan;
    const { time, key, thread: threads, fdCount } = segment;
    const next = Math.min(segment.count, this.#at + sliceEvents);
    const end = segment.latest > to ? firstAfter(time, to, this.#at, next) : next;
    const isLate = segment.earliest >= from;
    const countsFds = this.#plan.countsFds === true;
    const spans = this.#spans;
    let nextChange = this.#at;
    for (let i = this.#at; i < end; i++) {
      if (nextChange <= i) nextChange = this.#applyUpTo(segment, i);
      const kind = key[i]!;
      const index = threads[i]!;
      if (countsFds && index >= 0 && this.#known.countFds(index, fdCount[i]!)) this.#countFds(index, fdCount[i]!);
      if (spans && (kind === spanEnter || kind === spanExit)) this.#see(segment, i, index);
      if (keys !== undefined && keys[kind] === 0) continue;
      if (isLate || time[i]! >= from) this.#take(segment, i, kind, index);
      else if (kind === earlierKey && time[i]! >= begin) this.#takeEarlier(segment, i, index);
    }
    if (end > this.#at) this.lastTime = time[end - 1]!;
    this.#at = end;
    return end < next;
  }

  #take(segment: Segment, i: number, kind: number, index: number): void {
    const { quiet, passes, onEvent, onKnown } = this.#plan;
    const known = this.#known.of(index);
    if (known === Known.refused) return;
    if (known === Known.taken) {
      if (quiet !== undefined && quiet[kind] === 1) return;
      if (onKnown !== undefined) {
        this.#set(segment, i, index);
        onKnown(this.#context, kind, index);
        return;
      }
    }
    this.#set(segment, i, index);
    if (passes !== undefined && !passes(this.#context)) this.#known.is(index, Known.refused);
    else if (onEvent(this.#context, kind, index)) this.#known.is(index, Known.taken);
  }

  #takeEarlier(segment: Segment, i: number, index: number): void {
    const { onEarlier } = this.#plan;
    if (onEarlier === undefined) return;
    this.#set(segment, i, index);
    onEarlier(this.#context);
  }

  #countFds(index: number, count: number): void {
    const thread = this.#threads[index];
    if (thread !== undefined) (thread.main.fds as CountedFds).count = count;
  }

  /** Applies the changes before event `i`; gives where the next one stands. */
  #applyUpTo(segment: Segment, i: number): number {
    const { changes, first } = segment;
    const lesson = this.#learn(first + i) - first;
    for (;;) {
      const n = this.#change;
      if (n >= changes.length) return lesson;
      const at = changes.at(n);
      if (at > i) return Math.min(at, lesson);
      this.#change++;
      this.#applyChange(changes, n);
    }
  }

  /** Applies the changes that are left. */
  #applyAll({ changes }: Segment): void {
    for (; this.#change < changes.length; this.#change++) this.#applyChange(changes, this.#change);
  }

  /** Learns what was known at an event; gives the number of the next one that more was known at. */
  #learn(number: number): number {
    const known = this.#taught;
    if (number < known) return known;
    this.#known.forgetAll();
    this.#taught = this.#lessons.upTo(number);
    return this.#taught;
  }

  /** An event begins or ends a span. */
  #see(segment: Segment, i: number, index: number): void {
    this.#set(segment, i, index);
    const { evt, thread } = this.#context;
    const { tracers } = this.#machine;
    // What a program wrote wrongly is shown as an event, but is no span.
    tracers.spans.see(evt, !evt.has(1) || !evt.raw(1).startsWith('invalid tracer '));
    if (thread !== undefined) tracers.remember(thread);
  }

  #set(segment: Segment, i: number, index: number): void {
    const context = this.#context;
    const { evt } = context;
    const at = segment.at(i);
    const marks = segment.marks[i]!;
    const layout = layoutOf(marks, Mark.wideLengths, Mark.shortHeader);
    const view = segment.view as DataView<ArrayBuffer>;
    evt.set(segment.bytes, view, at, segment.bytes.length, layout, this.#store.base);
    evt.num = segment.num[i]!;
    evt.cpu = segment.cpu[i]!;
    context.thread = index < 0 ? undefined : this.#threads[index];
    context.fd = segment.fd(i);
    context.fdNumber = segment.fdNumber[i]!;
    context.latency = segment.latency[i]!;
    context.paired = (marks & Mark.paired) !== 0;
    context.fdNameChanged = (marks & Mark.renamedFd) !== 0;
    const enterAt = segment.enterAt[i]!;
    if (enterAt < 0) {
      context.enter = undefined;
    } else {
      const enterLayout = layoutOf(marks, Mark.wideEnter, Mark.shortEnter);
      this.#enter.set(segment.bytes, view, enterAt, segment.bytes.length, enterLayout, this.#store.base);
      context.enter = this.#enter;
    }
  }

  #applyChange(changes: ThreadChanges, n: number): void {
    const index = changes.thread(n);
    if (!changes.isOfFigures(n)) {
      this.#apply(index, changes.version(n), changes.properties(n));
      return;
    }
    this.#known.forget(index);
    const thread = this.#threads[index];
    if (thread === undefined) return;
    changes.applyFigures(n, thread);
    const count = changes.fdCount(n);
    (thread.main.fds as CountedFds).count = count;
    this.#known.countFds(index, count);
  }

  #apply(index: number, version: ThreadVersion | undefined, changed?: ChangedProperties): void {
    const { table } = this.#machine;
    this.#known.forget(index);
    const known = this.#threads[index];
    if (version === undefined) {
      if (known !== undefined && table.get(known.tid) === known) table.restore(known.tid, undefined);
      return;
    }
    const { tid } = version;
    // A number that is given again while we read means another thread.
    const same = changed === undefined && known?.tid !== tid ? undefined : known;
    const thread = same ?? this.#make(index, tid);
    thread.main = version.main === index ? thread : (this.#threads[version.main] ?? this.#make(version.main, version.pid));
    if (thread.main === thread) thread.becomeMain();
    applyVersion(thread, version, changed);
    thread.fds = thread.main.fds;
    (thread.fds as CountedFds).count = version.fdCount;
    this.#known.belongs(index, version.main);
    this.#known.countFds(index, version.fdCount);
    if (version.alive) table.restore(tid, thread);
  }

  #make(index: number, tid: number): Thread {
    const thread = new Thread(tid, tid, new CountedFds());
    while (this.#threads.length <= index) this.#threads.push(undefined);
    this.#threads[index] = thread;
    return thread;
  }

  /** The machine as it was at the last event read. */
  get machine(): Machine {
    return this.#machine;
  }
}

/** The first event from `at` on that is later than a time; `end` where none before it is. */
function firstAfter(time: Float64Array, to: number, at: number, end: number): number {
  let i = at;
  while (i < end && time[i]! <= to) i++;
  return i;
}
