import { eventNumber } from '../../event/index.ts';
import type { StateHandler } from '../current.ts';
import { i64, unsigned } from '../params.ts';

/** The number events give RLIMIT_NOFILE; the kernel's own is the same. */
const RLIMIT_NOFILE = 7;

/** getrlimit and setrlimit say how many fds the process may have. */
const limited: StateHandler = ({ evt, enter }, thread) => {
  if (i64(evt, 0, -1) < 0) return;
  const resource = enter === undefined ? unsigned(evt, 3, -1) : unsigned(enter, 0, -1);
  const limit = i64(evt, 1, -1);
  if (resource === RLIMIT_NOFILE && limit !== -1) thread.main.fdLimit = limit;
};

/** prlimit can do so to another process. */
const limitedOther: StateHandler = ({ evt, enter, machine }, thread) => {
  if (i64(evt, 0, -1) < 0) return;
  const resource = enter === undefined ? unsigned(evt, 6, -1) : unsigned(enter, 1, -1);
  const limit = i64(evt, 1, -1);
  if (resource !== RLIMIT_NOFILE || limit === -1) return;
  const pid = enter === undefined ? i64(evt, 5, 0) : i64(enter, 0, 0);
  const target = pid === 0 ? thread : machine.table.getOrInvent(pid);
  target.main.fdLimit = limit;
};

const syscall = (name: string) => eventNumber(`PPME_SYSCALL_${name}_X`);

export const limitHandlers: readonly (readonly [number, StateHandler])[] = [
  [syscall('GETRLIMIT'), limited],
  [syscall('SETRLIMIT'), limited],
  [syscall('PRLIMIT'), limitedOther],
];
