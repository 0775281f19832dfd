import { eventNumber } from '../../event/index.ts';
import type { StateHandler } from '../current.ts';
import { unsigned } from '../params.ts';

/** brk, mmap and munmap say what memory the process has afterwards. */
const mapped: StateHandler = ({ evt }, thread) => {
  thread.vmSize = unsigned(evt, 1, thread.vmSize);
  thread.vmRss = unsigned(evt, 2, thread.vmRss);
  thread.vmSwap = unsigned(evt, 3, thread.vmSwap);
};

/** Page faults of a thread, 8 bytes each, and memory of its process, 4 bytes each. */
const switchedBytes = 2 * 8 + 3 * 4;

/** So does being taken off a processor. Memory is the process'; page faults are the thread's. */
const switched: StateHandler = ({ evt }, thread) => {
  if (evt.paramCount < 6) return;
  const at = evt.offset(1);
  if (evt.offset(5) + evt.size(5) - at !== switchedBytes) return;
  const { view } = evt;
  thread.pfMajor = u64At(view, at);
  thread.pfMinor = u64At(view, at + 8);
  const { main } = thread;
  main.vmSize = view.getInt32(at + 16, true) >>> 0;
  main.vmRss = view.getInt32(at + 20, true) >>> 0;
  main.vmSwap = view.getInt32(at + 24, true) >>> 0;
};

function u64At(view: DataView, at: number): number {
  return (view.getInt32(at, true) >>> 0) + (view.getInt32(at + 4, true) >>> 0) * 4294967296;
}

export const memoryHandlers: readonly (readonly [number, StateHandler])[] = [
  ...['BRK_4', 'MMAP', 'MMAP2', 'MUNMAP'].map((name) => [eventNumber(`PPME_SYSCALL_${name}_X`), mapped] as const),
  [eventNumber('PPME_SCHEDSWITCH_6_E'), switched],
];
