import { bits, flagSet, same } from './define.ts';

/** Protection of mmap and mprotect. PROT_SAO exists on PowerPC only. Kernel numbers: asm-generic/mman-common.h. */
export const protFlags = flagSet('prot_flags', bits, [
  ['PROT_READ', 1 << 0, 0x1],
  ['PROT_WRITE', 1 << 1, 0x2],
  ['PROT_EXEC', 1 << 2, 0x4],
  ['PROT_SEM', 1 << 3, 0x8],
  ['PROT_GROWSDOWN', 1 << 4, 0x01000000],
  ['PROT_GROWSUP', 1 << 5, 0x02000000],
  ['PROT_SAO', 1 << 6],
  ['PROT_NONE', 0],
]);

/**
 * Flags of mmap. MAP_SHARED_VALIDATE is 3 to the kernel and shared, not private. Flags without a kernel number do not
 * exist on x86_64. Kernel numbers: asm-generic/mman.h, asm/mman.h.
 */
export const mmapFlags = flagSet('mmap_flags', bits, [
  ['MAP_SHARED', 1 << 0, 0x01],
  ['MAP_PRIVATE', 1 << 1, 0x02, 0x03],
  ['MAP_FIXED', 1 << 2, 0x10],
  ['MAP_ANONYMOUS', 1 << 3, 0x20],
  ['MAP_32BIT', 1 << 4, 0x40],
  ['MAP_RENAME', 1 << 5],
  ['MAP_NORESERVE', 1 << 6, 0x4000],
  ['MAP_POPULATE', 1 << 7, 0x8000],
  ['MAP_NONBLOCK', 1 << 8, 0x10000],
  ['MAP_GROWSDOWN', 1 << 9, 0x100],
  ['MAP_DENYWRITE', 1 << 10, 0x800],
  ['MAP_EXECUTABLE', 1 << 11, 0x1000],
  ['MAP_INHERIT', 1 << 12],
  ['MAP_FILE', 1 << 13],
  ['MAP_LOCKED', 1 << 14, 0x2000],
]);

/** Flags of mlockall. */
export const mlockallFlags = flagSet('mlockall_flags', same(7), [
  ['MCL_CURRENT', 1 << 0],
  ['MCL_FUTURE', 1 << 1],
  ['MCL_ONFAULT', 1 << 2],
]);

/** Flags of mlock2. */
export const mlock2Flags = flagSet('mlock2_flags', same(1), [['MLOCK_ONFAULT', 1 << 0]]);

/** Flags of memfd_create. */
export const memfdCreateFlags = flagSet('memfd_create_flags', same(7), [
  ['MFD_CLOEXEC', 1 << 0],
  ['MFD_ALLOW_SEALING', 1 << 1],
  ['MFD_HUGETLB', 1 << 2],
]);

/**
 * Error code of a page fault, as the processor gives it (asm/trap_pf.h). Three of its bits say one thing where they
 * are set and another where they are not; both have a bit here.
 */
export const pfFlags = flagSet('pf_flags', bits, [
  ['PROTECTION_VIOLATION', 1 << 0, 0x01],
  ['PAGE_NOT_PRESENT', 1 << 1, 0, 0x01],
  ['WRITE_ACCESS', 1 << 2, 0x02],
  ['READ_ACCESS', 1 << 3, 0, 0x02],
  ['USER_FAULT', 1 << 4, 0x04],
  ['SUPERVISOR_FAULT', 1 << 5, 0, 0x04],
  ['RESERVED_PAGE', 1 << 6, 0x08],
  ['INSTRUCTION_FETCH', 1 << 7, 0x10],
]);
