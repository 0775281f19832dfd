import { type EventCursor, eventNumber, FdType, L4Proto } from '../../event/index.ts';
import type { CurrentEvent, StateHandler } from '../current.ts';
import type { Fd, Tuple } from '../fd.ts';
import { changeFd } from '../fd-table.ts';
import { i64 } from '../params.ts';
import { connectionName, Family, familyOf, isTcp, readEnds, readUnix, socketType, swapped, tupleText, withEnds } from '../sockets.ts';
import type { Thread } from '../thread.ts';

/** A socket that is not connected says with each datagram whom it talks to: the parameter of the exit that holds it. */
function received(param: number): StateHandler {
  return (current, thread) => {
    const fd = current.used(thread);
    if (fd !== undefined && tellsPeer(current.evt, fd)) talkTo(current, thread, fd, current.evt, param, true);
  };
}

/** When sending, the enter says it; the exit does in newer captures. */
function sent(enterParam: number, exitParam: number): StateHandler {
  return (current, thread) => {
    const { evt, enter } = current;
    const fd = current.used(thread);
    if (fd === undefined || !tellsPeer(evt, fd)) return;
    if (enter !== undefined) talkTo(current, thread, fd, enter, enterParam, false);
    else if (evt.paramCount > exitParam) talkTo(current, thread, fd, evt, exitParam, false);
  };
}

function tellsPeer(evt: EventCursor, fd: Fd): boolean {
  return i64(evt, 0, -1) >= 0 && (fd.name === '' || !isTcp(fd));
}

function talkTo(current: CurrentEvent, thread: Thread, fd: Fd, evt: EventCursor, param: number, incoming: boolean): void {
  const family = familyOf(evt, param);
  if (family === -1) return;
  const name = tupleText(evt, param);
  if (family === Family.unix) {
    const { source, peer } = readUnix(evt, param);
    changeFd(current, thread, fd, fd.with({ type: FdType.unix, name, oldName: fd.name, unixSource: source, unixPeer: peer }));
    return;
  }
  const ends = readEnds(evt, param);
  if (ends === undefined) {
    changeFd(current, thread, fd, fd.with({ name, oldName: fd.name }));
    return;
  }
  const { machine } = current;
  const { mends } = machine;
  const listening = fd.type === FdType.ipv6Server && !mends;
  if (listening && typeof ends.source === 'string') {
    changeFd(current, thread, fd, fd.with({ name, oldName: fd.name, tuple: { ...fd.tuple!, source: ends.source } }));
    return;
  }
  const type = socketType(ends.source);
  const merged = withEnds(fd, ends, mends, mends);
  if (merged === undefined) return;
  // A TCP connection cannot change its ends: what does and has not said what it is, is UDP.
  const l4proto = merged.l4proto === L4Proto.unknown ? L4Proto.udp : merged.l4proto;
  let tuple = machine.interfaces.complete({ ...merged, l4proto });
  const role = fd.role ?? guessRole(thread, tuple, incoming);
  if (role === (incoming ? 'client' : 'server')) tuple = swapped(tuple);
  changeFd(current, thread, fd, fd.with({ type, tuple, role, name: connectionName(tuple, mends), oldName: fd.name }));
}

/**
 * Nobody saw the socket being bound or connected: who receives first is taken for a server. Of IPv6, only a process
 * that also has a fitting IPv4 socket is; sysdig looks for the ports in the wrong place there.
 */
function guessRole(thread: Thread, { source }: Tuple, incoming: boolean): 'client' | 'server' {
  if (typeof source === 'string') {
    const word = (at: number) => source.charCodeAt(at) | (source.charCodeAt(at + 1) << 8);
    if (!usesPort(thread, word(10), 'destinationPort')) return 'client';
    if (!usesPort(thread, word(8), 'sourcePort')) return 'server';
  }
  return incoming ? 'server' : 'client';
}

/** Whether the process has an IPv4 socket with a port at one of its ends, or listening on it. */
function usesPort(thread: Thread, port: number, end: 'sourcePort' | 'destinationPort'): boolean {
  for (const { type, tuple } of thread.fds.values()) {
    if (type === FdType.ipv4 && tuple?.[end] === port) return true;
    if (end === 'destinationPort' && type === FdType.ipv4Server && tuple?.sourcePort === port) return true;
  }
  return false;
}

/** A socket that carries data is connected. Cheap: called for each read and write that anybody looks at. */
export const carried: StateHandler = (current, thread) => {
  const fd = current.used(thread);
  if (fd === undefined || fd.connected === true || (fd.type !== FdType.ipv4 && fd.type !== FdType.ipv6)) return;
  if (i64(current.evt, 0, -1) >= 0) changeFd(current, thread, fd, fd.with({ connected: true }));
};

function both(first: StateHandler, second: StateHandler): StateHandler {
  return (current, thread) => {
    first(current, thread);
    second(current, thread);
  };
}

const socket = (name: string) => eventNumber(`PPME_SOCKET_${name}_X`);

export const datagramHandlers: readonly (readonly [number, StateHandler])[] = [
  [socket('RECVFROM'), both(carried, received(2))],
  [socket('RECVMSG'), both(carried, received(3))],
  [socket('SENDTO'), both(carried, sent(2, 4))],
  [socket('SENDMSG'), both(carried, sent(2, 4))],
];
