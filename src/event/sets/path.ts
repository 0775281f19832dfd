import { bits, flagSet, same } from './define.ts';

/** Flags of unlinkat. */
export const unlinkatFlags = flagSet('unlinkat_flags', same(0x200), [['AT_REMOVEDIR', 0x200]]);

/** Flags of linkat. */
export const linkatFlags = flagSet('linkat_flags', same(0x1400), [
  ['AT_SYMLINK_FOLLOW', 0x400],
  ['AT_EMPTY_PATH', 0x1000],
]);

/** Flags of newfstatat. */
export const newfstatatFlags = flagSet('newfstatat_flags', same(0x1900), [
  ['AT_EMPTY_PATH', 0x1000],
  ['AT_NO_AUTOMOUNT', 0x800],
  ['AT_SYMLINK_NOFOLLOW', 0x100],
]);

/** Flags of fchownat. Newer sysdig calls 0x400 AT_SYMLINK_NOFOLLOW; to the kernel it is AT_SYMLINK_FOLLOW. */
export const fchownatFlags = flagSet('fchownat_flags', same(0x1400), [
  ['AT_SYMLINK_FOLLOW', 0x400],
  ['AT_EMPTY_PATH', 0x1000],
]);

/** Flags of execveat. */
export const execveatFlags = flagSet('execveat_flags', bits, [
  ['AT_EMPTY_PATH', 1 << 0, 0x1000],
  ['AT_SYMLINK_NOFOLLOW', 1 << 1, 0x100],
]);

/** Flags of renameat2. */
export const renameat2Flags = flagSet('renameat2_flags', same(), [
  ['RENAME_NOREPLACE', 1 << 0],
  ['RENAME_EXCHANGE', 1 << 1],
  ['RENAME_WHITEOUT', 1 << 2],
]);
