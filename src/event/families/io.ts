import { arg, flags, int, memory, received, receivedSize, receivedVector, result, sent, sentVector, uint, vectorSize } from '../capture.ts';
import { added, p, pair } from '../define.ts';
import {
  closeRangeFlags,
  fcntlCommands,
  fileFlags,
  ioUringEnterFlags,
  ioUringRegisterOpcodes,
  ioUringSetupFeats,
  ioUringSetupFlags,
  spliceFlags,
} from '../sets/index.ts';
import { EventFlag as F } from '../types.ts';

/** Reading, writing and steering open fds. One entry is one event type, both directions. */
export const ioEvents = [
  pair(4, 'PPME_SYSCALL_CLOSE', 'close', 'IO_OTHER', F.DESTROYS_FD | F.USES_FD | F.MODIFIES_STATE | F.DROP_SIMPLE_CONS, {
    enter: [p('fd', 'FD', 'DEC', { from: int(0) })],
    exit: [p('res', 'ERRNO', 'DEC', { from: result }), added('fd', 'FD', 'DEC')],
    syscalls: ['close'],
  }),
  pair(6, 'PPME_SYSCALL_READ', 'read', 'IO_READ', F.USES_FD | F.READS_FROM_FD | F.DROP_SIMPLE_CONS, {
    enter: [p('fd', 'FD', 'DEC', { from: int(0) }), p('size', 'UINT32', 'DEC', { from: uint(2) })],
    exit: [
      p('res', 'ERRNO', 'DEC', { from: result }),
      p('data', 'BYTEBUF', 'NA', { from: received(1) }),
      added('fd', 'FD', 'DEC'),
      added('size', 'UINT32', 'DEC'),
    ],
    syscalls: ['read'],
  }),
  pair(8, 'PPME_SYSCALL_WRITE', 'write', 'IO_WRITE', F.USES_FD | F.WRITES_TO_FD | F.DROP_SIMPLE_CONS, {
    enter: [p('fd', 'FD', 'DEC', { from: int(0) }), p('size', 'UINT32', 'DEC', { from: uint(2) })],
    exit: [
      p('res', 'ERRNO', 'DEC', { from: result }),
      p('data', 'BYTEBUF', 'NA', { from: sent(1, 2) }),
      added('fd', 'FD', 'DEC'),
      added('size', 'UINT32', 'DEC'),
    ],
    syscalls: ['write'],
  }),
  pair(90, 'PPME_SYSCALL_IOCTL_2', 'ioctl', 'IO_OTHER', F.USES_FD | F.OLD_VERSION, {
    enter: [p('fd', 'FD', 'DEC'), p('request', 'UINT64', 'HEX')],
    exit: [p('res', 'ERRNO', 'DEC')],
  }),
  pair(112, 'PPME_SYSCALL_PREAD', 'pread', 'IO_READ', F.USES_FD | F.READS_FROM_FD | F.DROP_SIMPLE_CONS, {
    enter: [
      p('fd', 'FD', 'DEC', { from: int(0) }),
      p('size', 'UINT32', 'DEC', { from: uint(2) }),
      p('pos', 'UINT64', 'DEC', { from: arg(3) }),
    ],
    exit: [
      p('res', 'ERRNO', 'DEC', { from: result }),
      p('data', 'BYTEBUF', 'NA', { from: received(1) }),
      added('fd', 'FD', 'DEC'),
      added('size', 'UINT32', 'DEC'),
      added('pos', 'UINT64', 'DEC'),
    ],
    syscalls: ['pread64'],
  }),
  pair(114, 'PPME_SYSCALL_PWRITE', 'pwrite', 'IO_WRITE', F.USES_FD | F.WRITES_TO_FD | F.DROP_SIMPLE_CONS, {
    enter: [
      p('fd', 'FD', 'DEC', { from: int(0) }),
      p('size', 'UINT32', 'DEC', { from: uint(2) }),
      p('pos', 'UINT64', 'DEC', { from: arg(3) }),
    ],
    exit: [
      p('res', 'ERRNO', 'DEC', { from: result }),
      p('data', 'BYTEBUF', 'NA', { from: sent(1, 2) }),
      added('fd', 'FD', 'DEC'),
      added('size', 'UINT32', 'DEC'),
      added('pos', 'UINT64', 'DEC'),
    ],
    syscalls: ['pwrite64'],
  }),
  pair(116, 'PPME_SYSCALL_READV', 'readv', 'IO_READ', F.USES_FD | F.READS_FROM_FD | F.DROP_SIMPLE_CONS, {
    enter: [p('fd', 'FD', 'DEC', { from: int(0) })],
    exit: [
      p('res', 'ERRNO', 'DEC', { from: result }),
      p('size', 'UINT32', 'DEC', { from: receivedSize }),
      p('data', 'BYTEBUF', 'NA', { from: receivedVector(1, 2) }),
      added('fd', 'FD', 'DEC'),
    ],
    syscalls: ['readv'],
  }),
  pair(118, 'PPME_SYSCALL_WRITEV', 'writev', 'IO_WRITE', F.USES_FD | F.WRITES_TO_FD | F.DROP_SIMPLE_CONS, {
    enter: [p('fd', 'FD', 'DEC', { from: int(0) }), p('size', 'UINT32', 'DEC', { from: vectorSize(1, 2) })],
    exit: [
      p('res', 'ERRNO', 'DEC', { from: result }),
      p('data', 'BYTEBUF', 'NA', { from: sentVector(1, 2) }),
      added('fd', 'FD', 'DEC'),
      added('size', 'UINT32', 'DEC'),
    ],
    syscalls: ['writev'],
  }),
  pair(120, 'PPME_SYSCALL_PREADV', 'preadv', 'IO_READ', F.USES_FD | F.READS_FROM_FD | F.DROP_SIMPLE_CONS, {
    enter: [p('fd', 'FD', 'DEC', { from: int(0) }), p('pos', 'UINT64', 'DEC', { from: arg(3) })],
    exit: [
      p('res', 'ERRNO', 'DEC', { from: result }),
      p('size', 'UINT32', 'DEC', { from: receivedSize }),
      p('data', 'BYTEBUF', 'NA', { from: receivedVector(1, 2) }),
      added('fd', 'FD', 'DEC'),
      added('pos', 'UINT64', 'DEC'),
    ],
    syscalls: ['preadv'],
  }),
  pair(122, 'PPME_SYSCALL_PWRITEV', 'pwritev', 'IO_WRITE', F.USES_FD | F.WRITES_TO_FD | F.DROP_SIMPLE_CONS, {
    enter: [
      p('fd', 'FD', 'DEC', { from: int(0) }),
      p('size', 'UINT32', 'DEC', { from: vectorSize(1, 2) }),
      p('pos', 'UINT64', 'DEC', { from: arg(3) }),
    ],
    exit: [
      p('res', 'ERRNO', 'DEC', { from: result }),
      p('data', 'BYTEBUF', 'NA', { from: sentVector(1, 2) }),
      added('fd', 'FD', 'DEC'),
      added('size', 'UINT32', 'DEC'),
      added('pos', 'UINT64', 'DEC'),
    ],
    syscalls: ['pwritev'],
  }),
  pair(124, 'PPME_SYSCALL_DUP', 'dup', 'IO_OTHER', F.CREATES_FD | F.USES_FD | F.MODIFIES_STATE, {
    enter: [p('fd', 'FD', 'DEC', { from: int(0) })],
    exit: [p('res', 'FD', 'DEC', { from: result })],
    syscalls: ['dup', 'dup2', 'dup3'],
  }),
  pair(150, 'PPME_SYSCALL_FCNTL', 'fcntl', 'IO_OTHER', F.USES_FD | F.MODIFIES_STATE | F.DROP_SIMPLE_CONS, {
    enter: [p('fd', 'FD', 'DEC', { from: int(0) }), p('cmd', 'FLAGS8', 'DEC', { set: fcntlCommands, from: flags(1) })],
    exit: [
      p('res', 'FD', 'DEC', { from: result }),
      added('fd', 'FD', 'DEC'),
      added('cmd', 'ENUMFLAGS8', 'DEC', { set: fcntlCommands }),
      added('arg', 'UINT64', 'HEX'),
    ],
    syscalls: ['fcntl'],
  }),
  pair(166, 'PPME_SYSCALL_SPLICE', 'splice', 'IO_OTHER', F.USES_FD | F.DROP_SIMPLE_CONS, {
    enter: [
      p('fd_in', 'FD', 'DEC', { from: int(0) }),
      p('fd_out', 'FD', 'DEC', { from: int(2) }),
      p('size', 'UINT64', 'DEC', { from: arg(4) }),
      p('flags', 'FLAGS32', 'HEX', { set: spliceFlags, from: flags(5) }),
    ],
    exit: [
      p('res', 'ERRNO', 'DEC', { from: result }),
      added('fd_in', 'FD', 'DEC'),
      added('fd_out', 'FD', 'DEC'),
      added('size', 'UINT64', 'DEC'),
      added('flags', 'FLAGS32', 'HEX', { set: spliceFlags }),
    ],
    syscalls: ['splice'],
  }),
  pair(170, 'PPME_SYSCALL_IOCTL_3', 'ioctl', 'IO_OTHER', F.USES_FD, {
    enter: [
      p('fd', 'FD', 'DEC', { from: int(0) }),
      p('request', 'UINT64', 'HEX', { from: uint(1) }),
      p('argument', 'UINT64', 'HEX', { from: arg(2) }),
    ],
    exit: [
      p('res', 'ERRNO', 'DEC', { from: result }),
      added('fd', 'FD', 'DEC'),
      added('request', 'UINT64', 'HEX'),
      added('argument', 'UINT64', 'HEX'),
    ],
    syscalls: ['ioctl'],
  }),
  pair(188, 'PPME_SYSCALL_SENDFILE', 'sendfile', 'IO_WRITE', F.USES_FD | F.DROP_SIMPLE_CONS, {
    enter: [
      p('out_fd', 'FD', 'DEC', { from: int(0) }),
      p('in_fd', 'FD', 'DEC', { from: int(1) }),
      p('offset', 'UINT64', 'DEC', { from: memory(2, 'u64') }),
      p('size', 'UINT64', 'DEC', { from: arg(3) }),
    ],
    exit: [
      p('res', 'ERRNO', 'DEC', { from: result }),
      p('offset', 'UINT64', 'DEC', { from: memory(2, 'u64') }),
      added('out_fd', 'FD', 'DEC'),
      added('in_fd', 'FD', 'DEC'),
      added('size', 'UINT64', 'DEC'),
    ],
    syscalls: ['sendfile'],
  }),
  pair(338, 'PPME_SYSCALL_IO_URING_SETUP', 'io_uring_setup', 'IO_OTHER', F.OLD_VERSION | F.CREATES_FD | F.MODIFIES_STATE, {
    enter: [],
    exit: [
      p('res', 'ERRNO', 'DEC'),
      p('entries', 'UINT32', 'DEC'),
      p('sq_entries', 'UINT32', 'DEC'),
      p('cq_entries', 'UINT32', 'DEC'),
      p('flags', 'FLAGS32', 'HEX', { set: ioUringSetupFlags }),
      p('sq_thread_cpu', 'UINT32', 'DEC'),
      p('sq_thread_idle', 'UINT32', 'DEC'),
      p('features', 'FLAGS32', 'HEX', { set: ioUringSetupFeats }),
    ],
    exitFlags: F.CREATES_FD | F.MODIFIES_STATE,
  }),
  pair(340, 'PPME_SYSCALL_IO_URING_ENTER', 'io_uring_enter', 'IO_OTHER', F.OLD_VERSION, {
    enter: [],
    exit: [
      p('res', 'ERRNO', 'DEC'),
      p('fd', 'FD', 'DEC'),
      p('to_submit', 'UINT32', 'DEC'),
      p('min_complete', 'UINT32', 'DEC'),
      p('flags', 'FLAGS32', 'HEX', { set: ioUringEnterFlags }),
      p('sig', 'SIGSET', 'DEC'),
    ],
    exitFlags: F.USES_FD,
  }),
  pair(342, 'PPME_SYSCALL_IO_URING_REGISTER', 'io_uring_register', 'IO_OTHER', F.OLD_VERSION, {
    enter: [],
    exit: [
      p('res', 'ERRNO', 'DEC'),
      p('fd', 'FD', 'DEC'),
      p('opcode', 'ENUMFLAGS16', 'DEC', { set: ioUringRegisterOpcodes }),
      p('arg', 'UINT64', 'HEX'),
      p('nr_args', 'UINT32', 'DEC'),
    ],
    exitFlags: F.USES_FD,
  }),
  pair(362, 'PPME_SYSCALL_DUP2', 'dup2', 'IO_OTHER', F.OLD_VERSION | F.CREATES_FD | F.USES_FD | F.MODIFIES_STATE, {
    enter: [p('fd', 'FD', 'DEC')],
    exit: [p('res', 'FD', 'DEC'), p('oldfd', 'FD', 'DEC'), p('newfd', 'FD', 'DEC')],
    exitFlags: F.CREATES_FD | F.USES_FD | F.MODIFIES_STATE,
  }),
  pair(364, 'PPME_SYSCALL_DUP3', 'dup3', 'IO_OTHER', F.OLD_VERSION | F.CREATES_FD | F.USES_FD | F.MODIFIES_STATE, {
    enter: [p('fd', 'FD', 'DEC')],
    exit: [p('res', 'FD', 'DEC'), p('oldfd', 'FD', 'DEC'), p('newfd', 'FD', 'DEC'), p('flags', 'FLAGS32', 'HEX', { set: fileFlags })],
    exitFlags: F.CREATES_FD | F.USES_FD | F.MODIFIES_STATE,
  }),
  pair(366, 'PPME_SYSCALL_DUP_1', 'dup', 'IO_OTHER', F.OLD_VERSION | F.CREATES_FD | F.USES_FD | F.MODIFIES_STATE, {
    enter: [p('fd', 'FD', 'DEC')],
    exit: [p('res', 'FD', 'DEC'), p('oldfd', 'FD', 'DEC')],
    exitFlags: F.CREATES_FD | F.USES_FD | F.MODIFIES_STATE,
  }),
  pair(450, 'PPME_SYSCALL_CLOSE_RANGE', 'close_range', 'IO_OTHER', F.UNUSED, {
    enter: [],
    exit: [
      p('res', 'ERRNO', 'DEC'),
      p('first', 'UINT32', 'DEC'),
      p('last', 'UINT32', 'DEC'),
      p('flags', 'FLAGS32', 'HEX', { set: closeRangeFlags }),
    ],
    enterName: 'NA',
    enterCategory: 'UNKNOWN',
    exitFlags: F.MODIFIES_STATE,
  }),
];
