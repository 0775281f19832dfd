import type { CurrentEvent } from './current.ts';
import type { Fd } from './fd.ts';
import type { Thread } from './thread.ts';

/** More fds than this are not kept for one process: a new one is left out. The kernel's own limit is 1,048,576. */
export const maxFds = 262_144;

/** A new fd: the event is about it from now on. */
export function addFd(current: CurrentEvent, thread: Thread, number: number, fd: Fd): void {
  thread.lastEventFd = number;
  current.setFd(fd);
  current.fdNameChanged = fd.name !== '';
  const { fds } = thread;
  if (fds.size >= maxFds && !fds.has(number)) current.machine.counters.fdsLeftOut++;
  else fds.set(number, fd);
}

/** The event's fd is not what it was before. */
export function changeFd(current: CurrentEvent, thread: Thread, before: Fd, after: Fd): void {
  current.setFd(after);
  current.fdNameChanged ||= before.name !== after.name;
  thread.fds.set(thread.lastEventFd, after);
}

/** What stands behind a number; negative numbers stand for nothing. */
export function findFd(thread: Thread, number: number): Fd | undefined {
  return number < 0 ? undefined : thread.fds.get(number);
}
