/** Puts a compiled eBPF object into the kernel: `loadObject` gives its maps and programs, `attach` starts them. */
export * from './errors.ts';
export { isLockedDown, isTooOld, kernelRelease, type Privileges, possibleCpus, readPrivileges } from './kernel.ts';
export { type Libc, type Mapping, type MappingMode, openLibc } from './libc.ts';
export { loadObject } from './object.ts';
export { type ProgramInfo, programInfo } from './program-info.ts';
export type { BpfMap, GlobalValue, GlobalVariable, LoadedObject, LoadedProgram, LoadOptions, LoadPhases } from './types.ts';
