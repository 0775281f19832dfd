import { arg, bySyscall, constant, flags, int, memory, orMinusOne, pairEnd, pipeInode, result, uint } from '../capture.ts';
import { added, p, pair } from '../define.ts';
import { fileFlags, futexOperations, socketFamilies } from '../sets/index.ts';
import { EventFlag as F } from '../types.ts';

/** Pipes, event fds, inotify and memory shared by processes. One entry is one event type, both directions. */
export const ipcEvents = [
  pair(42, 'PPME_SOCKET_SOCKETPAIR', 'socketpair', 'IPC', F.CREATES_FD | F.MODIFIES_STATE, {
    enter: [
      p('domain', 'FLAGS32', 'DEC', { set: socketFamilies, from: int(0) }),
      p('type', 'UINT32', 'DEC', { from: uint(1) }),
      p('proto', 'UINT32', 'DEC', { from: uint(2) }),
    ],
    exit: [
      p('res', 'ERRNO', 'DEC', { from: result }),
      p('fd1', 'FD', 'DEC', { from: orMinusOne(memory(3, 'i32')) }),
      p('fd2', 'FD', 'DEC', { from: orMinusOne(memory(3, 'i32', 4)) }),
      p('source', 'UINT64', 'HEX', { from: pairEnd(3, 0) }),
      p('peer', 'UINT64', 'HEX', { from: pairEnd(3, 1) }),
      added('domain', 'ENUMFLAGS32', 'DEC', { set: socketFamilies }),
      added('type', 'UINT32', 'DEC'),
      added('proto', 'UINT32', 'DEC'),
    ],
    syscalls: ['socketpair'],
  }),
  pair(60, 'PPME_SYSCALL_PIPE', 'pipe', 'IPC', F.CREATES_FD | F.MODIFIES_STATE, {
    enter: [],
    exit: [
      p('res', 'ERRNO', 'DEC', { from: result }),
      p('fd1', 'FD', 'DEC', { from: orMinusOne(memory(0, 'i32')) }),
      p('fd2', 'FD', 'DEC', { from: orMinusOne(memory(0, 'i32', 4)) }),
      p('ino', 'UINT64', 'DEC', { from: pipeInode(0) }),
    ],
    syscalls: ['pipe', 'pipe2'],
  }),
  pair(62, 'PPME_SYSCALL_EVENTFD', 'eventfd', 'IPC', F.CREATES_FD | F.MODIFIES_STATE | F.DROP_SIMPLE_CONS, {
    enter: [
      p('initval', 'UINT64', 'DEC', { from: uint(0) }),
      p('flags', 'FLAGS32', 'HEX', { from: bySyscall({ eventfd: constant(0), eventfd2: int(1) }) }),
    ],
    exit: [p('res', 'FD', 'DEC', { from: result }), added('initval', 'UINT64', 'DEC'), added('flags', 'UINT32', 'HEX')],
    syscalls: ['eventfd', 'eventfd2'],
  }),
  pair(64, 'PPME_SYSCALL_FUTEX', 'futex', 'IPC', F.DROP_SIMPLE_CONS, {
    enter: [
      p('addr', 'UINT64', 'HEX', { from: arg(0) }),
      p('op', 'FLAGS16', 'HEX', { set: futexOperations, from: flags(1) }),
      p('val', 'UINT64', 'DEC', { from: uint(2) }),
    ],
    exit: [
      p('res', 'ERRNO', 'DEC', { from: result }),
      added('addr', 'UINT64', 'HEX'),
      added('op', 'FLAGS16', 'HEX', { set: futexOperations }),
      added('val', 'UINT64', 'DEC'),
    ],
    syscalls: ['futex'],
  }),
  pair(138, 'PPME_SYSCALL_INOTIFY_INIT', 'inotify_init', 'IPC', F.CREATES_FD | F.MODIFIES_STATE, {
    enter: [p('flags', 'FLAGS8', 'HEX', { from: constant(0) })],
    exit: [p('res', 'FD', 'DEC', { from: result }), added('flags', 'UINT8', 'HEX')],
    syscalls: ['inotify_init', 'inotify_init1'],
  }),
  pair(392, 'PPME_SYSCALL_PIPE2', 'pipe2', 'IPC', F.OLD_VERSION | F.CREATES_FD | F.MODIFIES_STATE, {
    enter: [],
    exit: [
      p('res', 'ERRNO', 'DEC'),
      p('fd1', 'FD', 'DEC'),
      p('fd2', 'FD', 'DEC'),
      p('ino', 'UINT64', 'DEC'),
      p('flags', 'FLAGS32', 'HEX', { set: fileFlags }),
    ],
    exitFlags: F.CREATES_FD | F.MODIFIES_STATE,
  }),
  pair(394, 'PPME_SYSCALL_INOTIFY_INIT1', 'inotify_init1', 'IPC', F.OLD_VERSION | F.CREATES_FD | F.MODIFIES_STATE, {
    enter: [],
    exit: [p('res', 'FD', 'DEC'), p('flags', 'FLAGS16', 'HEX', { set: fileFlags })],
    exitFlags: F.CREATES_FD | F.MODIFIES_STATE,
  }),
  pair(396, 'PPME_SYSCALL_EVENTFD2', 'eventfd2', 'IPC', F.OLD_VERSION | F.CREATES_FD | F.MODIFIES_STATE, {
    enter: [p('initval', 'UINT64', 'DEC')],
    exit: [p('res', 'FD', 'DEC'), p('flags', 'FLAGS16', 'HEX', { set: fileFlags }), p('initval', 'UINT64', 'DEC')],
    exitFlags: F.CREATES_FD | F.MODIFIES_STATE,
  }),
  pair(420, 'PPME_SYSCALL_PROCESS_VM_READV', 'process_vm_readv', 'IPC', F.OLD_VERSION, {
    enter: [],
    exit: [p('res', 'INT64', 'DEC'), p('pid', 'PID', 'DEC'), p('data', 'BYTEBUF')],
    exitFlags: F.NONE,
  }),
  pair(422, 'PPME_SYSCALL_PROCESS_VM_WRITEV', 'process_vm_writev', 'IPC', F.OLD_VERSION, {
    enter: [],
    exit: [p('res', 'INT64', 'DEC'), p('pid', 'PID', 'DEC'), p('data', 'BYTEBUF')],
    exitFlags: F.NONE,
  }),
];
