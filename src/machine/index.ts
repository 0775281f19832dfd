export type { EventContext } from './context.ts';
export { Fd, type FdInit, isInetSocket, kindOfFd, type Tuple } from './fd.ts';
export { type EventPredicate, Machine } from './machine.ts';
export { type FdTable, Thread, ThreadFlag } from './thread.ts';
