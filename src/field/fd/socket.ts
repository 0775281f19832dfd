import { FdType, L4Proto, l4ProtoName } from '../../event/index.ts';
import { type EventContext, type Fd, isInetSocket } from '../../machine/index.ts';
import { subject } from './subject.ts';

export type EndName = 'client' | 'server' | 'local' | 'remote';

/** A connection or datagram socket, not one that listens. */
export function isConnection(fd: Fd): boolean {
  return fd.type === FdType.ipv4 || fd.type === FdType.ipv6;
}

/** A socket that listens: it has one end. */
export function isListening(fd: Fd): boolean {
  return fd.type === FdType.ipv4Server || fd.type === FdType.ipv6Server;
}

/**
 * Addresses or ports of all ends of the event's socket: two of a connection, one of a listening socket, none of other
 * fds. The reader's arrays are filled anew each time.
 */
export function ofAllEnds(what: 'address' | 'port'): (context: EventContext) => readonly (number | string)[] {
  const none: number[] = [];
  const one: (number | string)[] = [0];
  const two: (number | string)[] = [0, 0];
  const isPort = what === 'port';
  return (context) => {
    const fd = subject(context);
    const tuple = fd?.tuple;
    if (fd === undefined || tuple === undefined || !isInetSocket(fd)) return none;
    const values = isListening(fd) ? one : two;
    values[0] = isPort ? tuple.sourcePort : tuple.source;
    if (values === two) values[1] = isPort ? tuple.destinationPort : tuple.destination;
    return values;
  };
}

/** Address of one end of the event's connection; undefined where it is not known which end is which. */
export function addressOf(context: EventContext, name: EndName): number | string | undefined {
  const side = sideOf(context, name);
  return side === undefined ? undefined : context.fd!.tuple![side === 'source' ? 'source' : 'destination'];
}

/** Port of one end, likewise. */
export function portOf(context: EventContext, name: EndName): number | undefined {
  const side = sideOf(context, name);
  return side === undefined ? undefined : context.fd!.tuple![side === 'source' ? 'sourcePort' : 'destinationPort'];
}

/** Which side of the tuple an end is. A listening socket is its own server, whichever role it was given. */
function sideOf(context: EventContext, name: EndName): 'source' | 'destination' | undefined {
  const fd = subject(context);
  const tuple = fd?.tuple;
  if (fd === undefined || tuple === undefined) return undefined;
  if (isListening(fd)) return name === 'server' ? 'source' : undefined;
  if (!isConnection(fd) || fd.role === undefined) return undefined;
  if (name === 'client') return 'source';
  if (name === 'server') return 'destination';
  return (name === 'local') === isLocal(context, tuple.source) ? 'source' : 'destination';
}

/** Whether an address belongs to the machine, or to the container the thread is in. */
export function isLocal({ machine, thread }: EventContext, address: number | string): boolean {
  const containerId = thread?.containerId ?? '';
  if (containerId === '') return machine.interfaces.isLocal(address);
  // IPv6 inside containers is not known to the container runtimes' answers.
  if (typeof address === 'string') return false;
  const container = machine.containers.get(containerId);
  if (container === undefined) return machine.interfaces.isLocal(address);
  if (container.ip !== 0) return address === container.ip || machine.interfaces.isLocal(address);
  for (const other of machine.containers.values()) if (other.ip === address) return true;
  return machine.interfaces.isLocal(address);
}

/**
 * A socket that is neither connection nor listener but was given a role (a connected unix socket): sysdig shows an empty
 * client service for it, and the client port 0.
 */
export function isOtherWithRole(context: EventContext): boolean {
  const fd = subject(context);
  return fd !== undefined && fd.role !== undefined && !isConnection(fd);
}

/** sysdig's name of the layer 4 protocol of the event's socket; `<NA>` for an fd that has none. */
export function protocolOf(context: EventContext): number {
  const fd = subject(context);
  const tuple = fd?.tuple;
  if (fd === undefined || tuple === undefined || !isInetSocket(fd)) return 0;
  return isConnection(fd) && fd.role === undefined && tuple.l4proto !== L4Proto.raw ? 0 : tuple.l4proto;
}

/** `tcp`, `udp`, `icmp`, `raw`, or `<NA>` for an fd without such a protocol. */
export function protocolName(protocol: number): string {
  return l4ProtoName(protocol) ?? '<NA>';
}
