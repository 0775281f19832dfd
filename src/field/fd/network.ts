import { FdType } from '../../event/index.ts';
import { addressText, type EventContext, isInetSocket } from '../../machine/index.ts';
import { boundField, field } from '../define.ts';
import type { FieldSettings } from '../settings.ts';
import type { BoundField, FieldDefinition } from '../types.ts';
import {
  addressOf,
  type EndName,
  isConnection,
  isListening,
  isLocal,
  isOtherWithRole,
  ofAllEnds,
  portOf,
  protocolName,
  protocolOf,
} from './socket.ts';
import { onFdEvents, subject } from './subject.ts';

const ends: readonly { readonly letter: string; readonly name: EndName; readonly display: string }[] = [
  { letter: 'c', name: 'client', display: 'Client' },
  { letter: 's', name: 'server', display: 'Server' },
  { letter: 'l', name: 'local', display: 'Local' },
  { letter: 'r', name: 'remote', display: 'Remote' },
];

/** A field only filters can ask, of both ends at once. */
function ofBothEnds(
  name: string,
  type: 'IPADDR' | 'PORT' | 'IPNET',
  format: 'NA' | 'DEC',
  display: string,
  doc: string,
  what: 'address' | 'port',
): FieldDefinition {
  return boundField(
    name,
    type,
    format,
    display,
    doc,
    undefined,
    () => {
      const extractAll = ofAllEnds(what);
      return { extract: (context) => extractAll(context)[0], extractAll, several: 'ends' };
    },
    { ...onFdEvents, filterOnly: true },
  );
}

/** A port's service, or its number where the user did not ask for names. A listening socket shows none. */
function portText(context: EventContext, name: EndName, settings: FieldSettings): string | undefined {
  if (name === 'client' && isOtherWithRole(context)) return '';
  const number = portOf(context, name);
  if (number === undefined) return undefined;
  if (isListening(context.fd!)) return '';
  return settings.portName?.(number, protocolOf(context)) ?? String(number);
}

function port(context: EventContext, name: EndName): number | undefined {
  return name === 'client' && isOtherWithRole(context) ? 0 : portOf(context, name);
}

/** The name of a host, and whether a host is one of those a name stands for. */
function hostName(name: EndName, { hostNames }: FieldSettings): Omit<Partial<BoundField>, 'definition' | 'label'> {
  return {
    extract: (context) => {
      const address = addressOf(context, name);
      return address === undefined ? undefined : hostNames?.nameOf(addressText(address));
    },
    equals: (host) => (context) => {
      const address = addressOf(context, name);
      return address === undefined ? undefined : (hostNames?.addressesOf(host).includes(addressText(address)) ?? false);
    },
    operators: ['=', '!=', 'in', 'exists'],
  };
}

function ofEnds(make: (end: (typeof ends)[number]) => FieldDefinition): FieldDefinition[] {
  return ends.map(make);
}

function isServer(context: EventContext): boolean | undefined {
  const fd = subject(context);
  if (fd === undefined) return undefined;
  if (isListening(fd)) return true;
  return isConnection(fd) && fd.tuple !== undefined && isLocal(context, fd.tuple.destination);
}

function family(context: EventContext): string | undefined {
  const fd = subject(context);
  if (fd === undefined) return undefined;
  return isInetSocket(fd) ? 'ip' : fd.type === FdType.unix ? 'unix' : undefined;
}

/** Both ends of a connection, by address, port, service and name. */
export const networkFields: readonly FieldDefinition[] = [
  ofBothEnds('fd.ip', 'IPADDR', 'NA', 'FD IP Address', 'Address of either end of the connection.', 'address'),
  ...ofEnds(({ letter, name, display }) =>
    field(
      `fd.${letter}ip`,
      'IPADDR',
      'NA',
      `FD ${display} Address`,
      `Address of the ${name} end.`,
      (context) => addressOf(context, name),
      onFdEvents,
    ),
  ),
  ofBothEnds('fd.port', 'PORT', 'DEC', 'FD Port', 'Port of either end of the connection.', 'port'),
  ...ofEnds(({ letter, name, display }) =>
    field(
      `fd.${letter}port`,
      'PORT',
      'DEC',
      `FD ${display} Port`,
      `Port of the ${name} end.`,
      (context) => port(context, name),
      onFdEvents,
    ),
  ),
  field(
    'fd.l4proto',
    'CHARBUF',
    'NA',
    'FD IP Protocol',
    'Protocol of an IP socket: tcp, udp, icmp or raw.',
    (context) => (subject(context) === undefined ? undefined : protocolName(protocolOf(context))),
    onFdEvents,
  ),
  field('fd.sockfamily', 'CHARBUF', 'NA', 'FD Socket Family', 'Family of a socket: ip or unix.', family, onFdEvents),
  field('fd.is_server', 'BOOL', 'NA', 'FD Server', 'Whether the process is the end that was called.', isServer, onFdEvents),
  ofBothEnds('fd.proto', 'PORT', 'NA', 'FD Protocol', 'Service of either end of the connection, by name or port.', 'port'),
  ...ofEnds(({ letter, name, display }) =>
    boundField(
      `fd.${letter}proto`,
      'CHARBUF',
      'NA',
      `FD ${display} Protocol`,
      `Service at the ${name} end: its name where names of ports are asked for, else the port.`,
      undefined,
      (_, settings) => (context) => portText(context, name, settings),
      onFdEvents,
    ),
  ),
  ofBothEnds('fd.net', 'IPNET', 'NA', 'FD IP Network', 'Network that holds either end of the connection.', 'address'),
  ...ofEnds(({ letter, name, display }) =>
    field(
      `fd.${letter}net`,
      'IPNET',
      'NA',
      `FD ${display} Network`,
      `Network that holds the ${name} end.`,
      (context) => addressOf(context, name),
      { ...onFdEvents, filterOnly: true },
    ),
  ),
  field(
    'fd.connected',
    'BOOL',
    'NA',
    'FD Connected',
    'Whether a socket is connected.',
    (context) => {
      const fd = subject(context);
      return fd === undefined ? undefined : fd.connected === true;
    },
    onFdEvents,
  ),
  ...ofEnds(({ letter, name, display }) =>
    boundField(
      `fd.${letter}ip.name`,
      'CHARBUF',
      'NA',
      `FD ${display} Domain Name`,
      `Name of the host at the ${name} end, as its name server has it.`,
      undefined,
      (_, settings) => hostName(name, settings),
      { ...onFdEvents, costly: true },
    ),
  ),
];
