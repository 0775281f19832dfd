import { eventNumber, FdType } from '../event/index.ts';
import { addressText, type EventContext, type Fd } from '../machine/index.ts';
import { field } from './define.ts';
import { isConnection, isListening } from './fd/socket.ts';
import type { Extractor, FieldClass } from './types.ts';

/** Which parameter holds the list, by event type. */
const listParameter = new Map([
  [eventNumber('PPME_SYSCALL_POLL_E'), 0],
  [eventNumber('PPME_SYSCALL_PPOLL_E'), 0],
  [eventNumber('PPME_SYSCALL_POLL_X'), 1],
  [eventNumber('PPME_SYSCALL_PPOLL_X'), 1],
]);

const onPolls = { eventTypes: [...listParameter.keys()], costly: true };

/** Bytes of one entry: i64 fd, i16 flags. */
const ENTRY_SIZE = 10;

/** A text of every fd in the list, commas between; fds without one are left out, and no list is empty. */
function ofList(read: (number: number, fd: Fd | undefined) => string | undefined): Extractor {
  return ({ evt, thread }: EventContext) => {
    const index = listParameter.get(evt.type);
    if (index === undefined || !evt.has(index, 2)) return undefined;
    const at = evt.offset(index);
    const fits = Math.floor((evt.size(index) - 2) / ENTRY_SIZE);
    const count = Math.min(evt.view.getUint16(at, true), fits);
    const texts: string[] = [];
    for (let i = 0; i < count; i++) {
      const number = Number(evt.view.getBigInt64(at + 2 + i * ENTRY_SIZE, true));
      const text = read(number, thread?.fds.get(number));
      if (text !== undefined) texts.push(text);
    }
    return texts.length === 0 ? undefined : texts.join(',');
  };
}

function client(read: (fd: NonNullable<Fd['tuple']>) => string): Extractor {
  return ofList((_, fd) => (fd?.tuple !== undefined && isConnection(fd) ? read(fd.tuple) : undefined));
}

function serverAddress(_: number, fd: Fd | undefined): string | undefined {
  if (fd?.tuple === undefined) return undefined;
  if (isListening(fd)) return addressText(fd.tuple.source);
  return fd.type === FdType.ipv4 || fd.type === FdType.ipv6 ? addressText(fd.tuple.destination) : undefined;
}

/** Fields of the fds a poll waits for. */
export const fdListFields: FieldClass = {
  name: 'fdlist',
  doc: 'The fds that poll and ppoll wait for.',
  fields: [
    field(
      'fdlist.nums',
      'CHARBUF',
      'ID',
      'FD Numbers',
      'Numbers of the fds, commas between.',
      ofList((number) => String(number)),
      onPolls,
    ),
    field(
      'fdlist.names',
      'CHARBUF',
      'NA',
      'FD Names',
      'Names of the fds, <NA> for one without.',
      ofList((_, fd) => fd?.name || '<NA>'),
      onPolls,
    ),
    field(
      'fdlist.cips',
      'CHARBUF',
      'NA',
      'FD Client Addresses',
      'Client addresses of the connections among them.',
      client(({ source }) => addressText(source)),
      onPolls,
    ),
    field(
      'fdlist.sips',
      'CHARBUF',
      'NA',
      'FD Source Addresses',
      'Server addresses of the sockets among them.',
      ofList(serverAddress),
      onPolls,
    ),
    field(
      'fdlist.cports',
      'CHARBUF',
      'DEC',
      'FD Client Ports',
      'Client ports of the connections among them.',
      client(({ sourcePort }) => String(sourcePort)),
      onPolls,
    ),
    field(
      'fdlist.sports',
      'CHARBUF',
      'DEC',
      'FD Source Ports',
      'Server ports of the connections among them.',
      client(({ destinationPort }) => String(destinationPort)),
      onPolls,
    ),
  ],
};
