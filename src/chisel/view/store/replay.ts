import { EventCursor, type EventLayout, type EventType, eventTable, layoutV2 } from '../../../event/index.ts';
import { type EventContext, type Fd, Machine, spanEnter, spanExit, Thread } from '../../../machine/index.ts';
import type { EventStore } from './event-store.ts';
import type { Lessons } from './knowledge.ts';
import { Mark, type Segment } from './segment.ts';
import { applyVersion, CountedFds, type ThreadVersion } from './thread-version.ts';

const shortLayout: EventLayout = { headerSize: 22, lengthSize: 2 };
const wideLayout: EventLayout = { headerSize: 26, lengthSize: 4 };

/** Events read between two pauses. */
const sliceEvents = 4096;

/** What is to be read again. */
export interface ReplayPlan {
  /** Times on the store's base, the ends included; undefined: all there is. */
  readonly window: { readonly from: number; readonly to: number } | undefined;
  /** By event key: 1 where somebody wants it; undefined: all. */
  readonly keys: Uint8Array | undefined;
  /** Called for each wanted event in the window. True: its thread has nothing more to add by quiet events. */
  readonly onEvent: (context: EventContext) => boolean;
  /** By event key: 1 where an event adds nothing after an `onEvent` of its thread gave true, until a thread changes. */
  readonly quiet?: Uint8Array | undefined;
  /**
   * What events must pass before `onEvent`, where that hangs on their thread alone: the others of a thread that does not
   * pass are not asked until a thread changes.
   */
  readonly passes?: ((context: EventContext) => boolean) | undefined;
  /** Somebody reads how many fds processes have. */
  readonly countsFds?: boolean;
  /** Called for events before the window, up to `warmUp` ns, for fields that remember the one before. */
  readonly onEarlier?: (context: EventContext) => void;
  readonly warmUp?: number;
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
  readonly #threads: (Thread | undefined)[] = [];
  /** By the same: 1 where quiet events of the thread add nothing, 2 where none of its events passes. */
  #settled = new Uint8Array(1024);
  #anySettled = false;
  /** Where in the segment reading goes on, and in its changes. */
  #at = 0;
  #change = 0;
  /** Number of the next event that more was known at. */
  #taught = 0;
  readonly #context: ReplayContext;
  readonly #enter = new EventCursor();
  /** Time of the last event read. */
  lastTime = Number.NaN;

  constructor(store: EventStore, plan: ReplayPlan) {
    this.#store = store;
    this.#plan = plan;
    this.#machine = new Machine({ mends: store.machine.mends });
    this.#context = new ReplayContext(this.#machine, store.firstTime);
    this.#spans = store.countByType[spanEnter]! + store.countByType[spanExit]! > 0;
    this.#lessons = store.knowledge.teach(this.#machine);
  }

  /** Reads on, and pauses after every few thousand events, for whoever has other things to do meanwhile. */
  *run(): Generator<void, void, undefined> {
    const { window } = this.#plan;
    // While we pause the oldest may go, and are empty then.
    const segments = [...this.#store.segments];
    const from = window?.from ?? Number.NEGATIVE_INFINITY;
    const to = window?.to ?? Number.POSITIVE_INFINITY;
    const begin = from - (this.#plan.warmUp ?? 0);
    let first = 0;
    while (first < segments.length - 1 && segments[first + 1]!.time[0]! <= begin) first++;
    if (this.#spans) for (let s = 0; s < first; s++) this.#seeAll(segments[s]!);
    for (let s = first; s < segments.length; s++) {
      const segment = segments[s]!;
      if (s === first) {
        this.#learn(segment.first);
        for (const [index, version] of segment.state) this.#apply(index, version);
      }
      if (segment.time[0]! > to) return;
      if (yield* this.#segment(segment, begin, from, to)) return;
    }
  }

  /** Spans that are open at a window may have begun long before. */
  #seeAll(segment: Segment): void {
    const { key, count } = segment;
    for (let i = 0; i < count; i++) if (key[i] === spanEnter || key[i] === spanExit) this.#see(segment, i, -1);
  }

  /** True where the window ends within the segment. */
  *#segment(segment: Segment, begin: number, from: number, to: number): Generator<void, boolean, undefined> {
    this.#at = 0;
    this.#change = 0;
    while (this.#at < segment.count) {
      if (this.#slice(segment, begin, from, to)) return true;
      yield;
    }
    this.#applyUpTo(segment, segment.count);
    return false;
  }

  /** Reads some events; true where the window has ended. */
  #slice(segment: Segment, begin: number, from: number, to: number): boolean {
    const { keys, quiet, countsFds, passes, onEvent, onEarlier } = this.#plan;
    const spans = this.#spans;
    const { time, key, thread: threads, fdCount } = segment;
    const end = Math.min(segment.count, this.#at + sliceEvents);
    let nextChange = this.#at;
    for (let i = this.#at; i < end; i++) {
      const now = time[i]!;
      if (now > to) {
        this.#at = i;
        return true;
      }
      if (nextChange <= i) nextChange = this.#applyUpTo(segment, i);
      const index = threads[i]!;
      if (countsFds === true && index >= 0) {
        const thread = this.#threads[index];
        if (thread !== undefined) (thread.main.fds as CountedFds).count = fdCount[i]!;
      }
      const kind = key[i]!;
      if (spans && (kind === spanEnter || kind === spanExit)) this.#see(segment, i, index);
      if (now < begin || (keys !== undefined && keys[kind] === 0)) continue;
      if (now < from) {
        if (onEarlier !== undefined) {
          this.#set(segment, i, index);
          onEarlier(this.#context);
        }
        continue;
      }
      const settled = index < 0 ? 0 : this.#settled[index]!;
      if (settled === 2 || (settled === 1 && quiet !== undefined && quiet[kind] === 1)) continue;
      this.#set(segment, i, index);
      if (passes !== undefined && !passes(this.#context)) this.#settle(index, 2);
      else if (onEvent(this.#context)) this.#settle(index, 1);
    }
    if (end > this.#at) this.lastTime = time[end - 1]!;
    this.#at = end;
    return false;
  }

  #settle(index: number, how: 1 | 2): void {
    if (index < 0) return;
    this.#settled[index] = how;
    this.#anySettled = true;
  }

  /** Something changed: nobody is settled any more. */
  #unsettle(): void {
    if (!this.#anySettled) return;
    this.#settled.fill(0);
    this.#anySettled = false;
  }

  /** Applies the changes before event `i`; gives where the next one stands. */
  #applyUpTo(segment: Segment, i: number): number {
    const { changes, first } = segment;
    const lesson = this.#learn(first + i) - first;
    for (;;) {
      const change = changes[this.#change];
      if (change === undefined) return lesson;
      if (change.at > i) return Math.min(change.at, lesson);
      this.#change++;
      this.#apply(change.thread, change.version, change.changed);
    }
  }

  /** Learns what was known at an event; gives the number of the next one that more was known at. */
  #learn(number: number): number {
    const known = this.#taught;
    if (number < known) return known;
    this.#unsettle();
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
    const layout = (marks & Mark.shortHeader) !== 0 ? shortLayout : (marks & Mark.wideLengths) !== 0 ? wideLayout : layoutV2;
    const view = segment.view as DataView<ArrayBuffer>;
    evt.set(segment.bytes, view, at, segment.bytes.length, layout, this.#store.base);
    evt.num = segment.num[i]!;
    evt.cpu = segment.cpu[i]!;
    context.thread = index < 0 ? undefined : this.#threads[index];
    context.fd = segment.fds[i];
    context.fdNumber = segment.fdNumber[i]!;
    context.latency = segment.latency[i]!;
    context.paired = (marks & Mark.paired) !== 0;
    context.fdNameChanged = (marks & Mark.renamedFd) !== 0;
    const enter = segment.enters.size === 0 ? undefined : segment.enters.get(i);
    context.enter = undefined;
    if (enter !== undefined) {
      this.#enter.set(segment.bytes, view, enter.at, segment.bytes.length, enter.layout, this.#store.base);
      context.enter = this.#enter;
    }
  }

  #apply(index: number, version: ThreadVersion | undefined, changed?: readonly string[]): void {
    const { table } = this.#machine;
    this.#unsettle();
    const known = this.#threads[index];
    if (version === undefined) {
      if (known !== undefined && table.get(known.tid) === known) table.restore(known.tid, undefined);
      return;
    }
    const tid = version.tid;
    const thread = known ?? this.#make(index, tid);
    thread.main = version.main === index ? thread : (this.#threads[version.main] ?? this.#make(version.main, version.pid));
    if (thread.main === thread) thread.becomeMain();
    applyVersion(thread, version, known === undefined ? undefined : changed);
    thread.fds = thread.main.fds;
    (thread.fds as CountedFds).count = version.fdCount;
    if (version.alive) table.restore(tid, thread);
  }

  #make(index: number, tid: number): Thread {
    const thread = new Thread(tid, tid, new CountedFds());
    while (this.#threads.length <= index) this.#threads.push(undefined);
    this.#threads[index] = thread;
    if (index >= this.#settled.length) this.#settled = new Uint8Array(index * 2);
    return thread;
  }

  /** The machine as it was at the last event read. */
  get machine(): Machine {
    return this.#machine;
  }
}
