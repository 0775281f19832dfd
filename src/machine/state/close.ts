import { eventNumber } from '../../event/index.ts';
import type { StateHandler } from '../current.ts';
import { i64, u32 } from '../params.ts';

const CLOSE_RANGE_CLOEXEC = 1 << 2;

/**
 * Remembers what is being closed: another thread can be given the same number before the call ends, and that new fd
 * must not be taken away by its end.
 */
const closing: StateHandler = (current, thread) => {
  if (current.machine.mends) thread.closing = current.used(thread)?.birth ?? 0;
};

/** The fd goes away after the event was shown. */
const closed: StateHandler = (current, thread) => {
  const { machine, evt, usesFd } = current;
  const birth = thread.closing;
  thread.closing = 0;
  if (!usesFd || i64(evt, 0, -1) < 0) return;
  // sysdig means to spare a new fd of the same number, but does not.
  if (birth !== 0 && machine.mends && current.used(thread)?.birth !== birth) return;
  machine.dropAfterEvent(thread, thread.lastEventFd);
};

/** All fds from the first to the last go away, unless they are only to go away at the next execve. */
const closedRange: StateHandler = ({ evt }, thread) => {
  if (i64(evt, 0, -1) < 0 || (u32(evt, 3, 0) & CLOSE_RANGE_CLOEXEC) !== 0) return;
  const first = u32(evt, 1, 0);
  const last = u32(evt, 2, 0);
  for (const number of thread.fds.keys()) if (number >= first && number <= last) thread.fds.delete(number);
};

export const closeHandlers: readonly (readonly [number, StateHandler])[] = [
  [eventNumber('PPME_SYSCALL_CLOSE_E'), closing],
  [eventNumber('PPME_SYSCALL_CLOSE_X'), closed],
  [eventNumber('PPME_SYSCALL_CLOSE_RANGE_X'), closedRange],
];
