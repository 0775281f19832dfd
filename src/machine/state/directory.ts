import { eventNumber } from '../../event/index.ts';
import type { StateHandler } from '../current.ts';
import { i64, text } from '../params.ts';
import { joinPath } from '../paths.ts';
import type { Thread } from '../thread.ts';

/** Goes to a directory as seen from the one the process is in. */
export function goTo(thread: Thread, path: string): void {
  const cwd = joinPath(thread.cwd, path);
  thread.cwd = cwd.endsWith('/') ? cwd : `${cwd}/`;
}

/** chdir, and getcwd, which tells where the process is should that have been missed. */
const went: StateHandler = ({ evt }, thread) => {
  if (i64(evt, 0, -1) >= 0) goTo(thread, text(evt, 1));
};

const wentByFd: StateHandler = (current, thread) => {
  const fd = current.used(thread);
  if (i64(current.evt, 0, -1) >= 0 && fd !== undefined) goTo(thread, fd.name);
};

const changedRoot: StateHandler = ({ evt, machine }, thread) => {
  if (i64(evt, 0, -1) !== 0) return;
  const path = text(evt, 1);
  thread.root = path.startsWith('/') ? path : joinPath(thread.cwd, path);
  machine.findContainer(thread);
};

const syscall = (name: string) => eventNumber(`PPME_SYSCALL_${name}_X`);

export const directoryHandlers: readonly (readonly [number, StateHandler])[] = [
  [syscall('CHDIR'), went],
  [syscall('GETCWD'), went],
  [syscall('FCHDIR'), wentByFd],
  [syscall('CHROOT'), changedRoot],
];
