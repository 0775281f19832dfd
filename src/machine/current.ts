import { EventCursor, type EventType, eventTable } from '../event/index.ts';
import type { EventContext } from './context.ts';
import type { Fd } from './fd.ts';
import type { Machine } from './machine.ts';
import { hasResult } from './results.ts';
import type { Thread } from './thread.ts';

/** The current event as the machine itself works on it. */
export class CurrentEvent implements EventContext {
  readonly machine: Machine;
  evt = new EventCursor();
  thread: Thread | undefined = undefined;
  fdNumber = -1;
  fd: Fd | undefined = undefined;
  latency = 0;
  firstTime = 0;
  enter: EventCursor | undefined = undefined;
  fdNameChanged = false;
  paired = false;
  /** Changes state but is not shown, for instance what is known of a container that could not be looked up. */
  hidden = false;
  /** Name of the fd before the event. */
  nameBefore = '';
  /** Times of the last event that was shown and, once this one is, of the one before; NaN for none. */
  shownTime = Number.NaN;
  previousShownTime = Number.NaN;

  constructor(machine: Machine) {
    this.machine = machine;
  }

  get type(): EventType {
    return eventTable[this.evt.type]!;
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
