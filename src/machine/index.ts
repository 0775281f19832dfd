export { addressText, ipv4Text, ipv6Text, isMappedIpv4 } from './address.ts';
export { cgroupPath, cgroupSubsystem } from './cgroups.ts';
export {
  bareContainer,
  type Container,
  type ContainerMount,
  type ContainerPort,
  ContainerType,
  containerTypes,
  type HealthProbe,
} from './container.ts';
export { containerJson } from './container-json.ts';
export type { EventContext } from './context.ts';
export { Fd, type FdInit, type FdTexts, isInetSocket, kindOfFd, type Tuple } from './fd.ts';
export { FdTable } from './fds.ts';
export type { Needs } from './kinds.ts';
export { type EventPredicate, Machine, type MachineCounters, type MachineOptions, type Orchestration } from './machine.ts';
export { joinPath, printable } from './paths.ts';
export { fdEntryOf } from './snapshot.ts';
export { identityKeys } from './state/index.ts';
export { Suppressor } from './suppress.ts';
export { noUid, type ProcessCategory, Thread, ThreadFlag, type ThreadText } from './thread.ts';
export type { EarlyPredicates } from './told.ts';
export { type CurrentSpan, type SpanEvent, spanEnter, spanExit } from './tracers/index.ts';
export type { GroupTable, UserTable } from './users.ts';
