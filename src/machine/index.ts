export { addressText, ipv4Text, ipv6Text, isMappedIpv4 } from './address.ts';
export { type Container, type ContainerMount, containerTypes, type HealthProbe } from './container.ts';
export type { EventContext } from './context.ts';
export { Fd, type FdInit, isInetSocket, kindOfFd, type Tuple } from './fd.ts';
export { type EventPredicate, Machine } from './machine.ts';
export { joinPath, printable } from './paths.ts';
export { type FdTable, noUid, Thread, ThreadFlag } from './thread.ts';
