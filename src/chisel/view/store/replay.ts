import { EventCursor, type EventLayout, type EventType, eventTable, layoutV2 } from '../../../event/index.ts';
import { type EventContext, type Fd, Machine, Thread } from '../../../machine/index.ts';
import type { EventStore } from './event-store.ts';
import { Mark, type Segment } from './segment.ts';
import { applyVersion, CountedFds, type ThreadVersion } from './thread-version.ts';

const shortLayout: EventLayout = { headerSize: 22, lengthSize: 2 };
const wideLayout: EventLayout = { headerSize: 26, lengthSize: 4 };

/** What is to be read again. */
export interface ReplayPlan {
  /** Times on the store's base, the ends included; undefined: all there is. */
  readonly window: { readonly from: number; readonly to: number } | undefined;
  /** By event key: 1 where somebody wants it; undefined: all. */
  readonly keys: Uint8Array | undefined;
  /** Called for each wanted event in the window. */
  readonly onEvent: (context: EventContext) => void;
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
  readonly #machine = new Machine();
  readonly #threads = new Map<number, Thread>();
  readonly #context: ReplayContext;
  readonly #enter = new EventCursor();
  /** Time of the last event read. */
  lastTime = Number.NaN;

  constructor(store: EventStore, plan: ReplayPlan) {
    this.#store = store;
    this.#plan = plan;
    this.#context = new ReplayContext(this.#machine, store.firstTime);
    const machine = this.#machine;
    const now = store.machine;
    if (store.initial !== undefined) machine.load({ ...store.initial, threads: [], fdLists: [] });
    // Containers and users come and never change: what is known in the end serves all events.
    for (const [id, container] of now.containers) machine.containers.set(id, container);
    for (const { type, json } of now.orchestration) machine.addOrchestration(type, json);
    Object.assign(machine, { users: now.users, groups: now.groups, info: now.info });
  }

  /** Reads on, and pauses after every few thousand events, for whoever has other things to do meanwhile. */
  *run(): Generator<void, void, undefined> {
    const { window } = this.#plan;
    const { segments } = this.#store;
    const from = window?.from ?? Number.NEGATIVE_INFINITY;
    const to = window?.to ?? Number.POSITIVE_INFINITY;
    const begin = from - (this.#plan.warmUp ?? 0);
    let first = 0;
    while (first < segments.length - 1 && segments[first + 1]!.time[0]! <= begin) first++;
    for (let s = first; s < segments.length; s++) {
      const segment = segments[s]!;
      if (s === first) for (const [index, version] of segment.state) this.#apply(index, version);
      if (segment.time[0]! > to) return;
      if (yield* this.#segment(segment, begin, from, to)) return;
    }
  }

  /** True where the window ends within the segment. */
  *#segment(segment: Segment, begin: number, from: number, to: number): Generator<void, boolean, undefined> {
    const { keys, onEvent, onEarlier } = this.#plan;
    const { time, key, count, changes } = segment;
    let change = 0;
    for (let i = 0; i < count; i++) {
      const now = time[i]!;
      // Clocks of several processors may step back a little; a whole window they do not.
      if (now > to) return true;
      while (change < changes.length && changes[change]!.at <= i) {
        const { thread, version } = changes[change++]!;
        this.#apply(thread, version);
      }
      const index = segment.thread[i]!;
      const thread = index < 0 ? undefined : this.#threads.get(index);
      if (thread !== undefined) (thread.main.fds as CountedFds).count = segment.fdCount[i]!;
      this.lastTime = now;
      if (now < begin || (keys !== undefined && keys[key[i]!] === 0)) continue;
      if (now < from) {
        if (onEarlier !== undefined) {
          this.#set(segment, i, thread);
          onEarlier(this.#context);
        }
        continue;
      }
      this.#set(segment, i, thread);
      onEvent(this.#context);
      if ((i & 4095) === 4095) yield;
    }
    while (change < changes.length) {
      const { thread, version } = changes[change++]!;
      this.#apply(thread, version);
    }
    return false;
  }

  #set(segment: Segment, i: number, thread: Thread | undefined): void {
    const context = this.#context;
    const { evt } = context;
    const at = segment.at(i);
    const marks = segment.marks[i]!;
    const layout = (marks & Mark.shortHeader) !== 0 ? shortLayout : (marks & Mark.wideLengths) !== 0 ? wideLayout : layoutV2;
    const view = segment.view as DataView<ArrayBuffer>;
    evt.set(segment.bytes, view, at, segment.bytes.length, layout, this.#store.base);
    evt.num = segment.num[i]!;
    evt.cpu = segment.cpu[i]!;
    context.thread = thread;
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

  #apply(index: number, version: ThreadVersion | undefined): void {
    const { table } = this.#machine;
    const known = this.#threads.get(index);
    if (version === undefined) {
      if (known !== undefined && table.get(known.tid) === known) table.restore(known.tid, undefined);
      return;
    }
    const tid = version.tid;
    const thread = known ?? this.#make(index, tid);
    thread.main = version.main === index ? thread : (this.#threads.get(version.main) ?? this.#make(version.main, version.pid));
    if (thread.main === thread) thread.becomeMain();
    applyVersion(thread, version);
    thread.fds = thread.main.fds;
    (thread.fds as CountedFds).count = version.fdCount;
    if (version.alive) table.restore(tid, thread);
  }

  #make(index: number, tid: number): Thread {
    const thread = new Thread(tid, tid, new CountedFds());
    this.#threads.set(index, thread);
    return thread;
  }

  /** The machine as it was at the last event read. */
  get machine(): Machine {
    return this.#machine;
  }
}
