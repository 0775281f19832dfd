export { addressText, ipv4Text, ipv6Text, isMappedIpv4 } from './address.ts';
export { cgroupPath, cgroupSubsystem } from './cgroups.ts';
export { type Container, type ContainerMount, type ContainerPort, containerTypes, type HealthProbe } from './container.ts';
export type { EventContext } from './context.ts';
export { Fd, type FdInit, isInetSocket, kindOfFd, type Tuple } from './fd.ts';
export { type EventPredicate, Machine, type MachineCounters, type MachineOptions, type Orchestration } from './machine.ts';
export { joinPath, printable } from './paths.ts';
export { type FdTable, noUid, type ProcessCategory, Thread, ThreadFlag } from './thread.ts';
export type { GroupTable, UserTable } from './users.ts';
