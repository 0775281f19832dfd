import {
  acceptQueue,
  flags,
  int,
  memory,
  messageSize,
  optionGot,
  optionName,
  optionSet,
  received,
  receivedMessage,
  receivedSize,
  result,
  sent,
  sentMessage,
  sockaddr,
  tuple,
  uint,
} from '../capture.ts';
import { added, p, pair } from '../define.ts';
import { fileFlags, shutdownHow, socketFamilies, sockoptDynamicParam, sockoptLevels, sockoptOptions } from '../sets/index.ts';
import { EventFlag as F } from '../types.ts';

/** Sockets. One entry is one event type, both directions. */
export const netEvents = [
  pair(18, 'PPME_SOCKET_SOCKET', 'socket', 'NET', F.CREATES_FD | F.MODIFIES_STATE, {
    enter: [
      p('domain', 'FLAGS32', 'DEC', { set: socketFamilies, from: int(0) }),
      p('type', 'UINT32', 'DEC', { from: uint(1) }),
      p('proto', 'UINT32', 'DEC', { from: uint(2) }),
    ],
    exit: [
      p('fd', 'FD', 'DEC', { from: result }),
      added('domain', 'ENUMFLAGS32', 'DEC', { set: socketFamilies }),
      added('type', 'UINT32', 'DEC'),
      added('proto', 'UINT32', 'DEC'),
      added('flags', 'FLAGS32', 'HEX', { set: fileFlags }),
    ],
    syscalls: ['socket'],
  }),
  pair(20, 'PPME_SOCKET_BIND', 'bind', 'NET', F.USES_FD | F.MODIFIES_STATE, {
    enter: [p('fd', 'FD', 'DEC', { from: int(0) })],
    exit: [p('res', 'ERRNO', 'DEC', { from: result }), p('addr', 'SOCKADDR', 'NA', { from: sockaddr(1, 2) }), added('fd', 'FD', 'DEC')],
    syscalls: ['bind'],
  }),
  pair(22, 'PPME_SOCKET_CONNECT', 'connect', 'NET', F.USES_FD | F.MODIFIES_STATE, {
    enter: [p('fd', 'FD', 'DEC', { from: int(0) }), p('addr', 'SOCKADDR', 'NA', { from: sockaddr(1, 2) })],
    exit: [
      p('res', 'ERRNO', 'DEC', { from: result }),
      p('tuple', 'SOCKTUPLE', 'NA', { from: tuple('connect') }),
      added('fd', 'FD', 'DEC'),
      added('addr', 'SOCKADDR'),
    ],
    syscalls: ['connect'],
  }),
  pair(24, 'PPME_SOCKET_LISTEN', 'listen', 'NET', F.USES_FD, {
    enter: [p('fd', 'FD', 'DEC', { from: int(0) }), p('backlog', 'UINT32', 'DEC', { from: int(1) })],
    exit: [p('res', 'ERRNO', 'DEC', { from: result }), added('fd', 'FD', 'DEC'), added('backlog', 'INT32', 'DEC')],
    syscalls: ['listen'],
  }),
  pair(26, 'PPME_SOCKET_ACCEPT', 'accept', 'NET', F.CREATES_FD | F.MODIFIES_STATE | F.OLD_VERSION, {
    enter: [],
    exit: [p('fd', 'FD', 'DEC'), p('tuple', 'SOCKTUPLE'), p('queuepct', 'UINT8', 'DEC')],
  }),
  pair(28, 'PPME_SOCKET_SEND', 'send', 'IO_WRITE', F.USES_FD | F.WRITES_TO_FD | F.DROP_SIMPLE_CONS, {
    enter: [p('fd', 'FD', 'DEC', { from: int(0) }), p('size', 'UINT32', 'DEC', { from: uint(2) })],
    exit: [
      p('res', 'ERRNO', 'DEC', { from: result }),
      p('data', 'BYTEBUF', 'NA', { from: sent(1, 2) }),
      added('fd', 'FD', 'DEC'),
      added('size', 'UINT32', 'DEC'),
      added('tuple', 'SOCKTUPLE'),
    ],
    syscalls: ['send'],
  }),
  pair(30, 'PPME_SOCKET_SENDTO', 'sendto', 'IO_WRITE', F.USES_FD | F.WRITES_TO_FD | F.MODIFIES_STATE, {
    enter: [
      p('fd', 'FD', 'DEC', { from: int(0) }),
      p('size', 'UINT32', 'DEC', { from: uint(2) }),
      p('tuple', 'SOCKTUPLE', 'NA', { from: tuple('sendto') }),
    ],
    exit: [
      p('res', 'ERRNO', 'DEC', { from: result }),
      p('data', 'BYTEBUF', 'NA', { from: sent(1, 2) }),
      added('fd', 'FD', 'DEC'),
      added('size', 'UINT32', 'DEC'),
      added('tuple', 'SOCKTUPLE'),
    ],
    syscalls: ['sendto'],
  }),
  pair(32, 'PPME_SOCKET_RECV', 'recv', 'IO_READ', F.USES_FD | F.READS_FROM_FD | F.DROP_SIMPLE_CONS, {
    enter: [p('fd', 'FD', 'DEC', { from: int(0) }), p('size', 'UINT32', 'DEC', { from: uint(2) })],
    exit: [
      p('res', 'ERRNO', 'DEC', { from: result }),
      p('data', 'BYTEBUF', 'NA', { from: received(1) }),
      added('fd', 'FD', 'DEC'),
      added('size', 'UINT32', 'DEC'),
      added('tuple', 'SOCKTUPLE'),
    ],
    syscalls: ['recv'],
  }),
  pair(34, 'PPME_SOCKET_RECVFROM', 'recvfrom', 'IO_READ', F.USES_FD | F.READS_FROM_FD | F.MODIFIES_STATE, {
    enter: [p('fd', 'FD', 'DEC', { from: int(0) }), p('size', 'UINT32', 'DEC', { from: uint(2) })],
    exit: [
      p('res', 'ERRNO', 'DEC', { from: result }),
      p('data', 'BYTEBUF', 'NA', { from: received(1) }),
      p('tuple', 'SOCKTUPLE', 'NA', { from: tuple('recvfrom') }),
      added('fd', 'FD', 'DEC'),
      added('size', 'UINT32', 'DEC'),
    ],
    syscalls: ['recvfrom'],
  }),
  pair(36, 'PPME_SOCKET_SHUTDOWN', 'shutdown', 'NET', F.USES_FD | F.MODIFIES_STATE | F.DROP_SIMPLE_CONS, {
    enter: [p('fd', 'FD', 'DEC', { from: int(0) }), p('how', 'FLAGS8', 'HEX', { set: shutdownHow, from: flags(1) })],
    exit: [p('res', 'ERRNO', 'DEC', { from: result }), added('fd', 'FD', 'DEC'), added('how', 'ENUMFLAGS8', 'HEX', { set: shutdownHow })],
    syscalls: ['shutdown'],
  }),
  pair(38, 'PPME_SOCKET_GETSOCKNAME', 'getsockname', 'NET', F.DROP_SIMPLE_CONS, {
    enter: [],
    exit: [],
    syscalls: ['getsockname'],
  }),
  pair(40, 'PPME_SOCKET_GETPEERNAME', 'getpeername', 'NET', F.DROP_SIMPLE_CONS, {
    enter: [],
    exit: [],
    syscalls: ['getpeername'],
  }),
  pair(44, 'PPME_SOCKET_SETSOCKOPT', 'setsockopt', 'NET', F.NONE, {
    enter: [],
    exit: [
      p('res', 'ERRNO', 'DEC', { from: result }),
      p('fd', 'FD', 'DEC', { from: int(0) }),
      p('level', 'FLAGS8', 'DEC', { set: sockoptLevels, from: flags(1) }),
      p('optname', 'FLAGS8', 'DEC', { set: sockoptOptions, from: optionName }),
      p('val', 'DYN', 'DEC', { dyn: sockoptDynamicParam, from: optionSet }),
      p('optlen', 'UINT32', 'DEC', { from: uint(4) }),
    ],
    exitFlags: F.USES_FD,
    syscalls: ['setsockopt'],
  }),
  pair(46, 'PPME_SOCKET_GETSOCKOPT', 'getsockopt', 'NET', F.MODIFIES_STATE | F.DROP_SIMPLE_CONS, {
    enter: [],
    exit: [
      p('res', 'ERRNO', 'DEC', { from: result }),
      p('fd', 'FD', 'DEC', { from: int(0) }),
      p('level', 'FLAGS8', 'DEC', { set: sockoptLevels, from: flags(1) }),
      p('optname', 'FLAGS8', 'DEC', { set: sockoptOptions, from: optionName }),
      p('val', 'DYN', 'DEC', { dyn: sockoptDynamicParam, from: optionGot }),
      p('optlen', 'UINT32', 'DEC', { from: memory(4, 'u32') }),
    ],
    exitFlags: F.USES_FD | F.MODIFIES_STATE | F.DROP_SIMPLE_CONS,
    syscalls: ['getsockopt'],
  }),
  pair(48, 'PPME_SOCKET_SENDMSG', 'sendmsg', 'IO_WRITE', F.USES_FD | F.WRITES_TO_FD | F.MODIFIES_STATE, {
    enter: [
      p('fd', 'FD', 'DEC', { from: int(0) }),
      p('size', 'UINT32', 'DEC', { from: messageSize(1) }),
      p('tuple', 'SOCKTUPLE', 'NA', { from: tuple('sendmsg') }),
    ],
    exit: [
      p('res', 'ERRNO', 'DEC', { from: result }),
      p('data', 'BYTEBUF', 'NA', { from: sentMessage(1) }),
      added('fd', 'FD', 'DEC'),
      added('size', 'UINT32', 'DEC'),
      added('tuple', 'SOCKTUPLE'),
    ],
    syscalls: ['sendmsg'],
  }),
  pair(50, 'PPME_SOCKET_SENDMMSG', 'sendmmsg', 'IO_WRITE', F.DROP_SIMPLE_CONS, {
    enter: [],
    exit: [
      added('res', 'ERRNO', 'DEC'),
      added('fd', 'FD', 'DEC'),
      added('size', 'UINT32', 'DEC'),
      added('data', 'BYTEBUF'),
      added('tuple', 'SOCKTUPLE'),
    ],
    syscalls: ['sendmmsg'],
  }),
  pair(52, 'PPME_SOCKET_RECVMSG', 'recvmsg', 'IO_READ', F.USES_FD | F.READS_FROM_FD | F.MODIFIES_STATE, {
    enter: [p('fd', 'FD', 'DEC', { from: int(0) })],
    exit: [
      p('res', 'ERRNO', 'DEC', { from: result }),
      p('size', 'UINT32', 'DEC', { from: receivedSize }),
      p('data', 'BYTEBUF', 'NA', { from: receivedMessage(1) }),
      p('tuple', 'SOCKTUPLE', 'NA', { from: tuple('recvmsg') }),
      added('msgcontrol', 'BYTEBUF'),
      added('fd', 'FD', 'DEC'),
    ],
    syscalls: ['recvmsg'],
  }),
  pair(54, 'PPME_SOCKET_RECVMMSG', 'recvmmsg', 'IO_READ', F.DROP_SIMPLE_CONS, {
    enter: [],
    exit: [
      added('res', 'ERRNO', 'DEC'),
      added('fd', 'FD', 'DEC'),
      added('size', 'UINT32', 'DEC'),
      added('data', 'BYTEBUF'),
      added('tuple', 'SOCKTUPLE'),
      added('msgcontrol', 'BYTEBUF'),
    ],
    syscalls: ['recvmmsg'],
  }),
  pair(56, 'PPME_SOCKET_ACCEPT4', 'accept', 'NET', F.CREATES_FD | F.MODIFIES_STATE | F.OLD_VERSION, {
    enter: [p('flags', 'INT32', 'HEX')],
    exit: [p('fd', 'FD', 'DEC'), p('tuple', 'SOCKTUPLE'), p('queuepct', 'UINT8', 'DEC')],
  }),
  pair(246, 'PPME_SOCKET_ACCEPT_5', 'accept', 'NET', F.CREATES_FD | F.MODIFIES_STATE, {
    enter: [],
    exit: [
      p('fd', 'FD', 'DEC', { from: result }),
      p('tuple', 'SOCKTUPLE', 'NA', { from: tuple('accept') }),
      p('queuepct', 'UINT8', 'DEC', { from: acceptQueue('percent') }),
      p('queuelen', 'UINT32', 'DEC', { from: acceptQueue('length') }),
      p('queuemax', 'UINT32', 'DEC', { from: acceptQueue('maximum') }),
    ],
    syscalls: ['accept'],
  }),
  pair(248, 'PPME_SOCKET_ACCEPT4_5', 'accept', 'NET', F.CREATES_FD | F.MODIFIES_STATE, {
    enter: [p('flags', 'INT32', 'HEX', { from: int(3) })],
    exit: [
      p('fd', 'FD', 'DEC', { from: result }),
      p('tuple', 'SOCKTUPLE', 'NA', { from: tuple('accept') }),
      p('queuepct', 'UINT8', 'DEC', { from: acceptQueue('percent') }),
      p('queuelen', 'UINT32', 'DEC', { from: acceptQueue('length') }),
      p('queuemax', 'UINT32', 'DEC', { from: acceptQueue('maximum') }),
    ],
    syscalls: ['accept4'],
  }),
  pair(388, 'PPME_SOCKET_ACCEPT4_6', 'accept4', 'NET', F.OLD_VERSION | F.CREATES_FD | F.MODIFIES_STATE, {
    enter: [p('flags', 'INT32', 'HEX')],
    exit: [
      p('fd', 'FD', 'DEC'),
      p('tuple', 'SOCKTUPLE'),
      p('queuepct', 'UINT8', 'DEC'),
      p('queuelen', 'UINT32', 'DEC'),
      p('queuemax', 'UINT32', 'DEC'),
      p('flags', 'INT32', 'HEX'),
    ],
    exitFlags: F.CREATES_FD | F.MODIFIES_STATE,
  }),
];
