import { added, p, pair } from '../define.ts';
import { epollCreate1Flags } from '../sets/index.ts';
import { EventFlag as F } from '../types.ts';

/** Waiting for fds. One entry is one event type, both directions. */
export const waitEvents = [
  pair(78, 'PPME_SYSCALL_EPOLLWAIT', 'epoll_wait', 'WAIT', F.WAITS | F.DROP_SIMPLE_CONS, {
    enter: [p('maxevents', 'ERRNO', 'DEC')],
    exit: [p('res', 'ERRNO', 'DEC'), added('maxevents', 'ERRNO', 'DEC')],
    syscalls: ['epoll_wait'],
  }),
  pair(80, 'PPME_SYSCALL_POLL', 'poll', 'WAIT', F.WAITS | F.DROP_SIMPLE_CONS, {
    enter: [p('fds', 'FDLIST', 'DEC'), p('timeout', 'INT64', 'DEC')],
    exit: [p('res', 'ERRNO', 'DEC'), p('fds', 'FDLIST', 'DEC'), added('timeout', 'INT64', 'DEC')],
    syscalls: ['poll'],
  }),
  pair(82, 'PPME_SYSCALL_SELECT', 'select', 'WAIT', F.WAITS | F.DROP_SIMPLE_CONS, {
    enter: [],
    exit: [p('res', 'ERRNO', 'DEC')],
    syscalls: ['select'],
  }),
  pair(84, 'PPME_SYSCALL_NEWSELECT', 'select', 'WAIT', F.WAITS | F.DROP_SIMPLE_CONS, {
    enter: [],
    exit: [p('res', 'ERRNO', 'DEC')],
  }),
  pair(254, 'PPME_SYSCALL_PPOLL', 'ppoll', 'WAIT', F.WAITS | F.DROP_SIMPLE_CONS, {
    enter: [p('fds', 'FDLIST', 'DEC'), p('timeout', 'RELTIME', 'DEC'), p('sigmask', 'SIGSET', 'DEC')],
    exit: [p('res', 'ERRNO', 'DEC'), p('fds', 'FDLIST', 'DEC'), added('timeout', 'RELTIME', 'DEC'), added('sigmask', 'SIGSET', 'DEC')],
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
