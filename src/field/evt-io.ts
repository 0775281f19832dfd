import { EventFlag, type EventType, eventTable, FdType } from '../event/index.ts';
import type { EventContext } from '../machine/index.ts';
import { argumentWriter, indexOfParameter, parameterValue } from './args/index.ts';
import { boundField, field, type Traits } from './define.ts';
import { certainFd } from './evt-fd.ts';
import { isIo } from './evt-type.ts';
import type { FieldDefinition, FieldType, FieldValue } from './types.ts';

/** By event type: 1 for exits of calls that read and write. */
const mayMove = Uint8Array.from(eventTable, ({ enter, category }) => (!enter && isIo(category) ? 1 : 0));

/** The data an event carries, and how much was moved. */
export const bufferFields: readonly FieldDefinition[] = [
  boundField(
    'evt.buffer',
    'BYTEBUF',
    'NA',
    'Buffer',
    'Data of reads, writes and the like, as much as was captured. Filters search its bytes, lines show it in the chosen form.',
    undefined,
    (_argument, settings) => {
      const writer = argumentWriter(settings);
      return {
        sanitizes: true,
        extract: (context) => {
          const index = indexOfParameter(context, 'data');
          return index < 0 ? undefined : parameterValue(context.evt, index, 'BYTEBUF');
        },
        write: (context, out) => writer.value(context, indexOfParameter(context, 'data'), out),
      };
    },
  ),
  length('evt.buflen', 'Buffer Length', 'Bytes read, written or otherwise moved by the call.', any, any),
];

/** Parts of `evt.buflen`, for tables. */
export const lengthFields: readonly FieldDefinition[] = [
  length('evt.buflen.in', 'Input Buffer Length', 'Bytes read.', reads, any, true),
  length('evt.buflen.out', 'Output Buffer Length', 'Bytes written.', writes, any, true),
  length('evt.buflen.file', 'File Buffer Length', 'Bytes read from files or written to them.', any, isFile, true),
  length('evt.buflen.file.in', 'File Input Buffer Length', 'Bytes read from files.', reads, isFile, true),
  length('evt.buflen.file.out', 'File Output Buffer Length', 'Bytes written to files.', writes, isFile, true),
  length('evt.buflen.net', 'Network Buffer Length', 'Bytes received from the network or sent.', any, isInternet, true),
  length('evt.buflen.net.in', 'Network Input Buffer Length', 'Bytes received from the network.', reads, isInternet, true),
  length('evt.buflen.net.out', 'Network Output Buffer Length', 'Bytes sent to the network.', writes, isInternet, true),
];

/** Whether and how an event moves data or waits. */
export const ioFields: readonly FieldDefinition[] = [
  byFlags('evt.is_io', 'BOOL', 'Is I/O', "'true' for events that read from an fd or write to it.", (flags) => (flags & ioFlags) !== 0),
  byFlags(
    'evt.is_io_read',
    'BOOL',
    'Is Read',
    "'true' for events that read from an fd.",
    (flags) => (flags & EventFlag.READS_FROM_FD) !== 0,
  ),
  byFlags(
    'evt.is_io_write',
    'BOOL',
    'Is Write',
    "'true' for events that write to an fd.",
    (flags) => (flags & EventFlag.WRITES_TO_FD) !== 0,
  ),
  byFlags('evt.io_dir', 'CHARBUF', 'I/O Direction', "'read' or 'write', for events that do.", direction),
  byFlags('evt.is_wait', 'BOOL', 'Is Wait', "'true' for events in which a thread waits, such as poll.", waits),
  field(
    'evt.wait_latency',
    'RELTIME',
    'DEC',
    'Wait Latency',
    'Nanoseconds a thread waited in a call such as poll.',
    ({ type, thread, latency }) => {
      if (type.enter || !waits(type.flags)) return undefined;
      return thread === undefined ? 0 : latency;
    },
  ),
  field(
    'evt.is_syslog',
    'BOOL',
    'NA',
    'Is Syslog',
    "'true' for writes to /dev/log.",
    (context) => (context.type.flags & EventFlag.WRITES_TO_FD) !== 0 && certainFd(context)?.name.includes('/dev/log') === true,
  ),
];

const ioFlags = EventFlag.READS_FROM_FD | EventFlag.WRITES_TO_FD;

function waits(flags: number): boolean {
  return (flags & EventFlag.WAITS) !== 0;
}

function direction(flags: number): string | undefined {
  if ((flags & EventFlag.WRITES_TO_FD) !== 0) return 'write';
  return (flags & EventFlag.READS_FROM_FD) !== 0 ? 'read' : undefined;
}

/** A field whose value follows from the flags of the event's type. */
function byFlags(
  name: string,
  type: FieldType,
  display: string,
  doc: string,
  of: (flags: number) => FieldValue | undefined,
): FieldDefinition {
  return boundField(name, type, 'NA', display, doc, undefined, () => ({
    extract: (context) => of(context.type.flags),
    byType: ({ flags }) => ({ value: of(flags) }),
  }));
}

/** Bytes moved by exits of the types and on the fds that are meant. */
function length(
  name: string,
  display: string,
  doc: string,
  ofType: (type: EventType) => boolean,
  ofFd: (fdType: number) => boolean,
  hidden = false,
): FieldDefinition {
  const traits: Traits = hidden ? { hidden } : {};
  return field(
    name,
    'UINT64',
    'DEC',
    display,
    doc,
    // What the type tells is asked first: it is at hand, while the fd has to be looked up.
    (context) =>
      mayMove[context.evt.type] === 1 && ofType(context.type) && ofFd(certainFd(context)?.type ?? -1) ? moved(context) : undefined,
    traits,
  );
}

function moved(context: EventContext): number | undefined {
  const { evt, type } = context;
  if (type.enter || !isIo(type.category) || certainFd(context) === undefined || !evt.has(0, 8)) return undefined;
  const result = evt.i64(0);
  return result >= 0 ? result : undefined;
}

function any(): boolean {
  return true;
}

function reads({ category }: EventType): boolean {
  return category === 'IO_READ';
}

function writes({ category }: EventType): boolean {
  return category === 'IO_WRITE';
}

function isFile(type: number): boolean {
  return type === FdType.file || type === FdType.fileV2;
}

function isInternet(type: number): boolean {
  return type >= FdType.ipv4 && type <= FdType.ipv6Server;
}
