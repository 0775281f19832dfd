import { added, p, pair } from '../define.ts';
import {
  accessFlags,
  chmodMode,
  creatFlags,
  fchownatFlags,
  fileFlags,
  flockFlags,
  linkatFlags,
  lseekWhence,
  mountFlags,
  newfstatatFlags,
  openat2Flags,
  renameat2Flags,
  umountFlags,
  unlinkatFlags,
} from '../sets/index.ts';
import { EventFlag as F } from '../types.ts';

/** Files: names, attributes, directories. One entry is one event type, both directions. */
export const fileEvents = [
  pair(2, 'PPME_SYSCALL_OPEN', 'open', 'FILE', F.CREATES_FD | F.MODIFIES_STATE, {
    enter: [p('name', 'FSPATH'), p('flags', 'FLAGS32', 'HEX', { set: fileFlags }), p('mode', 'UINT32', 'OCT')],
    exit: [
      p('fd', 'FD', 'DEC'),
      p('name', 'FSPATH'),
      p('flags', 'FLAGS32', 'HEX', { set: fileFlags }),
      p('mode', 'UINT32', 'OCT'),
      p('dev', 'UINT32', 'HEX'),
      added('ino', 'UINT64', 'DEC'),
    ],
    syscalls: ['open'],
  }),
  pair(58, 'PPME_SYSCALL_CREAT', 'creat', 'FILE', F.CREATES_FD | F.MODIFIES_STATE, {
    enter: [p('name', 'FSPATH'), p('mode', 'UINT32', 'OCT')],
    exit: [
      p('fd', 'FD', 'DEC'),
      p('name', 'FSPATH'),
      p('mode', 'UINT32', 'OCT'),
      p('dev', 'UINT32', 'HEX'),
      added('ino', 'UINT64', 'DEC'),
      added('creat_flags', 'FLAGS16', 'HEX', { set: creatFlags }),
    ],
    syscalls: ['creat'],
  }),
  pair(66, 'PPME_SYSCALL_STAT', 'stat', 'FILE', F.DROP_SIMPLE_CONS, {
    enter: [],
    exit: [p('res', 'ERRNO', 'DEC'), p('path', 'FSPATH')],
    syscalls: ['stat'],
  }),
  pair(68, 'PPME_SYSCALL_LSTAT', 'lstat', 'FILE', F.DROP_SIMPLE_CONS, {
    enter: [],
    exit: [p('res', 'ERRNO', 'DEC'), p('path', 'FSPATH')],
    syscalls: ['lstat'],
  }),
  pair(70, 'PPME_SYSCALL_FSTAT', 'fstat', 'FILE', F.USES_FD | F.DROP_SIMPLE_CONS, {
    enter: [p('fd', 'FD')],
    exit: [p('res', 'ERRNO', 'DEC'), added('fd', 'FD')],
    syscalls: ['fstat'],
  }),
  pair(72, 'PPME_SYSCALL_STAT64', 'stat64', 'FILE', F.DROP_SIMPLE_CONS, {
    enter: [],
    exit: [p('res', 'ERRNO', 'DEC'), p('path', 'FSPATH')],
  }),
  pair(74, 'PPME_SYSCALL_LSTAT64', 'lstat64', 'FILE', F.DROP_SIMPLE_CONS, {
    enter: [],
    exit: [p('res', 'ERRNO', 'DEC'), p('path', 'FSPATH')],
  }),
  pair(76, 'PPME_SYSCALL_FSTAT64', 'fstat64', 'FILE', F.USES_FD | F.DROP_SIMPLE_CONS, {
    enter: [p('fd', 'FD')],
    exit: [p('res', 'ERRNO', 'DEC')],
  }),
  pair(86, 'PPME_SYSCALL_LSEEK', 'lseek', 'FILE', F.USES_FD | F.DROP_SIMPLE_CONS, {
    enter: [p('fd', 'FD', 'DEC'), p('offset', 'UINT64', 'DEC'), p('whence', 'FLAGS8', 'DEC', { set: lseekWhence })],
    exit: [
      p('res', 'ERRNO', 'DEC'),
      added('fd', 'FD', 'DEC'),
      added('offset', 'UINT64', 'DEC'),
      added('whence', 'ENUMFLAGS8', 'DEC', { set: lseekWhence }),
    ],
    syscalls: ['lseek'],
  }),
  pair(88, 'PPME_SYSCALL_LLSEEK', 'llseek', 'FILE', F.USES_FD | F.DROP_SIMPLE_CONS, {
    enter: [p('fd', 'FD', 'DEC'), p('offset', 'UINT64', 'DEC'), p('whence', 'FLAGS8', 'DEC', { set: lseekWhence })],
    exit: [
      p('res', 'ERRNO', 'DEC'),
      added('fd', 'FD', 'DEC'),
      added('offset', 'UINT64', 'DEC'),
      added('whence', 'ENUMFLAGS8', 'DEC', { set: lseekWhence }),
    ],
  }),
  pair(92, 'PPME_SYSCALL_GETCWD', 'getcwd', 'FILE', F.DROP_SIMPLE_CONS, {
    enter: [],
    exit: [p('res', 'ERRNO', 'DEC'), p('path', 'CHARBUF')],
    syscalls: ['getcwd'],
  }),
  pair(94, 'PPME_SYSCALL_CHDIR', 'chdir', 'FILE', F.MODIFIES_STATE, {
    enter: [],
    exit: [p('res', 'ERRNO', 'DEC'), p('path', 'CHARBUF')],
    syscalls: ['chdir'],
  }),
  pair(96, 'PPME_SYSCALL_FCHDIR', 'fchdir', 'FILE', F.USES_FD | F.MODIFIES_STATE, {
    enter: [p('fd', 'FD')],
    exit: [p('res', 'ERRNO', 'DEC'), added('fd', 'FD')],
    syscalls: ['fchdir'],
  }),
  pair(98, 'PPME_SYSCALL_MKDIR', 'mkdir', 'FILE', F.NONE, {
    enter: [p('path', 'FSPATH'), p('mode', 'UINT32', 'HEX')],
    exit: [p('res', 'ERRNO', 'DEC')],
  }),
  pair(100, 'PPME_SYSCALL_RMDIR', 'rmdir', 'FILE', F.NONE, {
    enter: [p('path', 'FSPATH')],
    exit: [p('res', 'ERRNO', 'DEC')],
  }),
  pair(102, 'PPME_SYSCALL_OPENAT', 'openat', 'FILE', F.CREATES_FD | F.MODIFIES_STATE | F.OLD_VERSION, {
    enter: [p('dirfd', 'FD', 'DEC'), p('name', 'CHARBUF'), p('flags', 'FLAGS32', 'HEX', { set: fileFlags }), p('mode', 'UINT32', 'OCT')],
    exit: [p('fd', 'FD', 'DEC')],
  }),
  pair(104, 'PPME_SYSCALL_LINK', 'link', 'FILE', F.OLD_VERSION, {
    enter: [p('oldpath', 'FSPATH'), p('newpath', 'FSPATH')],
    exit: [p('res', 'ERRNO', 'DEC')],
  }),
  pair(106, 'PPME_SYSCALL_LINKAT', 'linkat', 'FILE', F.OLD_VERSION, {
    enter: [p('olddir', 'FD', 'DEC'), p('oldpath', 'CHARBUF'), p('newdir', 'FD', 'DEC'), p('newpath', 'CHARBUF')],
    exit: [p('res', 'ERRNO', 'DEC')],
  }),
  pair(108, 'PPME_SYSCALL_UNLINK', 'unlink', 'FILE', F.OLD_VERSION, {
    enter: [p('path', 'FSPATH')],
    exit: [p('res', 'ERRNO', 'DEC')],
  }),
  pair(110, 'PPME_SYSCALL_UNLINKAT', 'unlinkat', 'FILE', F.OLD_VERSION, {
    enter: [p('dirfd', 'FD', 'DEC'), p('name', 'CHARBUF')],
    exit: [p('res', 'ERRNO', 'DEC')],
  }),
  pair(174, 'PPME_SYSCALL_RENAME', 'rename', 'FILE', F.NONE, {
    enter: [],
    exit: [p('res', 'ERRNO', 'DEC'), p('oldpath', 'FSPATH'), p('newpath', 'FSPATH')],
    syscalls: ['rename'],
  }),
  pair(176, 'PPME_SYSCALL_RENAMEAT', 'renameat', 'FILE', F.NONE, {
    enter: [],
    exit: [
      p('res', 'ERRNO', 'DEC'),
      p('olddirfd', 'FD', 'DEC'),
      p('oldpath', 'FSRELPATH', 'NA', { dirfd: 1 }),
      p('newdirfd', 'FD', 'DEC'),
      p('newpath', 'FSRELPATH', 'NA', { dirfd: 3 }),
    ],
    syscalls: ['renameat'],
  }),
  pair(178, 'PPME_SYSCALL_SYMLINK', 'symlink', 'FILE', F.NONE, {
    enter: [],
    exit: [p('res', 'ERRNO', 'DEC'), p('target', 'CHARBUF'), p('linkpath', 'FSPATH')],
    syscalls: ['symlink'],
  }),
  pair(180, 'PPME_SYSCALL_SYMLINKAT', 'symlinkat', 'FILE', F.NONE, {
    enter: [],
    exit: [p('res', 'ERRNO', 'DEC'), p('target', 'CHARBUF'), p('linkdirfd', 'FD', 'DEC'), p('linkpath', 'FSRELPATH', 'NA', { dirfd: 2 })],
    syscalls: ['symlinkat'],
  }),
  pair(236, 'PPME_SYSCALL_GETDENTS', 'getdents', 'FILE', F.USES_FD | F.DROP_SIMPLE_CONS, {
    enter: [p('fd', 'FD')],
    exit: [p('res', 'ERRNO', 'DEC'), added('fd', 'FD')],
    syscalls: ['getdents'],
  }),
  pair(238, 'PPME_SYSCALL_GETDENTS64', 'getdents64', 'FILE', F.USES_FD | F.DROP_SIMPLE_CONS, {
    enter: [p('fd', 'FD')],
    exit: [p('res', 'ERRNO', 'DEC'), added('fd', 'FD')],
    syscalls: ['getdents64'],
  }),
  pair(242, 'PPME_SYSCALL_FLOCK', 'flock', 'FILE', F.USES_FD, {
    enter: [p('fd', 'FD'), p('operation', 'FLAGS32', 'HEX', { set: flockFlags })],
    exit: [p('res', 'ERRNO', 'DEC'), added('fd', 'FD'), added('operation', 'FLAGS32', 'HEX', { set: flockFlags })],
    syscalls: ['flock'],
  }),
  pair(256, 'PPME_SYSCALL_MOUNT', 'mount', 'FILE', F.MODIFIES_STATE, {
    enter: [p('flags', 'FLAGS32', 'HEX', { set: mountFlags })],
    exit: [
      p('res', 'ERRNO', 'DEC'),
      p('dev', 'CHARBUF'),
      p('dir', 'FSPATH'),
      p('type', 'CHARBUF'),
      added('flags', 'FLAGS32', 'HEX', { set: mountFlags }),
    ],
    syscalls: ['mount'],
  }),
  pair(258, 'PPME_SYSCALL_UMOUNT', 'umount', 'FILE', F.MODIFIES_STATE, {
    enter: [p('flags', 'FLAGS32', 'HEX', { set: umountFlags })],
    exit: [p('res', 'ERRNO', 'DEC'), p('name', 'FSPATH')],
    syscalls: ['umount2'],
  }),
  pair(264, 'PPME_SYSCALL_ACCESS', 'access', 'FILE', F.DROP_SIMPLE_CONS, {
    enter: [p('mode', 'FLAGS32', 'HEX', { set: accessFlags })],
    exit: [p('res', 'ERRNO', 'DEC'), p('name', 'FSPATH'), added('mode', 'FLAGS32', 'HEX', { set: accessFlags })],
    syscalls: ['access'],
  }),
  pair(276, 'PPME_SYSCALL_MKDIR_2', 'mkdir', 'FILE', F.NONE, {
    enter: [p('mode', 'UINT32', 'HEX')],
    exit: [p('res', 'ERRNO', 'DEC'), p('path', 'FSPATH'), added('mode', 'UINT32', 'HEX')],
    syscalls: ['mkdir'],
  }),
  pair(278, 'PPME_SYSCALL_RMDIR_2', 'rmdir', 'FILE', F.NONE, {
    enter: [],
    exit: [p('res', 'ERRNO', 'DEC'), p('path', 'FSPATH')],
    syscalls: ['rmdir'],
  }),
  pair(300, 'PPME_SYSCALL_UNLINK_2', 'unlink', 'FILE', F.NONE, {
    enter: [],
    exit: [p('res', 'ERRNO', 'DEC'), p('path', 'FSPATH')],
    syscalls: ['unlink'],
  }),
  pair(302, 'PPME_SYSCALL_UNLINKAT_2', 'unlinkat', 'FILE', F.NONE, {
    enter: [],
    exit: [
      p('res', 'ERRNO', 'DEC'),
      p('dirfd', 'FD', 'DEC'),
      p('name', 'FSRELPATH', 'NA', { dirfd: 1 }),
      p('flags', 'FLAGS32', 'HEX', { set: unlinkatFlags }),
    ],
    syscalls: ['unlinkat'],
  }),
  pair(304, 'PPME_SYSCALL_MKDIRAT', 'mkdirat', 'FILE', F.NONE, {
    enter: [],
    exit: [p('res', 'ERRNO', 'DEC'), p('dirfd', 'FD', 'DEC'), p('path', 'FSRELPATH', 'NA', { dirfd: 1 }), p('mode', 'UINT32', 'HEX')],
    syscalls: ['mkdirat'],
  }),
  pair(306, 'PPME_SYSCALL_OPENAT_2', 'openat', 'FILE', F.CREATES_FD | F.MODIFIES_STATE, {
    enter: [
      p('dirfd', 'FD', 'DEC'),
      p('name', 'FSRELPATH', 'NA', { dirfd: 0 }),
      p('flags', 'FLAGS32', 'HEX', { set: fileFlags }),
      p('mode', 'UINT32', 'OCT'),
    ],
    exit: [
      p('fd', 'FD', 'DEC'),
      p('dirfd', 'FD', 'DEC'),
      p('name', 'FSRELPATH', 'NA', { dirfd: 1 }),
      p('flags', 'FLAGS32', 'HEX', { set: fileFlags }),
      p('mode', 'UINT32', 'OCT'),
      p('dev', 'UINT32', 'HEX'),
      added('ino', 'UINT64', 'DEC'),
    ],
    syscalls: ['openat'],
  }),
  pair(308, 'PPME_SYSCALL_LINK_2', 'link', 'FILE', F.NONE, {
    enter: [],
    exit: [p('res', 'ERRNO', 'DEC'), p('oldpath', 'FSPATH'), p('newpath', 'FSPATH')],
    syscalls: ['link'],
  }),
  pair(310, 'PPME_SYSCALL_LINKAT_2', 'linkat', 'FILE', F.NONE, {
    enter: [],
    exit: [
      p('res', 'ERRNO', 'DEC'),
      p('olddir', 'FD', 'DEC'),
      p('oldpath', 'FSRELPATH', 'NA', { dirfd: 1 }),
      p('newdir', 'FD', 'DEC'),
      p('newpath', 'FSRELPATH', 'NA', { dirfd: 3 }),
      p('flags', 'FLAGS32', 'HEX', { set: linkatFlags }),
    ],
    syscalls: ['linkat'],
  }),
  pair(312, 'PPME_SYSCALL_FCHMODAT', 'fchmodat', 'FILE', F.NONE, {
    enter: [],
    exit: [
      p('res', 'ERRNO', 'DEC'),
      p('dirfd', 'FD', 'DEC'),
      p('filename', 'FSRELPATH', 'NA', { dirfd: 1 }),
      p('mode', 'MODE', 'OCT', { set: chmodMode }),
    ],
    syscalls: ['fchmodat'],
  }),
  pair(314, 'PPME_SYSCALL_CHMOD', 'chmod', 'FILE', F.NONE, {
    enter: [],
    exit: [p('res', 'ERRNO', 'DEC'), p('filename', 'FSPATH'), p('mode', 'MODE', 'OCT', { set: chmodMode })],
    syscalls: ['chmod'],
  }),
  pair(316, 'PPME_SYSCALL_FCHMOD', 'fchmod', 'FILE', F.NONE, {
    enter: [],
    exit: [p('res', 'ERRNO', 'DEC'), p('fd', 'FD', 'DEC'), p('mode', 'MODE', 'OCT', { set: chmodMode })],
    syscalls: ['fchmod'],
  }),
  pair(318, 'PPME_SYSCALL_RENAMEAT2', 'renameat2', 'FILE', F.NONE, {
    enter: [],
    exit: [
      p('res', 'ERRNO', 'DEC'),
      p('olddirfd', 'FD', 'DEC'),
      p('oldpath', 'FSRELPATH', 'NA', { dirfd: 1 }),
      p('newdirfd', 'FD', 'DEC'),
      p('newpath', 'FSRELPATH', 'NA', { dirfd: 3 }),
      p('flags', 'FLAGS32', 'HEX', { set: renameat2Flags }),
    ],
    syscalls: ['renameat2'],
  }),
  pair(320, 'PPME_SYSCALL_USERFAULTFD', 'userfaultfd', 'FILE', F.CREATES_FD | F.MODIFIES_STATE, {
    enter: [],
    exit: [p('res', 'ERRNO', 'DEC'), p('flags', 'FLAGS32', 'HEX', { set: fileFlags })],
    syscalls: ['userfaultfd'],
  }),
  pair(326, 'PPME_SYSCALL_OPENAT2', 'openat2', 'FILE', F.CREATES_FD | F.MODIFIES_STATE, {
    enter: [
      p('dirfd', 'FD', 'DEC'),
      p('name', 'FSRELPATH', 'NA', { dirfd: 1 }),
      p('flags', 'FLAGS32', 'HEX', { set: fileFlags }),
      p('mode', 'UINT32', 'OCT'),
      p('resolve', 'FLAGS32', 'HEX', { set: openat2Flags }),
    ],
    exit: [
      p('fd', 'FD', 'DEC'),
      p('dirfd', 'FD', 'DEC'),
      p('name', 'FSRELPATH', 'NA', { dirfd: 1 }),
      p('flags', 'FLAGS32', 'HEX', { set: fileFlags }),
      p('mode', 'UINT32', 'OCT'),
      p('resolve', 'FLAGS32', 'HEX', { set: openat2Flags }),
      added('dev', 'UINT32', 'HEX'),
      added('ino', 'UINT64', 'DEC'),
    ],
    syscalls: ['openat2'],
  }),
  pair(332, 'PPME_SYSCALL_COPY_FILE_RANGE', 'copy_file_range', 'FILE', F.USES_FD | F.READS_FROM_FD | F.WRITES_TO_FD, {
    enter: [p('fdin', 'FD', 'DEC'), p('offin', 'UINT64', 'DEC'), p('len', 'UINT64', 'DEC')],
    exit: [
      p('res', 'ERRNO', 'DEC'),
      p('fdout', 'FD', 'DEC'),
      p('offout', 'UINT64', 'DEC'),
      added('fdin', 'FD', 'DEC'),
      added('offin', 'UINT64', 'DEC'),
      added('len', 'UINT64', 'DEC'),
    ],
    syscalls: ['copy_file_range'],
  }),
  pair(336, 'PPME_SYSCALL_OPEN_BY_HANDLE_AT', 'open_by_handle_at', 'FILE', F.OLD_VERSION | F.CREATES_FD | F.MODIFIES_STATE, {
    enter: [],
    exit: [
      p('fd', 'FD', 'DEC'),
      p('mountfd', 'FD', 'DEC'),
      p('flags', 'FLAGS32', 'HEX', { set: fileFlags }),
      p('path', 'FSPATH'),
      p('dev', 'UINT32', 'HEX'),
      p('ino', 'UINT64', 'DEC'),
    ],
    exitFlags: F.CREATES_FD | F.MODIFIES_STATE,
  }),
  pair(378, 'PPME_SYSCALL_CHOWN', 'chown', 'FILE', F.OLD_VERSION, {
    enter: [],
    exit: [p('res', 'ERRNO', 'DEC'), p('path', 'FSPATH'), p('uid', 'UINT32', 'DEC'), p('gid', 'UINT32', 'DEC')],
    exitFlags: F.NONE,
  }),
  pair(380, 'PPME_SYSCALL_LCHOWN', 'lchown', 'FILE', F.OLD_VERSION, {
    enter: [],
    exit: [p('res', 'ERRNO', 'DEC'), p('path', 'FSPATH'), p('uid', 'UINT32', 'DEC'), p('gid', 'UINT32', 'DEC')],
    exitFlags: F.NONE,
  }),
  pair(382, 'PPME_SYSCALL_FCHOWN', 'fchown', 'FILE', F.OLD_VERSION, {
    enter: [],
    exit: [p('res', 'ERRNO', 'DEC'), p('fd', 'FD', 'DEC'), p('uid', 'UINT32', 'DEC'), p('gid', 'UINT32', 'DEC')],
    exitFlags: F.USES_FD,
  }),
  pair(384, 'PPME_SYSCALL_FCHOWNAT', 'fchownat', 'FILE', F.OLD_VERSION, {
    enter: [],
    exit: [
      p('res', 'ERRNO', 'DEC'),
      p('dirfd', 'FD', 'DEC'),
      p('pathname', 'FSRELPATH', 'NA', { dirfd: 1 }),
      p('uid', 'UINT32', 'DEC'),
      p('gid', 'UINT32', 'DEC'),
      p('flags', 'FLAGS32', 'HEX', { set: fchownatFlags }),
    ],
    exitFlags: F.USES_FD,
  }),
  pair(386, 'PPME_SYSCALL_UMOUNT_1', 'umount', 'FILE', F.OLD_VERSION | F.MODIFIES_STATE, {
    enter: [],
    exit: [p('res', 'ERRNO', 'DEC'), p('name', 'FSPATH')],
    exitFlags: F.MODIFIES_STATE,
  }),
  pair(390, 'PPME_SYSCALL_UMOUNT2', 'umount2', 'FILE', F.OLD_VERSION | F.MODIFIES_STATE, {
    enter: [p('flags', 'FLAGS32', 'HEX', { set: umountFlags })],
    exit: [p('res', 'ERRNO', 'DEC'), p('name', 'FSPATH'), p('flags', 'FLAGS32', 'HEX', { set: umountFlags })],
    exitFlags: F.MODIFIES_STATE,
  }),
  pair(418, 'PPME_SYSCALL_NEWFSTATAT', 'newfstatat', 'FILE', F.OLD_VERSION, {
    enter: [],
    exit: [
      p('res', 'ERRNO', 'DEC'),
      p('dirfd', 'FD', 'DEC'),
      p('path', 'FSRELPATH', 'NA', { dirfd: 1 }),
      p('flags', 'FLAGS32', 'HEX', { set: newfstatatFlags }),
    ],
    exitFlags: F.USES_FD,
  }),
];
