import { constant, int, result, timespec } from '../capture.ts';
import { added, p, pair } from '../define.ts';
import { EventFlag as F } from '../types.ts';

/** Sleeping and timers. One entry is one event type, both directions. */
export const timeEvents = [
  pair(134, 'PPME_SYSCALL_NANOSLEEP', 'nanosleep', 'SLEEP', F.WAITS | F.DROP_SIMPLE_CONS, {
    enter: [p('interval', 'RELTIME', 'DEC', { from: timespec(0) })],
    exit: [p('res', 'ERRNO', 'DEC', { from: result }), added('interval', 'RELTIME', 'DEC')],
    syscalls: ['nanosleep'],
  }),
  pair(136, 'PPME_SYSCALL_TIMERFD_CREATE', 'timerfd_create', 'TIME', F.CREATES_FD | F.MODIFIES_STATE | F.DROP_SIMPLE_CONS, {
    enter: [p('clockid', 'UINT8', 'DEC', { from: int(0) }), p('flags', 'FLAGS8', 'HEX', { from: constant(0) })],
    exit: [p('res', 'FD', 'DEC', { from: result }), added('clockid', 'UINT8', 'DEC'), added('flags', 'UINT8', 'HEX')],
    syscalls: ['timerfd_create'],
  }),
];
