import { bits, flagSet, one, same } from './define.ts';

/** Operation of futex: one number and two flags, as linux/futex.h has them. */
export const futexOperations = flagSet('futex_operations', same(0x1ff), [
  ['FUTEX_CLOCK_REALTIME', 256],
  ['FUTEX_PRIVATE_FLAG', 128],
  ['FUTEX_CMP_REQUEUE_PI', 12],
  ['FUTEX_WAIT_REQUEUE_PI', 11],
  ['FUTEX_WAKE_BITSET', 10],
  ['FUTEX_WAIT_BITSET', 9],
  ['FUTEX_TRYLOCK_PI', 8],
  ['FUTEX_UNLOCK_PI', 7],
  ['FUTEX_LOCK_PI', 6],
  ['FUTEX_WAKE_OP', 5],
  ['FUTEX_CMP_REQUEUE', 4],
  ['FUTEX_REQUEUE', 3],
  ['FUTEX_FD', 2],
  ['FUTEX_WAKE', 1],
  ['FUTEX_WAIT', 0],
]);

/** Flags of one operation of semop. Kernel numbers: linux/ipc.h, linux/sem.h. */
export const semopFlags = flagSet('semop_flags', bits, [
  ['IPC_NOWAIT', 1 << 0, 0o4000],
  ['SEM_UNDO', 1 << 1, 0x1000],
]);

/** Flags of semget; its permission bits are left out. */
export const semgetFlags = flagSet('semget_flags', bits, [
  ['IPC_EXCL', 1 << 14, 0o2000],
  ['IPC_CREAT', 1 << 13, 0o1000],
]);

/** Command of semctl. */
export const semctlCommands = flagSet('semctl_commands', one(0), [
  ['IPC_STAT', 1 << 0, 2],
  ['IPC_SET', 1 << 1, 1],
  ['IPC_RMID', 1 << 2, 0],
  ['IPC_INFO', 1 << 3, 3],
  ['SEM_INFO', 1 << 4, 19],
  ['SEM_STAT', 1 << 5, 18],
  ['GETALL', 1 << 6, 13],
  ['GETNCNT', 1 << 7, 14],
  ['GETPID', 1 << 8, 11],
  ['GETVAL', 1 << 9, 12],
  ['GETZCNT', 1 << 10, 15],
  ['SETALL', 1 << 11, 17],
  ['SETVAL', 1 << 12, 16],
]);
