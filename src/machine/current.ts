import { EventCursor, type EventType, eventTable } from '../event/index.ts';
import type { EventContext } from './context.ts';
import type { Fd } from './fd.ts';
import type { Machine } from './machine.ts';
import type { Thread } from './thread.ts';

/** The current event as the machine itself works on it. */
export class CurrentEvent implements EventContext {
  readonly machine: Machine;
  evt = new EventCursor();
  type: EventType = eventTable[0]!;
  thread: Thread | undefined = undefined;
  fdNumber = -1;
  fd: Fd | undefined = undefined;
  latency = 0;
  firstTime = 0;
  previousTime: number | undefined = undefined;
  enter: EventCursor | undefined = undefined;
  fdNameChanged = false;
  paired = false;
  errorCode = 0;
  /** Changes state but is not shown, for instance what is known of a container that could not be looked up. */
  hidden = false;
  /** Name of the fd before the event. */
  nameBefore = '';

  constructor(machine: Machine) {
    this.machine = machine;
  }
}

/** Brings the machine up to an event of the types it is made for. */
export type StateHandler = (current: CurrentEvent, thread: Thread) => void;
