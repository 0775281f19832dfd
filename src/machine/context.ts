import type { EventCursor, EventType } from '../event/index.ts';
import type { Fd } from './fd.ts';
import type { Machine } from './machine.ts';
import type { Thread } from './thread.ts';

/**
 * The current event with everything the machine knows about it: what fields read. One object serves a whole capture;
 * it is refilled for each event.
 */
export interface EventContext {
  readonly evt: EventCursor;
  /** The definition of the event's type. */
  readonly type: EventType;
  readonly machine: Machine;
  /** The thread of the event; undefined only for events of no thread. */
  readonly thread: Thread | undefined;
  /** Number of the fd the event is about; -1 where it is about none. */
  readonly fdNumber: number;
  /** What that fd stands for; also after a close, for the close itself. */
  readonly fd: Fd | undefined;
  /**
   * Enter-to-exit time in ns: 0 for enters and before the first enter. An exit whose own enter was lost has the time
   * since the enter before it, as in sysdig.
   */
  readonly latency: number;
  /** Time of the first event of the capture, on the same base as `evt.time`. */
  readonly firstTime: number;
  /** Time of the previous event of the output, for `evt.deltatime`; undefined for the first. */
  readonly previousTime: number | undefined;
  /**
   * The enter event that belongs to this exit, as a cursor on a copy of its bytes; undefined for enters and where it
   * was not seen. Kept only for types whose exit needs it.
   */
  readonly enter: EventCursor | undefined;
  /** Whether this event gave its fd another name. */
  readonly fdNameChanged: boolean;
  /**
   * Whether this is an exit that belongs to the thread's last enter, or that says itself all its enter would have said.
   * Where it is not, the fd is the one of some call before it.
   */
  readonly paired?: boolean;
  /** The errno of a failed call as a positive number; 0 where it did not fail or that cannot be told. */
  readonly errorCode?: number;
}
