import type { EventCursor, InitialState } from '../event/index.ts';
import type { EventContext } from './context.ts';
import type { Thread } from './thread.ts';

/** Decides on the current event; called with the machine's state as it is when the event's own fields are read. */
export type EventPredicate = (context: EventContext) => boolean;

/**
 * The traced machine, rebuilt from the state a capture begins with and from its events: threads, their fds, users,
 * groups, containers.
 */
export class Machine {
  readonly threads = new Map<number, Thread>();

  /** Takes over the state at the start of a capture, or of a further section in it: what was known before is gone. */
  load(_state: InitialState): void {}

  /**
   * Brings the machine up to an event and decides whether the event is to be shown.
   *
   * For events that change state the filter runs after the change (an `open` is asked with its new fd in place), for
   * all others before it.
   */
  process(_evt: EventCursor, _filter: EventPredicate | undefined): boolean {
    return true;
  }
}
