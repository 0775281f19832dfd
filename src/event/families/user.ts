import { added, p, pair } from '../define.ts';
import { quotactlCmds, quotactlDqiFlags, quotactlQuotaFmts, quotactlTypes } from '../sets/index.ts';
import { EventFlag as F } from '../types.ts';

/** Users and groups. One entry is one event type, both directions. */
export const userEvents = [
  pair(190, 'PPME_SYSCALL_QUOTACTL', 'quotactl', 'USER', F.NONE, {
    enter: [
      p('cmd', 'FLAGS16', 'DEC', { set: quotactlCmds }),
      p('type', 'FLAGS8', 'DEC', { set: quotactlTypes }),
      p('id', 'UINT32', 'DEC'),
      p('quota_fmt', 'FLAGS8', 'DEC', { set: quotactlQuotaFmts }),
    ],
    exit: [
      p('res', 'ERRNO', 'DEC'),
      p('special', 'CHARBUF'),
      p('quotafilepath', 'CHARBUF'),
      p('dqb_bhardlimit', 'UINT64', 'DEC'),
      p('dqb_bsoftlimit', 'UINT64', 'DEC'),
      p('dqb_curspace', 'UINT64', 'DEC'),
      p('dqb_ihardlimit', 'UINT64', 'DEC'),
      p('dqb_isoftlimit', 'UINT64', 'DEC'),
      p('dqb_btime', 'RELTIME', 'DEC'),
      p('dqb_itime', 'RELTIME', 'DEC'),
      p('dqi_bgrace', 'RELTIME', 'DEC'),
      p('dqi_igrace', 'RELTIME', 'DEC'),
      p('dqi_flags', 'FLAGS8', 'DEC', { set: quotactlDqiFlags }),
      p('quota_fmt_out', 'FLAGS8', 'DEC', { set: quotactlQuotaFmts }),
      added('cmd', 'FLAGS16', 'DEC', { set: quotactlCmds }),
      added('type', 'FLAGS8', 'DEC', { set: quotactlTypes }),
      added('id', 'UINT32', 'DEC'),
      added('quota_fmt', 'FLAGS8', 'DEC', { set: quotactlQuotaFmts }),
    ],
    syscalls: ['quotactl'],
  }),
  pair(192, 'PPME_SYSCALL_SETRESUID', 'setresuid', 'USER', F.MODIFIES_STATE, {
    enter: [p('ruid', 'UID', 'DEC'), p('euid', 'UID', 'DEC'), p('suid', 'UID', 'DEC')],
    exit: [p('res', 'ERRNO', 'DEC'), added('ruid', 'UID', 'DEC'), added('euid', 'UID', 'DEC'), added('suid', 'UID', 'DEC')],
    syscalls: ['setresuid'],
  }),
  pair(194, 'PPME_SYSCALL_SETRESGID', 'setresgid', 'USER', F.MODIFIES_STATE, {
    enter: [p('rgid', 'GID', 'DEC'), p('egid', 'GID', 'DEC'), p('sgid', 'GID', 'DEC')],
    exit: [p('res', 'ERRNO', 'DEC'), added('rgid', 'GID', 'DEC'), added('egid', 'GID', 'DEC'), added('sgid', 'GID', 'DEC')],
    syscalls: ['setresgid'],
  }),
  pair(198, 'PPME_SYSCALL_SETUID', 'setuid', 'USER', F.MODIFIES_STATE, {
    enter: [p('uid', 'UID', 'DEC')],
    exit: [p('res', 'ERRNO', 'DEC'), added('uid', 'UID', 'DEC')],
    syscalls: ['setuid'],
  }),
  pair(200, 'PPME_SYSCALL_SETGID', 'setgid', 'USER', F.MODIFIES_STATE, {
    enter: [p('gid', 'GID', 'DEC')],
    exit: [p('res', 'ERRNO', 'DEC'), added('gid', 'GID', 'DEC')],
    syscalls: ['setgid'],
  }),
  pair(202, 'PPME_SYSCALL_GETUID', 'getuid', 'USER', F.DROP_SIMPLE_CONS, {
    enter: [],
    exit: [p('uid', 'UID', 'DEC')],
    syscalls: ['getuid'],
  }),
  pair(204, 'PPME_SYSCALL_GETEUID', 'geteuid', 'USER', F.DROP_SIMPLE_CONS, {
    enter: [],
    exit: [p('euid', 'UID', 'DEC')],
    syscalls: ['geteuid'],
  }),
  pair(206, 'PPME_SYSCALL_GETGID', 'getgid', 'USER', F.DROP_SIMPLE_CONS, {
    enter: [],
    exit: [p('gid', 'GID', 'DEC')],
    syscalls: ['getgid'],
  }),
  pair(208, 'PPME_SYSCALL_GETEGID', 'getegid', 'USER', F.DROP_SIMPLE_CONS, {
    enter: [],
    exit: [p('egid', 'GID', 'DEC')],
    syscalls: ['getegid'],
  }),
  pair(210, 'PPME_SYSCALL_GETRESUID', 'getresuid', 'USER', F.DROP_SIMPLE_CONS, {
    enter: [],
    exit: [p('res', 'ERRNO', 'DEC'), p('ruid', 'UID', 'DEC'), p('euid', 'UID', 'DEC'), p('suid', 'UID', 'DEC')],
    syscalls: ['getresuid'],
  }),
  pair(212, 'PPME_SYSCALL_GETRESGID', 'getresgid', 'USER', F.DROP_SIMPLE_CONS, {
    enter: [],
    exit: [p('res', 'ERRNO', 'DEC'), p('rgid', 'GID', 'DEC'), p('egid', 'GID', 'DEC'), p('sgid', 'GID', 'DEC')],
    syscalls: ['getresgid'],
  }),
  pair(426, 'PPME_SYSCALL_SETREUID', 'setreuid', 'USER', F.OLD_VERSION | F.MODIFIES_STATE, {
    enter: [],
    exit: [p('res', 'ERRNO', 'DEC'), p('ruid', 'UID', 'DEC'), p('euid', 'UID', 'DEC')],
    exitFlags: F.MODIFIES_STATE,
  }),
  pair(428, 'PPME_SYSCALL_SETREGID', 'setregid', 'USER', F.OLD_VERSION, {
    enter: [],
    exit: [p('res', 'ERRNO', 'DEC'), p('rgid', 'UID', 'DEC'), p('egid', 'UID', 'DEC')],
    exitFlags: F.MODIFIES_STATE,
  }),
];
