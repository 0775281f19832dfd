import { type EventCursor, FdType, L4Proto } from '../event/index.ts';
import { addressText, ipv4At, ipv4Text, ipv6Any, ipv6At, ipv6Text, isMappedIpv4 } from './address.ts';
import type { Fd, Tuple } from './fd.ts';
import { printable } from './paths.ts';

/** Socket families as events number them: the kernel's own on x86. */
export const Family = { unix: 1, ipv4: 2, ipv6: 10, netlink: 16 } as const;

/** Both ends as a SOCKTUPLE parameter gives them, before it is known which end is the client. */
export interface Ends {
  readonly source: number | string;
  readonly sourcePort: number;
  readonly destination: number | string;
  readonly destinationPort: number;
}

/** One end, as a SOCKADDR parameter gives it. */
export interface End {
  readonly address: number | string;
  readonly port: number;
}

const ipv4TupleSize = 13;
const ipv6TupleSize = 37;
/** Family, and the kernel addresses of both ends of a unix socket; the path follows. */
const unixTupleHead = 17;

/** Family of a SOCKTUPLE or SOCKADDR parameter; -1 where it is empty. */
export function familyOf(evt: EventCursor, i: number): number {
  return evt.size(i) === 0 ? -1 : evt.u8(i);
}

/** The internet addresses of a SOCKTUPLE parameter; undefined where it is of another family or cut. */
export function readEnds(evt: EventCursor, i: number): Ends | undefined {
  const family = familyOf(evt, i);
  const { bytes, view } = evt;
  if (family === Family.ipv4 && evt.size(i) >= ipv4TupleSize) {
    const at = evt.offset(i) + 1;
    return {
      source: ipv4At(bytes, at),
      sourcePort: view.getInt16(at + 4, true) & 0xffff,
      destination: ipv4At(bytes, at + 6),
      destinationPort: view.getInt16(at + 10, true) & 0xffff,
    };
  }
  if (family === Family.ipv6 && evt.size(i) >= ipv6TupleSize) {
    const at = evt.offset(i) + 1;
    const mapped = isMappedIpv4(bytes, at) && isMappedIpv4(bytes, at + 18);
    return {
      source: mapped ? ipv4At(bytes, at + 12) : ipv6At(bytes, at),
      sourcePort: view.getInt16(at + 16, true) & 0xffff,
      destination: mapped ? ipv4At(bytes, at + 30) : ipv6At(bytes, at + 18),
      destinationPort: view.getInt16(at + 34, true) & 0xffff,
    };
  }
  return undefined;
}

/** The address of a SOCKADDR parameter; undefined where it is of another family or cut. */
export function readEnd(evt: EventCursor, i: number): End | undefined {
  const family = familyOf(evt, i);
  const { bytes, view } = evt;
  if (family === Family.ipv4 && evt.size(i) >= 7) {
    const at = evt.offset(i) + 1;
    return { address: ipv4At(bytes, at), port: view.getInt16(at + 4, true) & 0xffff };
  }
  if (family === Family.ipv6 && evt.size(i) >= 19) {
    const at = evt.offset(i) + 1;
    return { address: isMappedIpv4(bytes, at) ? ipv4At(bytes, at + 12) : ipv6At(bytes, at), port: view.getInt16(at + 16, true) & 0xffff };
  }
  return undefined;
}

/** `1.2.3.4:80->5.6.7.8:90`, the same for IPv6. */
export function endsText({ source, sourcePort, destination, destinationPort }: Ends): string {
  return `${addressText(source)}:${sourcePort}->${addressText(destination)}:${destinationPort}`;
}

/**
 * The name of a connected socket: both ends, without ports where the protocol has none. sysdig names neither end of a
 * socket whose protocol it does not know.
 */
export function connectionName(tuple: Tuple, mends: boolean): string {
  const { source, destination, l4proto } = tuple;
  if (l4proto === L4Proto.tcp || l4proto === L4Proto.udp) return endsText(tuple);
  const portless = l4proto === L4Proto.icmp || (l4proto === L4Proto.raw && (mends || typeof source === 'number'));
  if (portless) return `${addressText(source)}->${addressText(destination)}`;
  return mends ? endsText(tuple) : '<unknown>';
}

/** `1.2.3.4:80`. */
export function endText(address: number | string, port: number): string {
  return typeof address === 'number' ? `${ipv4Text(address)}:${port}` : `${ipv6Text(address)}:${port}`;
}

/** A SOCKTUPLE parameter as the name of an fd. */
export function tupleText(evt: EventCursor, i: number): string {
  const family = familyOf(evt, i);
  if (family === -1) return '';
  if (family === Family.unix) return unixTupleText(evt, i);
  const ends = readEnds(evt, i);
  if (ends !== undefined) return endsText(ends);
  if (family === Family.ipv4) return 'INVALID IPv4';
  if (family === Family.ipv6) return 'INVALID IPv6';
  return familyText(family);
}

/** `source->peer path`, the kernel addresses in hexadecimal. */
function unixTupleText(evt: EventCursor, i: number): string {
  const { source, peer, path } = readUnix(evt, i);
  return `${source.toString(16)}->${peer.toString(16)} ${printable(path)}`;
}

export interface UnixEnds {
  /** Kernel addresses of the two sockets; 0n where unknown. */
  readonly source: bigint;
  readonly peer: bigint;
  readonly path: string;
}

/** The ends of a unix socket in a SOCKTUPLE parameter. */
export function readUnix(evt: EventCursor, i: number): UnixEnds {
  if (evt.size(i) < unixTupleHead) return { source: 0n, peer: 0n, path: '' };
  const at = evt.offset(i);
  const source = evt.view.getBigUint64(at + 1, true);
  const peer = evt.view.getBigUint64(at + 9, true);
  return { source, peer, path: textFrom(evt, at + unixTupleHead, at + evt.size(i)) };
}

function textFrom(evt: EventCursor, start: number, end: number): string {
  const nul = evt.bytes.indexOf(0, start);
  return evt.bytes.toString('latin1', start, nul >= 0 && nul < end ? nul : end);
}

/** A family without a form of its own, by its number, which sysdig takes for a signed byte. */
function familyText(family: number): string {
  return `family ${(family << 24) >> 24}`;
}

/** A SOCKADDR parameter as the name of an fd. */
export function addressParamText(evt: EventCursor, i: number): string {
  const family = familyOf(evt, i);
  if (family === -1) return '';
  if (family === Family.unix) return printable(textFrom(evt, evt.offset(i) + 1, evt.offset(i) + evt.size(i)));
  const at = evt.offset(i) + 1;
  if (family === Family.ipv4 && evt.size(i) >= 7) return endText(ipv4At(evt.bytes, at), evt.view.getInt16(at + 4, true) & 0xffff);
  if (family === Family.ipv6 && evt.size(i) >= 19) return endText(ipv6At(evt.bytes, at), evt.view.getInt16(at + 16, true) & 0xffff);
  if (family === Family.ipv4) return 'INVALID IPv4';
  if (family === Family.ipv6) return 'INVALID IPv6';
  return familyText(family);
}

/** The type of an fd that is connected to these ends. */
export function socketType(address: number | string): number {
  return typeof address === 'number' ? FdType.ipv4 : FdType.ipv6;
}

/** The same ends seen from the other side. */
export function swapped(tuple: Tuple): Tuple {
  return {
    source: tuple.destination,
    sourcePort: tuple.destinationPort,
    destination: tuple.source,
    destinationPort: tuple.sourcePort,
    l4proto: tuple.l4proto,
  };
}

/** Whether the ends are the fd's own, in either order. */
function sameEnds(tuple: Tuple, ends: Ends): boolean {
  return (
    (tuple.source === ends.source &&
      tuple.sourcePort === ends.sourcePort &&
      tuple.destination === ends.destination &&
      tuple.destinationPort === ends.destinationPort) ||
    (tuple.source === ends.destination &&
      tuple.sourcePort === ends.destinationPort &&
      tuple.destination === ends.source &&
      tuple.destinationPort === ends.sourcePort)
  );
}

/**
 * What the fd's tuple is to an event that gives other ends: its own where it is of the same family. sysdig loses the
 * protocol with the family: of a socket for both that turns out to talk IPv4.
 */
export function tupleBefore(fd: Fd, { source }: Ends, mends: boolean): Tuple {
  const { tuple, type } = fd;
  const none = noAddress(source);
  if (tuple === undefined || typeof tuple.source !== typeof source) {
    // sysdig keeps the protocol of an IPv6 socket apart: it is there again behind an address that was taken for IPv4.
    const keeps = mends || typeof source === 'string';
    const l4proto = keeps && tuple !== undefined ? tuple.l4proto : L4Proto.unknown;
    return { source: none, sourcePort: 0, destination: none, destinationPort: 0, l4proto };
  }
  return type === FdType.ipv4Server ? asConnection(tuple) : tuple;
}

/**
 * sysdig keeps a listening socket's port and protocol where a connected one has its destination, and takes them for
 * it once a datagram arrives: port 53 of UDP becomes 53.0.3.0.
 */
function asConnection({ source, sourcePort: port, l4proto }: Tuple): Tuple {
  const destination = (((port & 0xff) << 24) | ((port >>> 8) << 16) | (l4proto << 8)) >>> 0;
  return { source, sourcePort: 0, destination, destinationPort: 0, l4proto };
}

/**
 * The fd's tuple after an event that gives both ends; undefined where nothing changes, whichever end comes first.
 * A destination that is known already stays, unless `overwrite`.
 */
export function withEnds(fd: Fd, ends: Ends, overwrite: boolean, mends: boolean): Tuple | undefined {
  const before = tupleBefore(fd, ends, mends);
  if (sameEnds(before, ends)) return undefined;
  const none = noAddress(ends.source);
  const newDestination = before.destination === none || (overwrite && before.destination !== ends.destination);
  const newPort = before.destinationPort === 0 || (overwrite && before.destinationPort !== ends.destinationPort);
  if (!newDestination && !newPort && before.source === ends.source && before.sourcePort === ends.sourcePort) return undefined;
  return {
    source: ends.source,
    sourcePort: ends.sourcePort,
    destination: newDestination ? ends.destination : before.destination,
    destinationPort: newPort ? ends.destinationPort : before.destinationPort,
    l4proto: before.l4proto,
  };
}

/** The address that stands for none, of the same family. */
export function noAddress(like: number | string): number | string {
  return typeof like === 'number' ? 0 : ipv6Any;
}

/** Whether the fd is a connected TCP socket. */
export function isTcp(fd: Fd): boolean {
  return (fd.type === FdType.ipv4 || fd.type === FdType.ipv6) && fd.tuple?.l4proto === L4Proto.tcp;
}

/** Whether the fd is a UDP socket. */
export function isUdp(fd: Fd): boolean {
  return (fd.type === FdType.ipv4 || fd.type === FdType.ipv6) && fd.tuple?.l4proto === L4Proto.udp;
}
