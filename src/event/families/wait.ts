import { int, memory, pollAnswered, pollAsked, result, timespec } from '../capture.ts';
import { added, p, pair } from '../define.ts';
import { epollCreate1Flags } from '../sets/index.ts';
import { EventFlag as F } from '../types.ts';

/** Waiting for fds. One entry is one event type, both directions. */
export const waitEvents = [
  pair(78, 'PPME_SYSCALL_EPOLLWAIT', 'epoll_wait', 'WAIT', F.WAITS | F.DROP_SIMPLE_CONS, {
    enter: [p('maxevents', 'ERRNO', 'DEC', { from: int(2) })],
    exit: [p('res', 'ERRNO', 'DEC', { from: result }), added('maxevents', 'ERRNO', 'DEC')],
    syscalls: ['epoll_wait'],
  }),
  pair(80, 'PPME_SYSCALL_POLL', 'poll', 'WAIT', F.WAITS | F.DROP_SIMPLE_CONS, {
    enter: [p('fds', 'FDLIST', 'DEC', { from: pollAsked }), p('timeout', 'INT64', 'DEC', { from: int(2) })],
    exit: [p('res', 'ERRNO', 'DEC', { from: result }), p('fds', 'FDLIST', 'DEC', { from: pollAnswered }), added('timeout', 'INT64', 'DEC')],
    syscalls: ['poll'],
  }),
  pair(82, 'PPME_SYSCALL_SELECT', 'select', 'WAIT', F.WAITS | F.DROP_SIMPLE_CONS, {
    enter: [],
    exit: [p('res', 'ERRNO', 'DEC', { from: result })],
    syscalls: ['select'],
  }),
  pair(84, 'PPME_SYSCALL_NEWSELECT', 'select', 'WAIT', F.WAITS | F.DROP_SIMPLE_CONS, {
    enter: [],
    exit: [p('res', 'ERRNO', 'DEC')],
  }),
  pair(254, 'PPME_SYSCALL_PPOLL', 'ppoll', 'WAIT', F.WAITS | F.DROP_SIMPLE_CONS, {
    enter: [
      p('fds', 'FDLIST', 'DEC', { from: pollAsked }),
      p('timeout', 'RELTIME', 'DEC', { from: timespec(2) }),
      p('sigmask', 'SIGSET', 'DEC', { from: memory(3, 'u32') }),
    ],
    exit: [
      p('res', 'ERRNO', 'DEC', { from: result }),
      p('fds', 'FDLIST', 'DEC', { from: pollAnswered }),
      added('timeout', 'RELTIME', 'DEC'),
      added('sigmask', 'SIGSET', 'DEC'),
    ],
    syscalls: ['ppoll'],
  }),
  pair(374, 'PPME_SYSCALL_EPOLL_CREATE', 'epoll_create', 'WAIT', F.OLD_VERSION | F.CREATES_FD | F.MODIFIES_STATE, {
    enter: [p('size', 'INT32', 'DEC')],
    exit: [p('res', 'ERRNO', 'DEC'), p('size', 'INT32', 'DEC')],
    exitFlags: F.CREATES_FD | F.MODIFIES_STATE,
  }),
  pair(376, 'PPME_SYSCALL_EPOLL_CREATE1', 'epoll_create1', 'WAIT', F.OLD_VERSION | F.CREATES_FD | F.MODIFIES_STATE, {
    enter: [p('flags', 'FLAGS32', 'HEX', { set: epollCreate1Flags })],
    exit: [p('res', 'ERRNO', 'DEC'), p('flags', 'FLAGS32', 'HEX', { set: epollCreate1Flags })],
    exitFlags: F.CREATES_FD | F.MODIFIES_STATE,
  }),
];
