import { bits, flagSet, same } from './define.ts';

/** The bits of the kernel's open flags that say how the file is accessed. */
const O_ACCMODE = 0o3;

/**
 * Flags of open, openat, openat2 and of whoever else makes fds. Kernel numbers: asm-generic/fcntl.h.
 * O_RDONLY is a bit here, where the kernel has none for it. O_SYNC and O_TMPFILE contain other flags of the kernel
 * (O_DSYNC, O_DIRECTORY) and hold only with all of their bits. The last three are added by tracers.
 */
export const fileFlags = flagSet('file_flags', bits, [
  ['O_LARGEFILE', 1 << 11, 0o100000],
  ['O_DIRECTORY', 1 << 10, 0o200000],
  ['O_DIRECT', 1 << 9, 0o40000],
  ['O_TRUNC', 1 << 8, 0o1000],
  ['O_SYNC', 1 << 7, 0o4010000],
  ['O_NONBLOCK', 1 << 6, 0o4000],
  ['O_EXCL', 1 << 5, 0o200],
  ['O_DSYNC', 1 << 4, 0o10000],
  ['O_APPEND', 1 << 3, 0o2000],
  ['O_CREAT', 1 << 2, 0o100],
  ['O_RDWR', 3, 0o2, O_ACCMODE],
  ['O_WRONLY', 1 << 1, 0o1, O_ACCMODE],
  ['O_RDONLY', 1 << 0, 0o0, O_ACCMODE],
  ['O_CLOEXEC', 1 << 12, 0o2000000],
  ['O_NONE', 0],
  ['O_TMPFILE', 1 << 13, 0o20200000],
  ['O_F_CREATED', 1 << 14],
  ['FD_UPPER_LAYER', 1 << 15],
  ['FD_LOWER_LAYER', 1 << 16],
]);

/** What tracers say about a file that creat opened: which layer of an overlay it is on. */
export const creatFlags = flagSet('creat_flags', undefined, [
  ['FD_UPPER_LAYER_CREAT', 1 << 0],
  ['FD_LOWER_LAYER_CREAT', 1 << 1],
]);

/** `resolve` of openat2. Kernel numbers: linux/openat2.h. */
export const openat2Flags = flagSet('openat2_flags', bits, [
  ['RESOLVE_BENEATH', 1 << 0, 0x08],
  ['RESOLVE_IN_ROOT', 1 << 1, 0x10],
  ['RESOLVE_NO_MAGICLINKS', 1 << 2, 0x02],
  ['RESOLVE_NO_SYMLINKS', 1 << 3, 0x04],
  ['RESOLVE_NO_XDEV', 1 << 4, 0x01],
  ['RESOLVE_CACHED', 1 << 5, 0x20],
]);

/** Mode of access. */
export const accessFlags = flagSet('access_flags', same(7), [
  ['F_OK', 0],
  ['R_OK', 1 << 2],
  ['W_OK', 1 << 1],
  ['X_OK', 1 << 0],
]);

/** Operation of flock. */
export const flockFlags = flagSet('flock_flags', same(15), [
  ['LOCK_SH', 1 << 0],
  ['LOCK_EX', 1 << 1],
  ['LOCK_NB', 1 << 2],
  ['LOCK_UN', 1 << 3],
  ['LOCK_NONE', 0],
]);

/** Whence of lseek and llseek. SEEK_DATA (3) and SEEK_HOLE (4) have no name. */
export const lseekWhence = flagSet('lseek_whence', same(), [
  ['SEEK_END', 2],
  ['SEEK_CUR', 1],
  ['SEEK_SET', 0],
]);
