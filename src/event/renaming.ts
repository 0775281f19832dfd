import { keyOfSyscall } from './keys.ts';
import { codeOfNative } from './syscall-codes.ts';
import { nativeSyscallNumber } from './syscalls.ts';
import { eventNumber } from './table.ts';

const prctl = codeOfNative(nativeSyscallNumber('prctl') ?? 0);

/** Key of the exit of `prctl`, by which threads name themselves. Files for sysdig have no event of its own for it. */
export const renamingKey: number = keyOfSyscall(prctl, eventNumber('PPME_GENERIC_X'));

/**
 * Index of the parameter in which live capture puts, behind what the schema has, the name of the thread after the call. Readers take
 * as many parameters as they know, which is how the format grows.
 */
export const newNameParam = 2;
