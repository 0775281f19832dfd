/** What the kernel's side of live capture leaves in shared memory: the ring buffer of records, and counters. */
export { MappedArray } from './mapped-array.ts';
export { nextDelay } from './poll.ts';
export { Ring } from './ring.ts';
