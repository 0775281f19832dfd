import { added, p, pair } from '../define.ts';
import { fileFlags } from '../sets/index.ts';
import { EventFlag as F } from '../types.ts';

/** Signals. One entry is one event type, both directions. */
export const signalEvents = [
  pair(126, 'PPME_SYSCALL_SIGNALFD', 'signalfd', 'SIGNAL', F.CREATES_FD | F.MODIFIES_STATE, {
    enter: [p('fd', 'FD', 'DEC'), p('mask', 'UINT32', 'HEX'), p('flags', 'FLAGS8', 'HEX')],
    exit: [p('res', 'FD', 'DEC'), added('fd', 'FD', 'DEC'), added('mask', 'UINT32', 'HEX'), added('flags', 'UINT8', 'HEX')],
    syscalls: ['signalfd', 'signalfd4'],
  }),
  pair(128, 'PPME_SYSCALL_KILL', 'kill', 'SIGNAL', F.NONE, {
    enter: [p('pid', 'PID', 'DEC'), p('sig', 'SIGTYPE', 'DEC')],
    exit: [p('res', 'ERRNO', 'DEC'), added('pid', 'PID', 'DEC'), added('sig', 'SIGTYPE', 'DEC')],
    syscalls: ['kill'],
  }),
  pair(130, 'PPME_SYSCALL_TKILL', 'tkill', 'SIGNAL', F.NONE, {
    enter: [p('tid', 'PID', 'DEC'), p('sig', 'SIGTYPE', 'DEC')],
    exit: [p('res', 'ERRNO', 'DEC'), added('tid', 'PID', 'DEC'), added('sig', 'SIGTYPE', 'DEC')],
    syscalls: ['tkill'],
  }),
  pair(132, 'PPME_SYSCALL_TGKILL', 'tgkill', 'SIGNAL', F.NONE, {
    enter: [p('pid', 'PID', 'DEC'), p('tid', 'PID', 'DEC'), p('sig', 'SIGTYPE', 'DEC')],
    exit: [p('res', 'ERRNO', 'DEC'), added('pid', 'PID', 'DEC'), added('tid', 'PID', 'DEC'), added('sig', 'SIGTYPE', 'DEC')],
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
