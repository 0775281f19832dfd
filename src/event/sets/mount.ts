import { flagSet, same } from './define.ts';

/**
 * Flags of mount, as linux/mount.h has them. Old programs put the magic 0xC0ED into the upper half, which the kernel
 * ignores and a live source has to take off before it writes the event.
 */
export const mountFlags = flagSet('mount_flags', same(), [
  ['RDONLY', 1 << 0],
  ['NOSUID', 1 << 1],
  ['NODEV', 1 << 2],
  ['NOEXEC', 1 << 3],
  ['SYNCHRONOUS', 1 << 4],
  ['REMOUNT', 1 << 5],
  ['MANDLOCK', 1 << 6],
  ['DIRSYNC', 1 << 7],
  ['NOATIME', 1 << 10],
  ['NODIRATIME', 1 << 11],
  ['BIND', 1 << 12],
  ['MOVE', 1 << 13],
  ['REC', 1 << 14],
  ['SILENT', 1 << 15],
  ['POSIXACL', 1 << 16],
  ['UNBINDABLE', 1 << 17],
  ['PRIVATE', 1 << 18],
  ['SLAVE', 1 << 19],
  ['SHARED', 1 << 20],
  ['RELATIME', 1 << 21],
  ['KERNMOUNT', 1 << 22],
  ['I_VERSION', 1 << 23],
  ['STRICTATIME', 1 << 24],
  ['LAZYTIME', 1 << 25],
  ['NOSEC', 1 << 28],
  ['BORN', 1 << 29],
  ['ACTIVE', 1 << 30],
  ['NOUSER', 0x80000000],
]);

/** Flags of umount2. */
export const umountFlags = flagSet('umount_flags', same(), [
  ['FORCE', 1 << 0],
  ['DETACH', 1 << 1],
  ['EXPIRE', 1 << 2],
  ['NOFOLLOW', 1 << 3],
]);

/** Command of fsconfig: exactly one. */
export const fsconfigCmds = flagSet('fsconfig_cmds', same(), [
  ['FSCONFIG_SET_FLAG', 0],
  ['FSCONFIG_SET_STRING', 1],
  ['FSCONFIG_SET_BINARY', 2],
  ['FSCONFIG_SET_PATH', 3],
  ['FSCONFIG_SET_PATH_EMPTY', 4],
  ['FSCONFIG_SET_FD', 5],
  ['FSCONFIG_CMD_CREATE', 6],
  ['FSCONFIG_CMD_RECONFIGURE', 7],
]);
