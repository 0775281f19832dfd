import { eventNumber } from '../../event/index.ts';
import type { StateHandler } from '../current.ts';
import { addFd } from '../fd-table.ts';
import { i64, u32, unsigned } from '../params.ts';
import { ThreadFlag } from '../thread.ts';

const O_CLOEXEC = 1 << 12;
const F_DUPFD = 1;
const F_DUPFD_CLOEXEC = 26;
const dup3 = eventNumber('PPME_SYSCALL_DUP3_X');

const duplicated: StateHandler = (current, thread) => {
  const { evt } = current;
  const number = i64(evt, 0, -1);
  if (number < 0) return;
  // What a shell does to the two ends of a pipeline.
  if (number === 0) thread.flags |= ThreadFlag.PIPE_DST;
  if (number === 1) thread.flags |= ThreadFlag.PIPE_SRC;
  const fd = current.used(thread);
  if (fd === undefined) return;
  if (evt.type === dup3) {
    const flags = u32(evt, 3, 0);
    addFd(current, thread, number, fd.with({ openFlags: flags === 0 ? fd.openFlags & ~O_CLOEXEC : fd.openFlags | flags }));
  } else {
    addFd(current, thread, number, fd);
  }
  current.fdNameChanged = false;
};

/** fcntl gives a new fd for two of its commands. */
const controlled: StateHandler = (current, thread) => {
  const { evt, enter } = current;
  const command = enter === undefined ? unsigned(evt, 2, 0) : unsigned(enter, 1, 0);
  if (command !== F_DUPFD && command !== F_DUPFD_CLOEXEC) return;
  const number = i64(evt, 0, -1);
  const fd = current.used(thread);
  if (number < 0 || fd === undefined) return;
  addFd(current, thread, number, fd);
  current.fdNameChanged = false;
};

/** Whether an fcntl enter is one whose exit will be asked for its command. */
export function fcntlMakesFd(command: number): boolean {
  return command === F_DUPFD || command === F_DUPFD_CLOEXEC;
}

export const dupHandlers: readonly (readonly [number, StateHandler])[] = [
  ...['DUP', 'DUP_1', 'DUP2', 'DUP3'].map((name) => [eventNumber(`PPME_SYSCALL_${name}_X`), duplicated] as const),
  [eventNumber('PPME_SYSCALL_FCNTL_X'), controlled],
];
