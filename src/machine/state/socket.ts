import { eventNumber, FdType, L4Proto } from '../../event/index.ts';
import type { CurrentEvent, StateHandler } from '../current.ts';
import { Fd, type Tuple } from '../fd.ts';
import { addFd, changeFd, findFd } from '../fd-table.ts';
import { i64, u32 } from '../params.ts';
import {
  addressParamText,
  connectionName,
  Family,
  familyOf,
  isUdp,
  noAddress,
  readEnd,
  readEnds,
  readUnix,
  socketType,
  swapped,
  tupleBefore,
  tupleText,
  withEnds,
} from '../sockets.ts';
import type { Thread } from '../thread.ts';

/** Numbers of the kernel: linux/net.h, linux/in.h. */
const SOCK_STREAM = 1;
const SOCK_DGRAM = 2;
const SOCK_RAW = 3;
const IPPROTO_IP = 0;
const IPPROTO_ICMP = 1;
const IPPROTO_TCP = 6;
const IPPROTO_UDP = 17;
const IPPROTO_RAW = 255;
/** Bits above are flags of the socket (SOCK_NONBLOCK, SOCK_CLOEXEC). */
const SOCK_TYPE_MASK = 0xff;
const EINPROGRESS = 115;
/** The type of fds of which nothing more is known: packet sockets, Bluetooth, ... */
const unknownType = 0;

const socketMade: StateHandler = (current, thread) => {
  const { evt, enter } = current;
  const number = i64(evt, 0, -1);
  if (number < 0) return;
  if (enter !== undefined) addSocket(current, thread, number, u32(enter, 0, 0), u32(enter, 1, 0), u32(enter, 2, 0));
  else if (evt.has(3, 4)) addSocket(current, thread, number, u32(evt, 1, 0), u32(evt, 2, 0), u32(evt, 3, 0));
};

/** A new socket, not connected yet. */
function addSocket(current: CurrentEvent, thread: Thread, number: number, family: number, type: number, protocol: number): void {
  addFd(current, thread, number, newSocket(family, type, protocol));
}

function newSocket(family: number, type: number, protocol: number): Fd {
  switch (family) {
    case Family.unix:
      return Fd.of({ type: FdType.unix, name: '' });
    case Family.netlink:
      return Fd.of({ type: FdType.netlink, name: '' });
    case Family.ipv4:
      return Fd.of({ type: FdType.ipv4, name: '', tuple: unconnected(0, protocolOf(type, protocol)) });
    case Family.ipv6:
      return Fd.of({ type: FdType.ipv6, name: '', tuple: unconnected(noAddress(''), protocolOf(type, protocol)) });
    default:
      return Fd.of({ type: unknownType, name: '' });
  }
}

function unconnected(address: number | string, l4proto: number): Tuple {
  return { source: address, sourcePort: 0, destination: address, destinationPort: 0, l4proto };
}

function protocolOf(type: number, protocol: number): number {
  const raw = type === SOCK_RAW;
  switch (protocol) {
    case IPPROTO_TCP:
      return raw ? L4Proto.raw : L4Proto.tcp;
    case IPPROTO_UDP:
      return raw ? L4Proto.raw : L4Proto.udp;
    case IPPROTO_ICMP:
      return raw ? L4Proto.raw : L4Proto.icmp;
    case IPPROTO_RAW:
      return L4Proto.raw;
    case IPPROTO_IP:
      if ((type & SOCK_TYPE_MASK) === SOCK_STREAM) return L4Proto.tcp;
      return (type & SOCK_TYPE_MASK) === SOCK_DGRAM ? L4Proto.udp : L4Proto.unknown;
    default:
      return L4Proto.unknown;
  }
}

/** Sends to an fd nobody saw being made: taken for a UDP socket, which is what sendto is mostly for. */
const sending: StateHandler = (current, thread) => {
  const number = thread.lastEventFd;
  if (number < 0 || current.used(thread) !== undefined) return;
  const family = familyOf(current.evt, 2);
  if (family === Family.ipv4 || family === Family.ipv6) addSocket(current, thread, number, family, SOCK_DGRAM, IPPROTO_UDP);
};

/** A socket bound to a port is taken for one that waits for connections. */
const bound: StateHandler = (current, thread) => {
  const { evt } = current;
  const fd = current.used(thread);
  if (fd === undefined || i64(evt, 0, -1) < 0 || evt.size(1) === 0) return;
  const name = addressParamText(evt, 1);
  const end = readEnd(evt, 1);
  if (end === undefined || end.port === 0) {
    changeFd(current, thread, fd, fd.with({ name, oldName: fd.name }));
    return;
  }
  const { address, port } = end;
  const tuple: Tuple = {
    source: address,
    sourcePort: port,
    destination: noAddress(address),
    destinationPort: 0,
    l4proto: fd.tuple?.l4proto ?? L4Proto.unknown,
  };
  const type = typeof address === 'number' ? FdType.ipv4Server : FdType.ipv6Server;
  changeFd(current, thread, fd, fd.with({ type, name, oldName: fd.name, tuple, role: 'server' }));
};

/** What the call was asked for holds, whatever the process puts into its memory afterwards. */
const connecting: StateHandler = (current, thread) => {
  const { evt, machine } = current;
  const fd = current.used(thread);
  if (fd === undefined || evt.size(1) === 0) return;
  const end = readEnd(evt, 1);
  if (end === undefined) {
    changeFd(current, thread, fd, fd.with({ name: addressParamText(evt, 1), oldName: fd.name }));
    return;
  }
  const { address, port } = end;
  const before = fd.tuple?.source;
  const sameFamily = before !== undefined && typeof before === typeof address;
  const isIpv6Any = address === 0 && familyOf(evt, 1) === Family.ipv6;
  const tuple: Tuple = {
    source: sameFamily ? before : noAddress(address),
    sourcePort: sameFamily ? (fd.tuple?.sourcePort ?? 0) : 0,
    destination: address,
    destinationPort: port,
    // sysdig takes `::` for an IPv4 address here, and at the exit finds the protocol again where IPv6 has it.
    l4proto: sameFamily || machine.mends || isIpv6Any ? (fd.tuple?.l4proto ?? L4Proto.unknown) : L4Proto.unknown,
  };
  changeFd(current, thread, fd, fd.with({ type: socketType(address), tuple }));
};

const connected: StateHandler = (current, thread) => {
  const { evt, machine } = current;
  let fd = current.used(thread);
  const overwrite = fd === undefined;
  if (fd === undefined) {
    if (evt.paramCount < 3) return;
    const number = i64(evt, 2, -1);
    if (number >= 0 || current.paired) thread.lastEventFd = number;
    if (number < 0) return;
    fd = findFd(thread, number);
  }
  const result = i64(evt, 0, -1);
  if (fd === undefined || (result < 0 && result !== -EINPROGRESS)) return;
  const role = fd.role ?? 'client';
  if (evt.size(1) === 0) {
    changeFd(current, thread, fd, fd.with({ connected: true }));
    return;
  }
  const ends = readEnds(evt, 1);
  if (ends === undefined) {
    const name = tupleText(evt, 1);
    const unix = familyOf(evt, 1) === Family.unix ? readUnix(evt, 1) : undefined;
    changeFd(
      current,
      thread,
      fd,
      fd.with({ name, oldName: fd.name, role, connected: true, unixSource: unix?.source, unixPeer: unix?.peer }),
    );
    return;
  }
  const { mends } = machine;
  const moved = withEnds(fd, ends, overwrite || mends, mends);
  const changed = moved !== undefined;
  let tuple = moved ?? tupleBefore(fd, ends, mends);
  if (changed && fd.role === 'server' && isUdp(fd)) tuple = swapped(tuple);
  changeFd(
    current,
    thread,
    fd,
    fd.with({ type: socketType(ends.source), tuple, name: connectionName(tuple, mends), oldName: fd.name, role, connected: true }),
  );
};

const accepted: StateHandler = (current, thread) => {
  const { evt } = current;
  const number = i64(evt, 0, -1);
  if (number < 0) return;
  thread.lastEventFd = number;
  const family = familyOf(evt, 1);
  const name = tupleText(evt, 1);
  const ends = readEnds(evt, 1);
  if (ends !== undefined) {
    const tuple: Tuple = { ...ends, l4proto: L4Proto.tcp };
    addFd(current, thread, number, Fd.of({ type: socketType(ends.source), name, tuple, role: 'server', connected: true }));
  } else if (family === Family.unix) {
    const { source, peer } = readUnix(evt, 1);
    const fd = Fd.of({ type: FdType.unix, name, unixSource: source, unixPeer: peer, role: 'server', connected: true });
    addFd(current, thread, number, fd);
  }
};

/** The event is about the fd, though nothing about it changes. */
const asked: StateHandler = ({ evt }, thread) => {
  if (evt.has(1, 8)) thread.lastEventFd = evt.i64(1);
};

const socket = (name: string) => eventNumber(`PPME_SOCKET_${name}`);

export const socketHandlers: readonly (readonly [number, StateHandler])[] = [
  [socket('SOCKET_X'), socketMade],
  [socket('SENDTO_E'), sending],
  [socket('BIND_X'), bound],
  [socket('CONNECT_E'), connecting],
  [socket('CONNECT_X'), connected],
  ...['ACCEPT_X', 'ACCEPT4_X', 'ACCEPT_5_X', 'ACCEPT4_5_X', 'ACCEPT4_6_X'].map((name) => [socket(name), accepted] as const),
  [socket('GETSOCKOPT_X'), asked],
];
