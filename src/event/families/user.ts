import { flags, memory, quota, result, str, translated, uint } from '../capture.ts';
import { added, p, pair } from '../define.ts';
import { quotactlCmds, quotactlDqiFlags, quotactlQuotaFmts, quotactlTypes } from '../sets/index.ts';
import { EventFlag as F } from '../types.ts';

/** Users and groups. One entry is one event type, both directions. */
export const userEvents = [
  pair(190, 'PPME_SYSCALL_QUOTACTL', 'quotactl', 'USER', F.NONE, {
    enter: [
      p('cmd', 'FLAGS16', 'DEC', { set: quotactlCmds, from: flags(0) }),
      p('type', 'FLAGS8', 'DEC', { set: quotactlTypes, from: flags(0) }),
      p('id', 'UINT32', 'DEC', { from: quota('id') }),
      p('quota_fmt', 'FLAGS8', 'DEC', { set: quotactlQuotaFmts, from: translated(quota('format')) }),
    ],
    exit: [
      p('res', 'ERRNO', 'DEC', { from: result }),
      p('special', 'CHARBUF', 'NA', { from: str(1) }),
      p('quotafilepath', 'CHARBUF', 'NA', { from: quota('file') }),
      p('dqb_bhardlimit', 'UINT64', 'DEC', { from: quota('blockHard') }),
      p('dqb_bsoftlimit', 'UINT64', 'DEC', { from: quota('blockSoft') }),
      p('dqb_curspace', 'UINT64', 'DEC', { from: quota('space') }),
      p('dqb_ihardlimit', 'UINT64', 'DEC', { from: quota('inodeHard') }),
      p('dqb_isoftlimit', 'UINT64', 'DEC', { from: quota('inodeSoft') }),
      p('dqb_btime', 'RELTIME', 'DEC', { from: quota('blockTime') }),
      p('dqb_itime', 'RELTIME', 'DEC', { from: quota('inodeTime') }),
      p('dqi_bgrace', 'RELTIME', 'DEC', { from: quota('blockGrace') }),
      p('dqi_igrace', 'RELTIME', 'DEC', { from: quota('inodeGrace') }),
      p('dqi_flags', 'FLAGS8', 'DEC', { set: quotactlDqiFlags, from: quota('infoFlags') }),
      p('quota_fmt_out', 'FLAGS8', 'DEC', { set: quotactlQuotaFmts, from: translated(quota('formatOut')) }),
      added('cmd', 'FLAGS16', 'DEC', { set: quotactlCmds }),
      added('type', 'FLAGS8', 'DEC', { set: quotactlTypes }),
      added('id', 'UINT32', 'DEC'),
      added('quota_fmt', 'FLAGS8', 'DEC', { set: quotactlQuotaFmts }),
    ],
    syscalls: ['quotactl'],
  }),
  pair(192, 'PPME_SYSCALL_SETRESUID', 'setresuid', 'USER', F.MODIFIES_STATE, {
    enter: [
      p('ruid', 'UID', 'DEC', { from: uint(0) }),
      p('euid', 'UID', 'DEC', { from: uint(1) }),
      p('suid', 'UID', 'DEC', { from: uint(2) }),
    ],
    exit: [
      p('res', 'ERRNO', 'DEC', { from: result }),
      added('ruid', 'UID', 'DEC'),
      added('euid', 'UID', 'DEC'),
      added('suid', 'UID', 'DEC'),
    ],
    syscalls: ['setresuid'],
  }),
  pair(194, 'PPME_SYSCALL_SETRESGID', 'setresgid', 'USER', F.MODIFIES_STATE, {
    enter: [
      p('rgid', 'GID', 'DEC', { from: uint(0) }),
      p('egid', 'GID', 'DEC', { from: uint(1) }),
      p('sgid', 'GID', 'DEC', { from: uint(2) }),
    ],
    exit: [
      p('res', 'ERRNO', 'DEC', { from: result }),
      added('rgid', 'GID', 'DEC'),
      added('egid', 'GID', 'DEC'),
      added('sgid', 'GID', 'DEC'),
    ],
    syscalls: ['setresgid'],
  }),
  pair(198, 'PPME_SYSCALL_SETUID', 'setuid', 'USER', F.MODIFIES_STATE, {
    enter: [p('uid', 'UID', 'DEC', { from: uint(0) })],
    exit: [p('res', 'ERRNO', 'DEC', { from: result }), added('uid', 'UID', 'DEC')],
    syscalls: ['setuid'],
  }),
  pair(200, 'PPME_SYSCALL_SETGID', 'setgid', 'USER', F.MODIFIES_STATE, {
    enter: [p('gid', 'GID', 'DEC', { from: uint(0) })],
    exit: [p('res', 'ERRNO', 'DEC', { from: result }), added('gid', 'GID', 'DEC')],
    syscalls: ['setgid'],
  }),
  pair(202, 'PPME_SYSCALL_GETUID', 'getuid', 'USER', F.DROP_SIMPLE_CONS, {
    enter: [],
    exit: [p('uid', 'UID', 'DEC', { from: result })],
    syscalls: ['getuid'],
  }),
  pair(204, 'PPME_SYSCALL_GETEUID', 'geteuid', 'USER', F.DROP_SIMPLE_CONS, {
    enter: [],
    exit: [p('euid', 'UID', 'DEC', { from: result })],
    syscalls: ['geteuid'],
  }),
  pair(206, 'PPME_SYSCALL_GETGID', 'getgid', 'USER', F.DROP_SIMPLE_CONS, {
    enter: [],
    exit: [p('gid', 'GID', 'DEC', { from: result })],
    syscalls: ['getgid'],
  }),
  pair(208, 'PPME_SYSCALL_GETEGID', 'getegid', 'USER', F.DROP_SIMPLE_CONS, {
    enter: [],
    exit: [p('egid', 'GID', 'DEC', { from: result })],
    syscalls: ['getegid'],
  }),
  pair(210, 'PPME_SYSCALL_GETRESUID', 'getresuid', 'USER', F.DROP_SIMPLE_CONS, {
    enter: [],
    exit: [
      p('res', 'ERRNO', 'DEC', { from: result }),
      p('ruid', 'UID', 'DEC', { from: memory(0, 'u32') }),
      p('euid', 'UID', 'DEC', { from: memory(1, 'u32') }),
      p('suid', 'UID', 'DEC', { from: memory(2, 'u32') }),
    ],
    syscalls: ['getresuid'],
  }),
  pair(212, 'PPME_SYSCALL_GETRESGID', 'getresgid', 'USER', F.DROP_SIMPLE_CONS, {
    enter: [],
    exit: [
      p('res', 'ERRNO', 'DEC', { from: result }),
      p('rgid', 'GID', 'DEC', { from: memory(0, 'u32') }),
      p('egid', 'GID', 'DEC', { from: memory(1, 'u32') }),
      p('sgid', 'GID', 'DEC', { from: memory(2, 'u32') }),
    ],
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
