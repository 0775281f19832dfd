/** What a bpftrace script prints, as events, behind the interface of all sources. */
export { BesideSource } from './beside.ts';
export { BpftraceError, type BpftraceErrorCode } from './errors.ts';
export { keep } from './keeper.ts';
export { findProgram } from './program.ts';
export { type BpftraceOptions, BpftraceSource } from './source.ts';
