/** Live capture: the probe in the kernel, its loader and ring, behind the interface of all sources. */
export { EbpfError, type EbpfErrorCode, isLockedDown, isTooOld, kernelRelease, type Privileges, readPrivileges } from './load/index.ts';
export type { ProbeCounters, WhoFilter } from './probe-state.ts';
export { SNAPLEN_MAX } from './probe-state.ts';
export { type EbpfOptions, EbpfSource } from './source.ts';
export { type SyscallKinds, syscallEvents } from './table/index.ts';
export { tryProbe } from './try-probe.ts';
