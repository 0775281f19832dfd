import { flagSet, one, same } from './define.ts';

/** quotactl's first argument holds the type of quota in its lowest byte and the command above it (linux/quota.h). */
const COMMAND = 0xffffff00;
const TYPE = 0x000000ff;

/** Command of quotactl. */
export const quotactlCmds = flagSet('quotactl_cmds', one(0), [
  ['Q_QUOTAON', 1 << 0, 0x80000200, COMMAND],
  ['Q_QUOTAOFF', 1 << 1, 0x80000300, COMMAND],
  ['Q_GETFMT', 1 << 2, 0x80000400, COMMAND],
  ['Q_GETINFO', 1 << 3, 0x80000500, COMMAND],
  ['Q_SETINFO', 1 << 4, 0x80000600, COMMAND],
  ['Q_GETQUOTA', 1 << 5, 0x80000700, COMMAND],
  ['Q_SETQUOTA', 1 << 6, 0x80000800, COMMAND],
  ['Q_SYNC', 1 << 7, 0x80000100, COMMAND],
  ['Q_XQUOTAON', 1 << 8, 0x580100, COMMAND],
  ['Q_XQUOTAOFF', 1 << 9, 0x580200, COMMAND],
  ['Q_XGETQUOTA', 1 << 10, 0x580300, COMMAND],
  ['Q_XSETQLIM', 1 << 11, 0x580400, COMMAND],
  ['Q_XGETQSTAT', 1 << 12, 0x580500, COMMAND],
  ['Q_XQUOTARM', 1 << 13, 0x580600, COMMAND],
  ['Q_XQUOTASYNC', 1 << 14, 0x580700, COMMAND],
]);

/** Whose quota: the type in quotactl's first argument. */
export const quotactlTypes = flagSet('quotactl_types', one(0), [
  ['USRQUOTA', 1 << 0, 0, TYPE],
  ['GRPQUOTA', 1 << 1, 1, TYPE],
]);

/** Format of a quota file, as `id` of Q_QUOTAON and in the answer of Q_GETFMT. */
export const quotactlQuotaFmts = flagSet('quotactl_quota_fmts', one(1), [
  ['QFMT_NOT_USED', 1 << 0],
  ['QFMT_VFS_OLD', 1 << 1, 1],
  ['QFMT_VFS_V0', 1 << 2, 2],
  ['QFMT_VFS_V1', 1 << 3, 4],
]);

/** `dqi_flags` of `struct dqinfo`. sysdig's probe writes the kernel's number, so 1 (root squash) is shown as DQF_NONE. */
export const quotactlDqiFlags = flagSet('quotactl_dqi_flags', same(), [
  ['DQF_NONE', 1 << 0],
  ['V1_DQF_RSQUASH', 1 << 1],
]);
