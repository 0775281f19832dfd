import {
  arg,
  argPair,
  flags,
  int,
  memory,
  openedDevice,
  openHowMode,
  openMode,
  result,
  str,
  strOnSuccess,
  translated,
  uint,
} from '../capture.ts';
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
    enter: [
      p('name', 'FSPATH', 'NA', { from: str(0) }),
      p('flags', 'FLAGS32', 'HEX', { set: fileFlags, from: flags(1) }),
      p('mode', 'UINT32', 'OCT', { from: openMode(2, 1) }),
    ],
    exit: [
      p('fd', 'FD', 'DEC', { from: result }),
      p('name', 'FSPATH', 'NA', { from: str(0) }),
      p('flags', 'FLAGS32', 'HEX', { set: fileFlags, from: flags(1) }),
      p('mode', 'UINT32', 'OCT', { from: openMode(2, 1) }),
      p('dev', 'UINT32', 'HEX', { from: openedDevice }),
      added('ino', 'UINT64', 'DEC'),
    ],
    syscalls: ['open'],
  }),
  pair(58, 'PPME_SYSCALL_CREAT', 'creat', 'FILE', F.CREATES_FD | F.MODIFIES_STATE, {
    enter: [p('name', 'FSPATH', 'NA', { from: str(0) }), p('mode', 'UINT32', 'OCT', { from: uint(1) })],
    exit: [
      p('fd', 'FD', 'DEC', { from: result }),
      p('name', 'FSPATH', 'NA', { from: str(0) }),
      p('mode', 'UINT32', 'OCT', { from: uint(1) }),
      p('dev', 'UINT32', 'HEX', { from: openedDevice }),
      added('ino', 'UINT64', 'DEC'),
      added('creat_flags', 'FLAGS16', 'HEX', { set: creatFlags }),
    ],
    syscalls: ['creat'],
  }),
  pair(66, 'PPME_SYSCALL_STAT', 'stat', 'FILE', F.DROP_SIMPLE_CONS, {
    enter: [],
    exit: [p('res', 'ERRNO', 'DEC', { from: result }), p('path', 'FSPATH', 'NA', { from: str(0) })],
    syscalls: ['stat'],
  }),
  pair(68, 'PPME_SYSCALL_LSTAT', 'lstat', 'FILE', F.DROP_SIMPLE_CONS, {
    enter: [],
    exit: [p('res', 'ERRNO', 'DEC', { from: result }), p('path', 'FSPATH', 'NA', { from: str(0) })],
    syscalls: ['lstat'],
  }),
  pair(70, 'PPME_SYSCALL_FSTAT', 'fstat', 'FILE', F.USES_FD | F.DROP_SIMPLE_CONS, {
    enter: [p('fd', 'FD', 'NA', { from: int(0) })],
    exit: [p('res', 'ERRNO', 'DEC', { from: result }), added('fd', 'FD')],
    syscalls: ['fstat'],
  }),
  pair(72, 'PPME_SYSCALL_STAT64', 'stat64', 'FILE', F.DROP_SIMPLE_CONS, {
    enter: [],
    exit: [p('res', 'ERRNO', 'DEC', { from: result }), p('path', 'FSPATH', 'NA', { from: str(0) })],
    syscalls: ['stat64'],
  }),
  pair(74, 'PPME_SYSCALL_LSTAT64', 'lstat64', 'FILE', F.DROP_SIMPLE_CONS, {
    enter: [],
    exit: [p('res', 'ERRNO', 'DEC', { from: result }), p('path', 'FSPATH', 'NA', { from: str(0) })],
    syscalls: ['lstat64'],
  }),
  pair(76, 'PPME_SYSCALL_FSTAT64', 'fstat64', 'FILE', F.USES_FD | F.DROP_SIMPLE_CONS, {
    enter: [p('fd', 'FD', 'NA', { from: int(0) })],
    exit: [p('res', 'ERRNO', 'DEC', { from: result })],
    syscalls: ['fstat64'],
  }),
  pair(86, 'PPME_SYSCALL_LSEEK', 'lseek', 'FILE', F.USES_FD | F.DROP_SIMPLE_CONS, {
    enter: [
      p('fd', 'FD', 'DEC', { from: int(0) }),
      p('offset', 'UINT64', 'DEC', { from: arg(1) }),
      p('whence', 'FLAGS8', 'DEC', { set: lseekWhence, from: int(2) }),
    ],
    exit: [
      p('res', 'ERRNO', 'DEC', { from: result }),
      added('fd', 'FD', 'DEC'),
      added('offset', 'UINT64', 'DEC'),
      added('whence', 'ENUMFLAGS8', 'DEC', { set: lseekWhence }),
    ],
    syscalls: ['lseek'],
  }),
  pair(88, 'PPME_SYSCALL_LLSEEK', 'llseek', 'FILE', F.USES_FD | F.DROP_SIMPLE_CONS, {
    enter: [
      p('fd', 'FD', 'DEC', { from: int(0) }),
      p('offset', 'UINT64', 'DEC', { from: argPair(2, 1) }),
      p('whence', 'FLAGS8', 'DEC', { set: lseekWhence, from: int(4) }),
    ],
    exit: [
      p('res', 'ERRNO', 'DEC', { from: result }),
      added('fd', 'FD', 'DEC'),
      added('offset', 'UINT64', 'DEC'),
      added('whence', 'ENUMFLAGS8', 'DEC', { set: lseekWhence }),
    ],
    syscalls: ['_llseek'],
  }),
  pair(92, 'PPME_SYSCALL_GETCWD', 'getcwd', 'FILE', F.DROP_SIMPLE_CONS, {
    enter: [],
    exit: [p('res', 'ERRNO', 'DEC', { from: result }), p('path', 'CHARBUF', 'NA', { from: strOnSuccess(0) })],
    syscalls: ['getcwd'],
  }),
  pair(94, 'PPME_SYSCALL_CHDIR', 'chdir', 'FILE', F.MODIFIES_STATE, {
    enter: [],
    exit: [p('res', 'ERRNO', 'DEC', { from: result }), p('path', 'CHARBUF', 'NA', { from: str(0) })],
    syscalls: ['chdir'],
  }),
  pair(96, 'PPME_SYSCALL_FCHDIR', 'fchdir', 'FILE', F.USES_FD | F.MODIFIES_STATE, {
    enter: [p('fd', 'FD', 'NA', { from: int(0) })],
    exit: [p('res', 'ERRNO', 'DEC', { from: result }), added('fd', 'FD')],
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
    exit: [
      p('res', 'ERRNO', 'DEC', { from: result }),
      p('oldpath', 'FSPATH', 'NA', { from: str(0) }),
      p('newpath', 'FSPATH', 'NA', { from: str(1) }),
    ],
    syscalls: ['rename'],
  }),
  pair(176, 'PPME_SYSCALL_RENAMEAT', 'renameat', 'FILE', F.NONE, {
    enter: [],
    exit: [
      p('res', 'ERRNO', 'DEC', { from: result }),
      p('olddirfd', 'FD', 'DEC', { from: int(0) }),
      p('oldpath', 'FSRELPATH', 'NA', { dirfd: 1, from: str(1) }),
      p('newdirfd', 'FD', 'DEC', { from: int(2) }),
      p('newpath', 'FSRELPATH', 'NA', { dirfd: 3, from: str(3) }),
    ],
    syscalls: ['renameat'],
  }),
  pair(178, 'PPME_SYSCALL_SYMLINK', 'symlink', 'FILE', F.NONE, {
    enter: [],
    exit: [
      p('res', 'ERRNO', 'DEC', { from: result }),
      p('target', 'CHARBUF', 'NA', { from: str(0) }),
      p('linkpath', 'FSPATH', 'NA', { from: str(1) }),
    ],
    syscalls: ['symlink'],
  }),
  pair(180, 'PPME_SYSCALL_SYMLINKAT', 'symlinkat', 'FILE', F.NONE, {
    enter: [],
    exit: [
      p('res', 'ERRNO', 'DEC', { from: result }),
      p('target', 'CHARBUF', 'NA', { from: str(0) }),
      p('linkdirfd', 'FD', 'DEC', { from: int(1) }),
      p('linkpath', 'FSRELPATH', 'NA', { dirfd: 2, from: str(2) }),
    ],
    syscalls: ['symlinkat'],
  }),
  pair(236, 'PPME_SYSCALL_GETDENTS', 'getdents', 'FILE', F.USES_FD | F.DROP_SIMPLE_CONS, {
    enter: [p('fd', 'FD', 'NA', { from: int(0) })],
    exit: [p('res', 'ERRNO', 'DEC', { from: result }), added('fd', 'FD')],
    syscalls: ['getdents'],
  }),
  pair(238, 'PPME_SYSCALL_GETDENTS64', 'getdents64', 'FILE', F.USES_FD | F.DROP_SIMPLE_CONS, {
    enter: [p('fd', 'FD', 'NA', { from: int(0) })],
    exit: [p('res', 'ERRNO', 'DEC', { from: result }), added('fd', 'FD')],
    syscalls: ['getdents64'],
  }),
  pair(242, 'PPME_SYSCALL_FLOCK', 'flock', 'FILE', F.USES_FD, {
    enter: [p('fd', 'FD', 'NA', { from: int(0) }), p('operation', 'FLAGS32', 'HEX', { set: flockFlags, from: flags(1) })],
    exit: [p('res', 'ERRNO', 'DEC', { from: result }), added('fd', 'FD'), added('operation', 'FLAGS32', 'HEX', { set: flockFlags })],
    syscalls: ['flock'],
  }),
  pair(256, 'PPME_SYSCALL_MOUNT', 'mount', 'FILE', F.MODIFIES_STATE, {
    enter: [p('flags', 'FLAGS32', 'HEX', { set: mountFlags, from: flags(3) })],
    exit: [
      p('res', 'ERRNO', 'DEC', { from: result }),
      p('dev', 'CHARBUF', 'NA', { from: str(0) }),
      p('dir', 'FSPATH', 'NA', { from: str(1) }),
      p('type', 'CHARBUF', 'NA', { from: str(2) }),
      added('flags', 'FLAGS32', 'HEX', { set: mountFlags }),
    ],
    syscalls: ['mount'],
  }),
  pair(258, 'PPME_SYSCALL_UMOUNT', 'umount', 'FILE', F.MODIFIES_STATE, {
    enter: [p('flags', 'FLAGS32', 'HEX', { set: umountFlags, from: flags(1) })],
    exit: [p('res', 'ERRNO', 'DEC', { from: result }), p('name', 'FSPATH', 'NA', { from: str(0) })],
    syscalls: ['umount2'],
  }),
  pair(264, 'PPME_SYSCALL_ACCESS', 'access', 'FILE', F.DROP_SIMPLE_CONS, {
    enter: [p('mode', 'FLAGS32', 'HEX', { set: accessFlags, from: flags(1) })],
    exit: [
      p('res', 'ERRNO', 'DEC', { from: result }),
      p('name', 'FSPATH', 'NA', { from: str(0) }),
      added('mode', 'FLAGS32', 'HEX', { set: accessFlags }),
    ],
    syscalls: ['access'],
  }),
  pair(276, 'PPME_SYSCALL_MKDIR_2', 'mkdir', 'FILE', F.NONE, {
    enter: [p('mode', 'UINT32', 'HEX', { from: uint(1) })],
    exit: [p('res', 'ERRNO', 'DEC', { from: result }), p('path', 'FSPATH', 'NA', { from: str(0) }), added('mode', 'UINT32', 'HEX')],
    syscalls: ['mkdir'],
  }),
  pair(278, 'PPME_SYSCALL_RMDIR_2', 'rmdir', 'FILE', F.NONE, {
    enter: [],
    exit: [p('res', 'ERRNO', 'DEC', { from: result }), p('path', 'FSPATH', 'NA', { from: str(0) })],
    syscalls: ['rmdir'],
  }),
  pair(300, 'PPME_SYSCALL_UNLINK_2', 'unlink', 'FILE', F.NONE, {
    enter: [],
    exit: [p('res', 'ERRNO', 'DEC', { from: result }), p('path', 'FSPATH', 'NA', { from: str(0) })],
    syscalls: ['unlink'],
  }),
  pair(302, 'PPME_SYSCALL_UNLINKAT_2', 'unlinkat', 'FILE', F.NONE, {
    enter: [],
    exit: [
      p('res', 'ERRNO', 'DEC', { from: result }),
      p('dirfd', 'FD', 'DEC', { from: int(0) }),
      p('name', 'FSRELPATH', 'NA', { dirfd: 1, from: str(1) }),
      p('flags', 'FLAGS32', 'HEX', { set: unlinkatFlags, from: flags(2) }),
    ],
    syscalls: ['unlinkat'],
  }),
  pair(304, 'PPME_SYSCALL_MKDIRAT', 'mkdirat', 'FILE', F.NONE, {
    enter: [],
    exit: [
      p('res', 'ERRNO', 'DEC', { from: result }),
      p('dirfd', 'FD', 'DEC', { from: int(0) }),
      p('path', 'FSRELPATH', 'NA', { dirfd: 1, from: str(1) }),
      p('mode', 'UINT32', 'HEX', { from: uint(2) }),
    ],
    syscalls: ['mkdirat'],
  }),
  pair(306, 'PPME_SYSCALL_OPENAT_2', 'openat', 'FILE', F.CREATES_FD | F.MODIFIES_STATE, {
    enter: [
      p('dirfd', 'FD', 'DEC', { from: int(0) }),
      p('name', 'FSRELPATH', 'NA', { dirfd: 0, from: str(1) }),
      p('flags', 'FLAGS32', 'HEX', { set: fileFlags, from: flags(2) }),
      p('mode', 'UINT32', 'OCT', { from: openMode(3, 2) }),
    ],
    exit: [
      p('fd', 'FD', 'DEC', { from: result }),
      p('dirfd', 'FD', 'DEC', { from: int(0) }),
      p('name', 'FSRELPATH', 'NA', { dirfd: 1, from: str(1) }),
      p('flags', 'FLAGS32', 'HEX', { set: fileFlags, from: flags(2) }),
      p('mode', 'UINT32', 'OCT', { from: openMode(3, 2) }),
      p('dev', 'UINT32', 'HEX', { from: openedDevice }),
      added('ino', 'UINT64', 'DEC'),
    ],
    syscalls: ['openat'],
  }),
  pair(308, 'PPME_SYSCALL_LINK_2', 'link', 'FILE', F.NONE, {
    enter: [],
    exit: [
      p('res', 'ERRNO', 'DEC', { from: result }),
      p('oldpath', 'FSPATH', 'NA', { from: str(0) }),
      p('newpath', 'FSPATH', 'NA', { from: str(1) }),
    ],
    syscalls: ['link'],
  }),
  pair(310, 'PPME_SYSCALL_LINKAT_2', 'linkat', 'FILE', F.NONE, {
    enter: [],
    exit: [
      p('res', 'ERRNO', 'DEC', { from: result }),
      p('olddir', 'FD', 'DEC', { from: int(0) }),
      p('oldpath', 'FSRELPATH', 'NA', { dirfd: 1, from: str(1) }),
      p('newdir', 'FD', 'DEC', { from: int(2) }),
      p('newpath', 'FSRELPATH', 'NA', { dirfd: 3, from: str(3) }),
      p('flags', 'FLAGS32', 'HEX', { set: linkatFlags, from: flags(4) }),
    ],
    syscalls: ['linkat'],
  }),
  pair(312, 'PPME_SYSCALL_FCHMODAT', 'fchmodat', 'FILE', F.NONE, {
    enter: [],
    exit: [
      p('res', 'ERRNO', 'DEC', { from: result }),
      p('dirfd', 'FD', 'DEC', { from: int(0) }),
      p('filename', 'FSRELPATH', 'NA', { dirfd: 1, from: str(1) }),
      p('mode', 'MODE', 'OCT', { set: chmodMode, from: flags(2) }),
    ],
    syscalls: ['fchmodat'],
  }),
  pair(314, 'PPME_SYSCALL_CHMOD', 'chmod', 'FILE', F.NONE, {
    enter: [],
    exit: [
      p('res', 'ERRNO', 'DEC', { from: result }),
      p('filename', 'FSPATH', 'NA', { from: str(0) }),
      p('mode', 'MODE', 'OCT', { set: chmodMode, from: flags(1) }),
    ],
    syscalls: ['chmod'],
  }),
  pair(316, 'PPME_SYSCALL_FCHMOD', 'fchmod', 'FILE', F.NONE, {
    enter: [],
    exit: [
      p('res', 'ERRNO', 'DEC', { from: result }),
      p('fd', 'FD', 'DEC', { from: int(0) }),
      p('mode', 'MODE', 'OCT', { set: chmodMode, from: flags(1) }),
    ],
    syscalls: ['fchmod'],
  }),
  pair(318, 'PPME_SYSCALL_RENAMEAT2', 'renameat2', 'FILE', F.NONE, {
    enter: [],
    exit: [
      p('res', 'ERRNO', 'DEC', { from: result }),
      p('olddirfd', 'FD', 'DEC', { from: int(0) }),
      p('oldpath', 'FSRELPATH', 'NA', { dirfd: 1, from: str(1) }),
      p('newdirfd', 'FD', 'DEC', { from: int(2) }),
      p('newpath', 'FSRELPATH', 'NA', { dirfd: 3, from: str(3) }),
      p('flags', 'FLAGS32', 'HEX', { set: renameat2Flags, from: flags(4) }),
    ],
    syscalls: ['renameat2'],
  }),
  pair(320, 'PPME_SYSCALL_USERFAULTFD', 'userfaultfd', 'FILE', F.CREATES_FD | F.MODIFIES_STATE, {
    enter: [],
    exit: [p('res', 'ERRNO', 'DEC', { from: result }), p('flags', 'FLAGS32', 'HEX', { set: fileFlags, from: flags(0) })],
    syscalls: ['userfaultfd'],
  }),
  pair(326, 'PPME_SYSCALL_OPENAT2', 'openat2', 'FILE', F.CREATES_FD | F.MODIFIES_STATE, {
    enter: [
      p('dirfd', 'FD', 'DEC', { from: int(0) }),
      p('name', 'FSRELPATH', 'NA', { dirfd: 1, from: str(1) }),
      p('flags', 'FLAGS32', 'HEX', { set: fileFlags, from: translated(memory(2, 'u64')) }),
      p('mode', 'UINT32', 'OCT', { from: openHowMode(2) }),
      p('resolve', 'FLAGS32', 'HEX', { set: openat2Flags, from: translated(memory(2, 'u64', 16)) }),
    ],
    exit: [
      p('fd', 'FD', 'DEC', { from: result }),
      p('dirfd', 'FD', 'DEC', { from: int(0) }),
      p('name', 'FSRELPATH', 'NA', { dirfd: 1, from: str(1) }),
      p('flags', 'FLAGS32', 'HEX', { set: fileFlags, from: translated(memory(2, 'u64')) }),
      p('mode', 'UINT32', 'OCT', { from: openHowMode(2) }),
      p('resolve', 'FLAGS32', 'HEX', { set: openat2Flags, from: translated(memory(2, 'u64', 16)) }),
      added('dev', 'UINT32', 'HEX'),
      added('ino', 'UINT64', 'DEC'),
    ],
    syscalls: ['openat2'],
  }),
  pair(332, 'PPME_SYSCALL_COPY_FILE_RANGE', 'copy_file_range', 'FILE', F.USES_FD | F.READS_FROM_FD | F.WRITES_TO_FD, {
    enter: [
      p('fdin', 'FD', 'DEC', { from: int(0) }),
      p('offin', 'UINT64', 'DEC', { from: arg(1) }),
      p('len', 'UINT64', 'DEC', { from: arg(4) }),
    ],
    exit: [
      p('res', 'ERRNO', 'DEC', { from: result }),
      p('fdout', 'FD', 'DEC', { from: int(2) }),
      p('offout', 'UINT64', 'DEC', { from: arg(3) }),
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
