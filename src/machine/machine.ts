import {
  EventCursor,
  EventFlag,
  type EventSkips,
  eventFlags,
  eventNumber,
  type InitialState,
  type MachineInfo,
  newNameParam,
} from '../event/index.ts';
import { categoryOf } from './category.ts';
import type { CgroupFindings } from './cgroups.ts';
import { bareContainer, type Container, ContainerType } from './container.ts';
import { examineCgroups, findContainer } from './container-id.ts';
import { containerJson } from './container-json.ts';
import { ContainerTable } from './container-table.ts';
import type { EventContext } from './context.ts';
import { CurrentEvent } from './current.ts';
import { type EnterCopy, EnterStore } from './enter.ts';
import { type Fd, Tracing } from './fd.ts';
import { NetworkInterfaces } from './interfaces.ts';
import {
  enterFdParam,
  exitFdIsClassic,
  exitFdParam,
  Kind,
  keptEnter,
  kindOfType,
  type Needs,
  neededEvents,
  Passing,
  passing,
  skippingOf,
  stateEvents,
} from './kinds.ts';
import { loadThreads } from './load.ts';
import { NameCache } from './names.ts';
import { splitEnvironment, splitNul } from './params.ts';
import { RepeatedText } from './repeated-text.ts';
import { snapshotOf } from './snapshot.ts';
import { cloned, fcntlMakesFd, inventoryTypes, metadataHandlers, renamed, stateHandlers, TRACER } from './state/index.ts';
import type { Thread } from './thread.ts';
import { ThreadTable } from './thread-table.ts';
import { type EarlyPredicates, ToldEvents } from './told.ts';
import { Tracers } from './tracers/index.ts';
import { AccountTable, type GroupTable, type UserTable } from './users.ts';

/** Decides on the current event; called with the machine's state as it is when the event's own fields are read. */
export type EventPredicate = (context: EventContext) => boolean;

export interface MachineOptions {
  /**
   * Mends what sysdig 0.29.3 gets wrong and what shows in its output: the ends of datagram sockets, the protocol of IPv6
   * sockets that talk IPv4, a file whose number another thread is just closing, and the like. Where it is off, a capture
   * comes out as sysdig shows it. Default off.
   */
  readonly mends?: boolean;
  /**
   * Shows the enters of writes that become events of spans, and writes of half a tracer: for recordings, which must hold
   * them. Default off.
   */
  readonly keepsWrites?: boolean;
  /** More threads than this are not kept; those without an event for longest are forgotten. Default 262,144. */
  readonly maxThreads?: number;
  /** Its threads are put in as they were found to be, and no event is ever processed. Default off. */
  readonly still?: boolean;
  /** Called with the id of a container nobody described, each time a thread is found in it. */
  readonly onUnknownContainer?: (id: string) => void;
}

/** What the machine could not keep or understand. */
export interface MachineCounters {
  /** fds not kept because their process has too many. */
  fdsLeftOut: number;
  /** Container events whose JSON is none. */
  unreadableMetadata: number;
}

/** What an orchestrator said in the capture. */
export interface Orchestration {
  /** Type number of the event: `PPME_K8S_E` or `PPME_MESOS_E`. */
  readonly type: number;
  readonly json: string;
}

/** More statements of orchestrators than this are not kept. */
const maxOrchestration = 65_536;
/** With so many containers known, none is added that nobody described. */
const maxBareContainers = 65_536;
/** Different sets of control groups whose findings are remembered. */
const maxCgroupSets = 4096;

const STATE_ONLY = 1 << 0;

/** What a filter sees as the event when it is asked about an entry of a table: fields of fds have values in events about fds only. */
const threadEntry = eventNumber('PPME_SYSDIGEVENT_X');
const fdEntry = eventNumber('PPME_SYSCALL_READ_X');
const genericEnter = eventNumber('PPME_GENERIC_E');
const genericExit = eventNumber('PPME_GENERIC_X');
const fcntlEnter = eventNumber('PPME_SYSCALL_FCNTL_E');
const sendtoEnter = eventNumber('PPME_SOCKET_SENDTO_E');
const sendmsgEnter = eventNumber('PPME_SOCKET_SENDMSG_E');
const execveatEnter = eventNumber('PPME_SYSCALL_EXECVEAT_E');
const execve18Exit = eventNumber('PPME_SYSCALL_EXECVE_18_X');
const writeExit = eventNumber('PPME_SYSCALL_WRITE_X');
const copyFileRangeExit = eventNumber('PPME_SYSCALL_COPY_FILE_RANGE_X');
const execve19Exit = eventNumber('PPME_SYSCALL_EXECVE_19_X');

/**
 * The traced machine, rebuilt from the state a capture begins with and from its events: threads, their fds, users,
 * groups, containers.
 */
export class Machine {
  readonly table: ThreadTable;
  /** Live threads by id. */
  readonly threads: ReadonlyMap<number, Thread>;
  readonly users: UserTable = new AccountTable();
  readonly groups: GroupTable = new AccountTable();
  readonly interfaces = new NetworkInterfaces();
  /** By the id that threads carry. */
  readonly containers = new ContainerTable();
  /** What orchestrators said, in order. */
  readonly orchestration: Orchestration[] = [];
  readonly counters: MachineCounters = { fdsLeftOut: 0, unreadableMetadata: 0 };
  /** By event type number: 1 where {@link process} must be called even when nobody wants to see the event. */
  readonly stateEvents: Uint8Array = stateEvents;
  readonly mends: boolean;
  readonly keepsWrites: boolean;
  /** Writes by which programs mark spans of their work. */
  readonly tracers = new Tracers();
  /** Texts of events, made only once. */
  readonly names: NameCache;
  /** Arguments of programs, environments, and what control groups tell. */
  readonly args = new RepeatedText(splitNul);
  readonly environments = new RepeatedText(splitEnvironment);
  readonly cgroups = new RepeatedText((list) => this.#findingsOf(list));
  /** The machine itself, as far as the capture says. */
  info: MachineInfo | undefined = undefined;

  readonly #current = new CurrentEvent(this);
  readonly #enters = new EnterStore();
  readonly #cgroups = new Map<string, CgroupFindings>();
  /** Before the first event of the machine: what comes then belongs to the initial state. */
  #starting = true;
  #timed = false;
  /** Exits say what their enters used to: a newer capture. */
  #exitOnly = false;

  /** What happens after the current event was shown. */
  #pending = false;
  readonly #onUnknownContainer: ((id: string) => void) | undefined;
  #dying: Thread | undefined = undefined;
  #reaper = -1;
  #closes = false;
  #closingOf: Thread | undefined = undefined;
  #closingNumber = -1;
  #spentEnter: EnterCopy | undefined = undefined;

  constructor(options: MachineOptions = {}) {
    this.mends = options.mends ?? false;
    this.keepsWrites = options.keepsWrites ?? false;
    // Of a table that is only restored nothing reads events.
    this.names = new NameCache(options.still === true ? 1 : undefined);
    this.#onUnknownContainer = options.onUnknownContainer;
    this.table = new ThreadTable(options.maxThreads, options.still !== true);
    this.threads = this.table.byTid;
  }

  /** Name of the machine; undefined where the capture does not say. */
  get hostname(): string | undefined {
    return this.info?.hostname;
  }

  /** Whether exits come without their enters, as newer drivers write them, and say themselves what those used to say. */
  get exitOnly(): boolean {
    return this.#exitOnly;
  }

  /** The current event, for whoever reads fields from it. */
  get context(): EventContext {
    return this.#current;
  }

  /** The current event as the capture holds it: a write, where the context shows the event of a span. */
  get stored(): EventCursor {
    return this.#current.stored;
  }

  /** Takes over the state at the start of a capture, or of a further section in it: what was known before is gone. */
  load(state: InitialState): void {
    this.#settle();
    this.table.clear();
    this.users.clear();
    this.groups.clear();
    this.containers.clear();
    this.orchestration.length = 0;
    this.tracers.clear();
    this.info = state.machine;
    this.interfaces.load(state.interfaces);
    for (const user of state.users) this.users.set(user.uid, user);
    for (const group of state.groups) this.groups.set(group.gid, group);
    loadThreads(this.table, state);
    const cgroups = new Map(state.threads.map((entry) => [entry.tid, entry.cgroups]));
    for (const thread of this.threads.values()) this.setCgroups(thread, this.#findingsOf(cgroups.get(thread.tid) ?? ''));
    this.#starting = true;
    this.#exitOnly = false;
  }

  /**
   * Shows every live thread as an event that says nothing but whose it is: how those that do nothing get into tables. All is
   * as it is at the current event: what that closes or ends is still there.
   *
   * @param entry sets a cursor on such an event of the thread
   */
  forEachThread(entry: (thread: Thread) => EventCursor, visit: (context: EventContext) => void): void {
    const current = this.#current;
    for (const thread of this.threads.values()) {
      current.beginEntry(entry(thread), thread, -1, undefined);
      visit(current);
    }
  }

  /** The state as it is now, of it only threads and fds that the filter matches: a thread with one matching fd stays. */
  tablesOf(filter: EventPredicate): InitialState {
    const all = this.snapshot();
    const current = this.#current;
    const evt = new EventCursor();
    const matches = (thread: Thread, number: number, fd: Fd | undefined): boolean => {
      evt.type = number < 0 ? threadEntry : fdEntry;
      current.beginEntry(evt, thread, number, fd);
      return filter(current);
    };
    const fdLists = all.fdLists.map(({ tid, fds }) => {
      const thread = this.table.get(tid)!;
      return { tid, fds: fds.filter(({ fd }) => matches(thread, fd, thread.fds.get(fd))) };
    });
    const withFds = new Set(fdLists.filter(({ fds }) => fds.length > 0).map(({ tid }) => tid));
    const threads = all.threads.filter(({ tid }) => withFds.has(tid) || matches(this.table.get(tid)!, -1, undefined));
    current.begin(evt);
    current.thread = undefined;
    return { ...all, threads, fdLists: fdLists.filter(({ fds }) => fds.length > 0) };
  }

  /**
   * The numbers of the fds that a filter matches, by thread: fds of a process stand under each of its threads. A thread
   * without any fd is among them where the filter matches the thread. Must not be asked while an event is handled.
   */
  matchingFds(filter: EventPredicate): Map<Thread, ReadonlySet<number>> {
    if (this.#pending) this.#settle();
    const current = this.#current;
    const evt = new EventCursor();
    const found = new Map<Thread, ReadonlySet<number>>();
    for (const thread of this.threads.values()) {
      const matches = (number: number, fd: Fd | undefined): boolean => {
        evt.type = number < 0 ? threadEntry : fdEntry;
        evt.tid = thread.tid;
        current.beginEntry(evt, thread, number, fd);
        return filter(current);
      };
      const numbers = [...thread.fds.entries()].filter(([number, fd]) => matches(number, fd)).map(([number]) => number);
      if (numbers.length > 0 || (thread.fds.size === 0 && matches(-1, undefined))) found.set(thread, new Set(numbers));
    }
    current.begin(evt);
    current.thread = undefined;
    return found;
  }

  /** The machine as it is now, as a further capture would begin with it. */
  snapshot(): InitialState {
    if (this.#pending) this.#settle();
    return snapshotOf(this, this.interfaces.entries);
  }

  /**
   * The events to call {@link process} for when only those where `wanted` is 1 are to be seen. All others may be given
   * to {@link pass} instead. Both arrays go by event key.
   */
  neededEvents(wanted: Uint8Array, needs?: Needs): Uint8Array {
    return neededEvents(wanted, needs);
  }

  /**
   * Lets a reader pass over events that are not among the {@link neededEvents}, as {@link pass} does, once the machine
   * has begun.
   *
   * @param told by event key: 0 for needed events that no filter lets through and nobody asks about, which a reader then may
   * tell instead of giving them
   * @param early tells of others that may be wanted whether the filter rejects them
   */
  skips(needed: Uint8Array, needs?: Needs, told?: Uint8Array, early?: EarlyPredicates): EventSkips {
    return new ToldEvents(this, skippingOf(needed, needs), this.mends ? undefined : told, early);
  }

  /** What a predicate sees that is asked of a thread, and of an fd of it, before an event is looked into: nothing of the event itself. */
  contextOf(evt: EventCursor, thread: Thread, number: number, fd: Fd | undefined): EventContext {
    this.#current.beginEntry(evt, thread, number, fd);
    return this.#current;
  }

  /** Whether the first event was seen: before it nothing may be passed over. */
  get hasBegun(): boolean {
    return !this.#starting;
  }

  /**
   * Passes over an event that is not among {@link neededEvents}, at next to no cost. False where it must be given to
   * {@link process} all the same: the first one, one of a thread that is not known yet, and an enter that holds
   * something its exit needs.
   *
   * @param unseen the event is not needed although it passes, see {@link Needs.unseen}
   */
  pass(evt: EventCursor, unseen = false): boolean {
    if (this.#starting) return false;
    const way = passing[evt.type]!;
    if (way === Passing.freely) return true;
    if (unseen && way === Passing.marked && (evt.type & 1) === 1) return this.table.isKnown(evt.tid);
    return (way === Passing.marked || !saysAnything(evt)) && this.table.pass(evt.tid);
  }

  /**
   * Brings the machine up to an event and decides whether the event is to be shown.
   *
   * For events that change state the filter runs after the change (an `open` is asked with its new fd in place), for
   * all others before it.
   */
  process(evt: EventCursor, filter: EventPredicate | undefined): boolean {
    if (this.#pending) this.#settle();
    const { type } = evt;
    const current = this.#current;
    current.begin(evt);
    if (this.#starting && !this.#begin(current)) return false;
    const kind = kindOfType[type]!;
    if (kind !== Kind.own) return this.#other(current, kind, filter);
    const thread = this.table.getOrInvent(evt.tid);
    const { time } = evt;
    if (current.thread !== thread) current.thread = thread;
    thread.lastSeenTime = time;
    if ((type & 1) === 0) this.#enter(current, thread, type, time);
    else {
      this.#match(current, thread, time);
      if (thread.enter !== undefined) this.#takeEnter(current, thread, type);
      if (type === genericExit && this.mends && evt.paramCount > newNameParam) renamed(evt, thread);
    }
    const flags = eventFlags[type]!;
    if (filter !== undefined && (flags & EventFlag.MODIFIES_STATE) === 0) return this.#askFirst(current, thread, filter);
    const handler = stateHandlers[type];
    if (handler !== undefined) handler(current, thread);
    const passes = filter === undefined ? !current.hidden : filter(current);
    if (passes && this.#isVisible(current, time)) return true;
    // What was written for the state only is rejected too.
    this.#keepEnterOfRejected(thread);
    return false;
  }

  #enter(current: CurrentEvent, thread: Thread, type: number, time: number): void {
    const { evt } = current;
    this.table.resume(evt.tid);
    thread.lastEventType = type;
    thread.enterTime = time;
    thread.latency = 0;
    const fdParam = enterFdParam[type]!;
    const usesFd = fdParam >= 0 && evt.has(fdParam, 8);
    thread.lastEventFd = usesFd ? evt.i64(fdParam) : -1;
    current.usesFd = usesFd;
    if (keptEnter[type] === 1) this.#keepEnter(evt, thread);
  }

  /** Finds out whether the exit belongs to the thread's last enter, and with that its fd and whether it failed. */
  #match(current: CurrentEvent, thread: Thread, time: number): void {
    const { evt } = current;
    const { type } = evt;
    const latency = time - thread.enterTime;
    if (!Number.isNaN(latency)) {
      thread.latency = latency;
      current.latency = latency;
    }
    const last = this.table.wasPassed(evt.tid) ? -1 : thread.lastEventType;
    const paired = type === last + 1 || (this.mends && last === execveatEnter && (type === execve19Exit || type === execve18Exit));
    const ownFd = exitFdParam[type]!;
    if (!paired) {
      if (ownFd < 0 || !evt.has(ownFd, 8)) {
        if (this.#exitOnly || this.mends) thread.lastEventFd = -1;
        if (!this.#exitOnly) return;
      } else {
        if (exitFdIsClassic[type] === 1 && !this.#exitOnly) return;
        this.#exitOnly = true;
        thread.lastEventFd = evt.i64(ownFd);
      }
    }
    current.paired = true;
    if ((eventFlags[type]! & EventFlag.USES_FD) === 0) return;
    if (type === copyFileRangeExit && evt.has(1, 8)) thread.lastEventFd = evt.i64(1);
    current.usesFd = true;
  }

  /** Events that are no thread's enter or exit. */
  #other(current: CurrentEvent, kind: number, filter: EventPredicate | undefined): boolean {
    const { evt } = current;
    if (kind === Kind.threadless) {
      current.thread = undefined;
      metadataHandlers[evt.type]?.(current);
      return this.#show(current, filter);
    }
    const thread = this.table.get(evt.tid);
    current.thread = thread;
    if (kind === Kind.birth) {
      if (thread !== undefined) {
        thread.lastSeenTime = evt.time;
        this.#match(current, thread, evt.time);
      }
      cloned(current);
      current.latency = current.thread?.latency ?? 0;
      return this.#show(current, filter);
    }
    if (kind === Kind.switch) {
      if (thread === undefined) return this.#show(current, filter);
      current.latency = thread.latency;
      if (filter !== undefined && !filter(current)) return false;
      stateHandlers[evt.type]?.(current, thread);
      return this.#isVisible(current, evt.time);
    }
    metadataHandlers[evt.type]?.(current);
    return this.#show(current, filter);
  }

  /** Asks the filter before anything changes. */
  #askFirst(current: CurrentEvent, thread: Thread, filter: EventPredicate): boolean {
    const { type } = current.evt;
    // sysdig looks for the fd of a write once more before it asks a filter, and of nothing else.
    if (type === writeExit) {
      const { fd } = current;
      if (fd !== undefined) {
        current.paired = true;
        if (fd.tracing !== Tracing.never) return this.#askTracer(current, thread, filter);
      } else if ((current.evt.dumpFlags & TRACER) !== 0) return this.#askTracer(current, thread, filter);
    }
    if (!filter(current)) {
      // As if the event had not been there: its exit will find no enter. Live that would lose the fd of an exit that passes.
      if (!this.mends) thread.lastEventType = -1;
      this.#keepEnterOfRejected(thread);
      return false;
    }
    const handler = stateHandlers[type];
    if (handler !== undefined) handler(current, thread);
    return !current.hidden && this.#isVisible(current, thread.lastSeenTime);
  }

  /** A write may be the event of a span: what is asked for is what came of it. */
  #askTracer(current: CurrentEvent, thread: Thread, filter: EventPredicate): boolean {
    current.usesFd = true;
    stateHandlers[writeExit]!(current, thread);
    if (!filter(current)) {
      this.#keepEnterOfRejected(thread);
      return false;
    }
    return this.#isVisible(current, thread.lastSeenTime);
  }

  /** For events that change state first and are asked for then, whatever thread they belong to. */
  #show(current: CurrentEvent, filter: EventPredicate | undefined): boolean {
    // What is not worth showing is shown all the same to a filter that matches it.
    if (filter === undefined ? current.hidden : !filter(current)) return false;
    return this.#isVisible(current, current.evt.time);
  }

  #isVisible(current: CurrentEvent, time: number): boolean {
    if ((current.evt.dumpFlags & STATE_ONLY) !== 0) return false;
    current.previousShownTime = current.shownTime;
    current.shownTime = time;
    return true;
  }

  /** Whether the event is a first true one, not part of the machine's initial state. */
  #begin(current: CurrentEvent): boolean {
    const { evt } = current;
    if (inventoryTypes.has(evt.type)) {
      metadataHandlers[evt.type]?.(current);
      return false;
    }
    this.#starting = false;
    if (!this.#timed) current.firstTime = evt.time;
    this.#timed = true;
    return true;
  }

  #keepEnter(evt: EventCursor, thread: Thread): void {
    if (saysAnything(evt)) {
      thread.enter = this.#enters.keep(evt, thread.enter);
    } else if (thread.enter !== undefined && (this.mends || evt.type !== fcntlEnter)) {
      this.#enters.release(thread.enter);
      thread.enter = undefined;
    }
  }

  /**
   * sysdig forgets an enter only with an exit that passes the filter. Where it does not keep a later enter of the same
   * type, which happens to fcntl, the exit of that is taken for the exit of this: F_SETFD then makes an fd 0.
   */
  #keepEnterOfRejected(thread: Thread): void {
    if (this.mends || this.#spentEnter === undefined) return;
    thread.enter = this.#spentEnter;
    this.#spentEnter = undefined;
  }

  /** The thread's kept enter is used up by its exit, or was of another call. */
  #takeEnter(current: CurrentEvent, thread: Thread, type: number): void {
    const copy = thread.enter!;
    thread.enter = undefined;
    this.#spentEnter = copy;
    this.#pending = true;
    if (!current.paired || copy.type !== thread.lastEventType) return;
    if (copy.type === type - 1 || copy.type === execveatEnter) current.enter = this.#enters.read(copy, current.evt);
  }

  /** An fd goes away once the current event was shown. */
  dropAfterEvent(thread: Thread, number: number): void {
    if (this.#closingOf !== thread) this.#closingOf = thread;
    this.#closingNumber = number;
    this.#closes = true;
    this.#pending = true;
  }

  /**
   * A thread goes away once the current event was shown.
   *
   * @param reaper who becomes the parent of its children; -1 where the event does not say
   */
  removeAfterEvent(thread: Thread, reaper: number): void {
    this.#dying = thread;
    this.#reaper = reaper;
    this.#pending = true;
  }

  /** Does what waits until the current event was shown: threads that end go, closed fds too. */
  settle(): void {
    if (this.#pending) this.#settle();
  }

  /** Does what was left until the event before had been shown. */
  #settle(): void {
    this.#pending = false;
    if (this.#dying !== undefined) {
      const { tid } = this.#dying;
      this.#dying = undefined;
      if (this.removeThread(tid, false) && this.#reaper > 0) this.#reparent(tid, this.#reaper);
    }
    if (this.#closes) {
      this.#closes = false;
      this.#closingOf?.fds.delete(this.#closingNumber);
    }
    if (this.#spentEnter !== undefined) {
      this.#enters.release(this.#spentEnter);
      this.#spentEnter = undefined;
    }
  }

  /** Takes a thread out as `ThreadTable.remove` does, with what was kept of the call it was in; false where it stays. */
  removeThread(tid: number, force: boolean): boolean {
    const gone = this.table.remove(tid, force);
    if (gone === undefined) return false;
    if (gone.enter !== undefined) this.#enters.release(gone.enter);
    gone.enter = undefined;
    return true;
  }

  #reparent(tid: number, reaper: number): void {
    for (const thread of this.threads.values()) if (thread.ptid === tid) thread.ptid = reaper;
  }

  /** Sets a thread's control groups by what they tell, and with them its container. */
  setCgroups(thread: Thread, findings: CgroupFindings): void {
    thread.cgroupFindings = findings;
    thread.cgroups = findings.entries;
    this.findContainer(thread);
  }

  #findingsOf(list: string): CgroupFindings {
    let findings = this.#cgroups.get(list);
    if (findings === undefined) {
      if (this.#cgroups.size >= maxCgroupSets) this.#cgroups.clear();
      findings = examineCgroups(list);
      this.#cgroups.set(list, findings);
    }
    return findings;
  }

  /**
   * Looks again for the container a thread is in. One that nobody described is known by what its place tells, except
   * where that leaves open which of several runtimes keeps it.
   */
  findContainer(thread: Thread): void {
    const found = findContainer(thread, thread.cgroupFindings, this) ?? (this.mends ? thread.cgroupFindings.newer : undefined);
    thread.containerId = found?.id ?? '';
    if (found === undefined) return;
    const { containers } = this;
    if (this.#onUnknownContainer !== undefined && !isDescribed(containers.get(found.id))) this.#onUnknownContainer(found.id);
    if (found.type !== ContainerType.cri && !containers.has(found.id) && containers.size < maxBareContainers) {
      containers.set(found.id, bareContainer(found.id, found.type, found.name));
    }
    thread.category = categoryOf(thread, this);
  }

  addOrchestration(type: number, json: string): void {
    if (this.orchestration.length < maxOrchestration) this.orchestration.push({ type, json });
  }

  isKnownContainer(id: string): boolean {
    return this.containers.has(id);
  }

  /** The containers somebody described, as the JSON of container events (binary strings). */
  describedContainers(): string[] {
    return [...this.containers.values()].filter(isDescribed).flatMap((container) => containerJson(container) ?? []);
  }

  /** Whether all is known of where a thread runs: on the host, or in a container somebody described. */
  knowsPlaceOf({ containerId }: Thread): boolean {
    return containerId === '' || isDescribed(this.containers.get(containerId));
  }

  /** What is known of the container a thread is in. */
  containerOf(thread: Thread): Container | undefined {
    return thread.containerId === '' ? undefined : this.containers.get(thread.containerId);
  }

  /** The thread that made this one, or its process: undefined where it is gone or never was known. */
  parentOf(thread: Thread): Thread | undefined {
    return this.table.get(thread.ptid);
  }

  /** The thread's parent, its parent, and so on; ends where they go round in a circle. */
  ancestors(thread: Thread): Generator<Thread, void, undefined> {
    return this.table.ancestors(thread);
  }

  /** The outermost shell above a process, itself included: the one somebody logged in to. */
  loginShell(thread: Thread): Thread | undefined {
    const { main } = thread;
    let shell = isShell(main) ? main : undefined;
    for (const ancestor of this.ancestors(main)) if (isShell(ancestor)) shell = ancestor;
    return shell;
  }

  /** Whether an address is this machine's, or the container's that a thread is in. */
  isLocalAddress(address: number | string, thread: Thread): boolean {
    if (thread.containerId !== '') {
      if (typeof address === 'string') return false;
      const container = this.containers.get(thread.containerId);
      if (container !== undefined && container.ip !== 0) {
        if (container.ip === address) return true;
      } else if (container !== undefined) {
        for (const { ip } of this.containers.values()) if (ip === address) return true;
      }
    }
    return this.interfaces.isLocal(address);
  }
}

/** Whether an enter event holds what its exit needs of it. */
function saysAnything(evt: EventCursor): boolean {
  switch (evt.type) {
    case fcntlEnter:
      return evt.has(1, 1) && fcntlMakesFd(evt.u8(1));
    case genericEnter:
      // Calls that have no code are named by their native number, which only the enter holds.
      return evt.has(1, 2) && evt.u16(0) === 0;
    case sendtoEnter:
    case sendmsgEnter:
      return evt.size(2) > 0;
    default:
      return evt.paramCount > 0;
  }
}

/** Whether more is known of a container than its place tells. */
function isDescribed(container: Container | undefined): boolean {
  return container !== undefined && (container.image !== '' || container.fullId !== '');
}

function isShell({ comm }: Thread): boolean {
  return comm.endsWith('sh');
}
