import { EventCursor, EventFlag, type EventType, eventFlags, eventTable } from '../event/index.ts';
import type { EventContext } from './context.ts';
import type { Fd } from './fd.ts';
import type { Machine } from './machine.ts';
import { hasResult } from './results.ts';
import type { Thread } from './thread.ts';

const FD_EVENT = EventFlag.CREATES_FD | EventFlag.USES_FD | EventFlag.DESTROYS_FD;

/** The current event as the machine itself works on it. */
export class CurrentEvent implements EventContext {
  readonly machine: Machine;
  evt = new EventCursor();
  /** The event as the capture holds it: another than {@link evt} where a write became an event of a span. */
  stored: EventCursor = this.evt;
  thread: Thread | undefined = undefined;
  latency = 0;
  firstTime = 0;
  enter: EventCursor | undefined = undefined;
  fdNameChanged = false;
  paired = false;
  /** Whether the event says which fd it is about: an enter that names one, or the exit of such a one. */
  usesFd = false;
  /** Not shown where no filter asks for it: what is known of a container that could not be looked up, or half of a tracer. */
  hidden = false;
  /** Times of the last event that was shown and, once this one is, of the one before; NaN for none. */
  shownTime = Number.NaN;
  previousShownTime = Number.NaN;

  /** Most events are never asked for their fd: it is looked up when they are. */
  #fd: Fd | undefined = undefined;
  #fdIsKnown = false;
  /** Not an event, but an fd in the table: its number. */
  #entry: number | undefined = undefined;

  constructor(machine: Machine) {
    this.machine = machine;
  }

  /** Forgets everything about the event before. */
  begin(evt: EventCursor): void {
    // Storing an object costs the garbage collector's write barrier, and it is nearly always the same one.
    if (this.evt !== evt) this.evt = evt;
    if (this.stored !== evt) this.stored = evt;
    this.latency = 0;
    this.enter = undefined;
    this.fdNameChanged = false;
    this.paired = false;
    this.usesFd = false;
    this.hidden = false;
    this.#fd = undefined;
    this.#fdIsKnown = false;
    this.#entry = undefined;
  }

  /** For filters over the table of fds: an fd of a thread instead of an event. */
  beginEntry(evt: EventCursor, thread: Thread, number: number, fd: Fd | undefined): void {
    this.begin(evt);
    this.thread = thread;
    this.setFd(fd);
    this.#entry = number;
  }

  /** The write is seen as another event from here on, which has nothing to do with fds or calls. */
  become(evt: EventCursor, thread: Thread): void {
    this.evt = evt;
    this.latency = 0;
    this.paired = false;
    this.usesFd = false;
    this.setFd(undefined);
    thread.lastEventFd = -1;
    thread.lastEventType = evt.type;
    thread.latency = 0;
    thread.enterTime = Number.NaN;
  }

  get type(): EventType {
    return eventTable[this.evt.type]!;
  }

  /** The number the thread used last, where the event is of a type that has to do with fds. */
  get fdNumber(): number {
    if (this.#entry !== undefined) return this.#entry;
    const { thread } = this;
    return thread !== undefined && (eventFlags[this.evt.type]! & FD_EVENT) !== 0 ? thread.lastEventFd : -1;
  }

  get fd(): Fd | undefined {
    if (!this.#fdIsKnown) {
      const number = this.fdNumber;
      this.setFd(number < 0 ? undefined : this.thread?.fds.get(number));
    }
    return this.#fd;
  }

  /** What the event is about, whatever the table says of the number. */
  setFd(fd: Fd | undefined): void {
    this.#fd = fd;
    this.#fdIsKnown = true;
  }

  /** The fd the event itself says it is about; undefined where it does not, or nothing is known of it. */
  used(thread: Thread): Fd | undefined {
    return this.usesFd && thread.lastEventFd >= 0 ? thread.fds.get(thread.lastEventFd) : undefined;
  }

  get previousTime(): number | undefined {
    return Number.isNaN(this.previousShownTime) ? undefined : this.previousShownTime;
  }

  get errorCode(): number {
    const { evt } = this;
    if (!this.paired || hasResult[evt.type] === 0 || !evt.has(0, 8)) return 0;
    const result = evt.i64(0);
    return result < 0 ? -result : 0;
  }
}

/** Brings the machine up to an event of the types it is made for. */
export type StateHandler = (current: CurrentEvent, thread: Thread) => void;
