import { EventFlag, eventFlags, eventTable } from '../../event/index.ts';
import type { EventContext, Fd } from '../../machine/index.ts';
import type { Traits } from '../define.ts';

/** Events that make, use or close an fd; on all others fd fields have no value. */
const concernsFd = EventFlag.CREATES_FD | EventFlag.USES_FD | EventFlag.DESTROYS_FD;

/** By type number: 1 for events about an fd. */
export const aboutFd: Uint8Array = Uint8Array.from(eventFlags, (flags) => ((flags & concernsFd) === 0 ? 0 : 1));

/** What all fd fields have in common: only these event types can give them a value. */
export const onFdEvents: Traits = {
  eventTypes: [...aboutFd.keys()].filter((type) => aboutFd[type] === 1),
};

/**
 * The same for fields that also need an fd that is there: not even the enter of a call that makes one has it. What such an exit
 * tells, where the call failed, is another matter.
 */
export const onFdsThere: Traits = {
  eventTypes: [...aboutFd.keys()].filter(
    (type) => aboutFd[type] === 1 && !(eventTable[type]!.enter && (eventFlags[type]! & EventFlag.USES_FD) === 0),
  ),
};

/** Whether the event is about an fd of a thread at all. */
export function isAboutFd({ evt, thread }: EventContext): boolean {
  return thread !== undefined && aboutFd[evt.type] === 1;
}

/** What the fd of the event stands for; undefined where the event is about none, or nothing is known of it. */
export function subject(context: EventContext): Fd | undefined {
  return isAboutFd(context) ? context.fd : undefined;
}
