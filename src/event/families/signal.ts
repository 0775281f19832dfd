import { constant, int, memory, result } from '../capture.ts';
import { added, p, pair } from '../define.ts';
import { fileFlags } from '../sets/index.ts';
import { EventFlag as F } from '../types.ts';

/** Signals. One entry is one event type, both directions. */
export const signalEvents = [
  pair(126, 'PPME_SYSCALL_SIGNALFD', 'signalfd', 'SIGNAL', F.CREATES_FD | F.MODIFIES_STATE, {
    enter: [
      p('fd', 'FD', 'DEC', { from: int(0) }),
      p('mask', 'UINT32', 'HEX', { from: memory(1, 'u32') }),
      p('flags', 'FLAGS8', 'HEX', { from: constant(0) }),
    ],
    exit: [
      p('res', 'FD', 'DEC', { from: result }),
      added('fd', 'FD', 'DEC'),
      added('mask', 'UINT32', 'HEX'),
      added('flags', 'UINT8', 'HEX'),
    ],
    syscalls: ['signalfd', 'signalfd4'],
  }),
  pair(128, 'PPME_SYSCALL_KILL', 'kill', 'SIGNAL', F.NONE, {
    enter: [p('pid', 'PID', 'DEC', { from: int(0) }), p('sig', 'SIGTYPE', 'DEC', { from: int(1) })],
    exit: [p('res', 'ERRNO', 'DEC', { from: result }), added('pid', 'PID', 'DEC'), added('sig', 'SIGTYPE', 'DEC')],
    syscalls: ['kill'],
  }),
  pair(130, 'PPME_SYSCALL_TKILL', 'tkill', 'SIGNAL', F.NONE, {
    enter: [p('tid', 'PID', 'DEC', { from: int(0) }), p('sig', 'SIGTYPE', 'DEC', { from: int(1) })],
    exit: [p('res', 'ERRNO', 'DEC', { from: result }), added('tid', 'PID', 'DEC'), added('sig', 'SIGTYPE', 'DEC')],
    syscalls: ['tkill'],
  }),
  pair(132, 'PPME_SYSCALL_TGKILL', 'tgkill', 'SIGNAL', F.NONE, {
    enter: [
      p('pid', 'PID', 'DEC', { from: int(0) }),
      p('tid', 'PID', 'DEC', { from: int(1) }),
      p('sig', 'SIGTYPE', 'DEC', { from: int(2) }),
    ],
    exit: [
      p('res', 'ERRNO', 'DEC', { from: result }),
      added('pid', 'PID', 'DEC'),
      added('tid', 'PID', 'DEC'),
      added('sig', 'SIGTYPE', 'DEC'),
    ],
    syscalls: ['tgkill'],
  }),
  pair(232, 'PPME_SIGNALDELIVER', 'signaldeliver', 'SIGNAL', F.DROP_SIMPLE_CONS, {
    enter: [p('spid', 'PID', 'DEC'), p('dpid', 'PID', 'DEC'), p('sig', 'SIGTYPE', 'DEC')],
    exit: [],
    exitFlags: F.UNUSED,
  }),
  pair(398, 'PPME_SYSCALL_SIGNALFD4', 'signalfd4', 'SIGNAL', F.OLD_VERSION | F.CREATES_FD | F.MODIFIES_STATE, {
    enter: [p('fd', 'FD', 'DEC'), p('mask', 'UINT32', 'HEX')],
    exit: [p('res', 'FD', 'DEC'), p('flags', 'FLAGS16', 'HEX', { set: fileFlags }), p('fd', 'FD', 'DEC'), p('mask', 'UINT32', 'HEX')],
    exitFlags: F.CREATES_FD | F.MODIFIES_STATE,
  }),
];
