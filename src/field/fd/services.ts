import { l4ProtoName } from '../../event/index.ts';
import { serviceOfPort } from '../../lookup/index.ts';
import { addressText, type Fd } from '../../machine/index.ts';
import type { FieldSettings } from '../settings.ts';
import { isConnection, isListening } from './socket.ts';

/** Name of a port as the services file has it, for `-R`: by port and `L4Proto` number. */
export function servicePortName(port: number, l4proto: number): string | undefined {
  const protocol = l4ProtoName(l4proto);
  return protocol === undefined ? undefined : serviceOfPort(port, protocol);
}

/** The name of an fd with services in place of ports, where the user asked for them. */
export function nameWithServices(fd: Fd, { portName }: FieldSettings): string {
  const { tuple } = fd;
  if (portName === undefined || tuple === undefined) return fd.name;
  const end = (address: number | string, port: number) => `${addressText(address)}:${portName(port, tuple.l4proto) ?? port}`;
  // A name that does not end in the socket's port says something else.
  if (isListening(fd) && fd.name.endsWith(`:${tuple.sourcePort}`)) return end(tuple.source, tuple.sourcePort);
  if (!isConnection(fd) || !fd.name.includes('->') || !fd.name.endsWith(`:${tuple.destinationPort}`)) return fd.name;
  return `${end(tuple.source, tuple.sourcePort)}->${end(tuple.destination, tuple.destinationPort)}`;
}
