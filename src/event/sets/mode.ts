import { type FlagRow, flagSet, same } from './define.ts';

/** Who may do what: the same bits in the kernel and in events, from the lowest up. */
const permissions: readonly FlagRow[] = [
  ['S_IXOTH', 0o1],
  ['S_IWOTH', 0o2],
  ['S_IROTH', 0o4],
  ['S_IXGRP', 0o10],
  ['S_IWGRP', 0o20],
  ['S_IRGRP', 0o40],
  ['S_IXUSR', 0o100],
  ['S_IWUSR', 0o200],
  ['S_IRUSR', 0o400],
  ['S_ISVTX', 0o1000],
  ['S_ISGID', 0o2000],
  ['S_ISUID', 0o4000],
];

/** Mode of chmod, fchmod and fchmodat. */
export const chmodMode = flagSet('chmod_mode', same(0o7777), permissions);

/** Mode of mknod and mknodat: the permissions and one type. */
export const mknodMode = flagSet('mknod_mode', same(0o177777), [
  ...permissions,
  ['S_IFREG', 0o100000],
  ['S_IFCHR', 0o20000],
  ['S_IFBLK', 0o60000],
  ['S_IFIFO', 0o10000],
  ['S_IFSOCK', 0o140000],
]);
