import { eventNumber } from '../../event/index.ts';
import type { StateHandler } from '../current.ts';
import { unsigned } from '../params.ts';

/** brk, mmap and munmap say what memory the process has afterwards. */
const mapped: StateHandler = ({ evt }, thread) => {
  thread.vmSize = unsigned(evt, 1, thread.vmSize);
  thread.vmRss = unsigned(evt, 2, thread.vmRss);
  thread.vmSwap = unsigned(evt, 3, thread.vmSwap);
};

/** So does being taken off a processor. Memory is the process'; page faults are the thread's. */
const switched: StateHandler = ({ evt }, thread) => {
  if (evt.paramCount < 6) return;
  thread.pfMajor = unsigned(evt, 1, thread.pfMajor);
  thread.pfMinor = unsigned(evt, 2, thread.pfMinor);
  const { main } = thread;
  main.vmSize = unsigned(evt, 3, main.vmSize);
  main.vmRss = unsigned(evt, 4, main.vmRss);
  main.vmSwap = unsigned(evt, 5, main.vmSwap);
};

export const memoryHandlers: readonly (readonly [number, StateHandler])[] = [
  ...['BRK_4', 'MMAP', 'MMAP2', 'MUNMAP'].map((name) => [eventNumber(`PPME_SYSCALL_${name}_X`), mapped] as const),
  [eventNumber('PPME_SCHEDSWITCH_6_E'), switched],
];
