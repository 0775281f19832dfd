import { EventFlag, type EventType, eventNumber, eventTable, FdType } from '../event/index.ts';
import type { EventContext } from '../machine/index.ts';
import { argumentWriter, parameterValue } from './args/index.ts';
import { boundField, field } from './define.ts';
import { certainFd } from './evt-fd.ts';
import { defaultFieldSettings } from './settings.ts';
import type { Extractor, FieldDefinition, FieldValue } from './types.ts';
import { written } from './written.ts';

/** Fields about how a call ended. */
export const resultFields: readonly FieldDefinition[] = [
  boundField(
    'evt.res',
    'CHARBUF',
    'DEC',
    'Return Value',
    "Outcome of the call as text: 'SUCCESS', or the name of the error, such as ENOENT.",
    undefined,
    () => {
      const writer = argumentWriter(defaultFieldSettings);
      return written((context, out) => {
        const index = resultIndex(context);
        if (index < 0) return false;
        if (context.evt.i64(index) < 0) return writer.one(context, index, out);
        out.text('SUCCESS');
        return true;
      });
    },
  ),
  field('evt.rawres', 'INT64', 'DEC', 'Raw Return Value', 'Return value of the call as a number: negative for an error.', (context) =>
    exactResult(context),
  ),
  field('evt.failed', 'BOOL', 'NA', 'Failed', "'true' for the exit of a call that returned an error.", failed),
];

/** Counters: 1 for events that count, no value for all others; sums of them make tables. */
export const countFields: readonly FieldDefinition[] = [
  field('evt.count', 'UINT32', 'DEC', 'Count', 'Always 1: the sum counts events.', () => 1),
  counter('evt.count.error', 'Error Count', '1 for events that returned an error.', failed),
  counter(
    'evt.count.error.file',
    'File Error Count',
    '1 for events that returned an error on a file.',
    (context) => isAbout(context, opensFile, isFile) && failed(context),
  ),
  counter(
    'evt.count.error.net',
    'Network Error Count',
    '1 for events that returned an error on a network connection.',
    (context) => isAbout(context, connects, isSocket) && failed(context),
  ),
  counter(
    'evt.count.error.memory',
    'Memory Error Count',
    '1 for events that returned an error about memory.',
    (context) => context.type.category === 'MEMORY' && failed(context),
  ),
  counter(
    'evt.count.error.other',
    'Other Error Count',
    '1 for events that returned any other error.',
    (context) => isOther(context) && failed(context),
  ),
  counter('evt.count.exit', 'Exit Count', '1 for exit events.', ({ type }) => !type.enter),
  counter(
    'evt.count.procinfo',
    'Procinfo Count',
    '1 for the regular reports about the main thread of a process.',
    ({ type, thread }) => type.number === procinfo && thread?.isMain === true,
    true,
  ),
  counter(
    'evt.count.threadinfo',
    'Thread Info Count',
    '1 for the regular reports about any thread.',
    ({ type }) => type.number === procinfo,
    true,
  ),
];

function counter(name: string, display: string, doc: string, counts: (context: EventContext) => boolean, hidden = false): FieldDefinition {
  const extract: Extractor = (context) => (counts(context) ? 1 : undefined);
  return field(name, 'UINT32', 'DEC', display, doc, extract, hidden ? { hidden } : {});
}

/** By event type: the place of a parameter, -1 where it has none of the name. Asked for each exit, names would take long. */
function places(name: string, ofType: (type: EventType) => boolean): Int8Array {
  return Int8Array.from(eventTable, (type) => (ofType(type) ? type.params.findIndex((parameter) => parameter.name === name) : -1));
}

const resultAt = places('res', () => true);
const newFdAt = places('fd', makesFd);

/** The parameter with the result: `res`, or the new fd of an exit that makes one; -1 where there is none. */
export function resultIndex({ evt, type: { number } }: EventContext): number {
  const result = resultAt[number]!;
  const index = result >= 0 && result < evt.paramCount ? result : newFdAt[number]!;
  return index >= 0 && evt.has(index, 8) ? index : -1;
}

function makesFd({ enter, flags }: EventType): boolean {
  return !enter && (flags & EventFlag.CREATES_FD) !== 0;
}

function resultOf(context: EventContext): number | undefined {
  const index = resultIndex(context);
  return index < 0 ? undefined : context.evt.i64(index);
}

/** The same, exactly. */
function exactResult(context: EventContext): FieldValue | undefined {
  const index = resultIndex(context);
  return index < 0 ? undefined : parameterValue(context.evt, index, 'INT64');
}

function failed(context: EventContext): boolean {
  const result = resultOf(context);
  return result !== undefined && result < 0;
}

const procinfo = eventNumber('PPME_PROCINFO_E');

/** Exits that stand for a file though their fd was never made. */
const opensFile = numbersOf(
  'PPME_SYSCALL_OPEN_X',
  'PPME_SYSCALL_CREAT_X',
  'PPME_SYSCALL_OPENAT_X',
  'PPME_SYSCALL_OPENAT_2_X',
  'PPME_SYSCALL_OPENAT2_X',
);

/** Exits that stand for a connection though their fd was never made. */
const connects = numbersOf(
  'PPME_SOCKET_ACCEPT_X',
  'PPME_SOCKET_ACCEPT_5_X',
  'PPME_SOCKET_ACCEPT4_X',
  'PPME_SOCKET_ACCEPT4_5_X',
  'PPME_SOCKET_CONNECT_X',
);

function numbersOf(...codes: readonly string[]): ReadonlySet<number> {
  return new Set(codes.map(eventNumber));
}

/** Whether the event is about an fd of a kind, or of a type that stands for one where it made no fd. */
function isAbout(context: EventContext, types: ReadonlySet<number>, isKind: (fdType: number) => boolean): boolean {
  const fd = certainFd(context);
  return fd === undefined ? types.has(context.type.number) : isKind(fd.type);
}

function isOther(context: EventContext): boolean {
  const { type } = context;
  const fd = certainFd(context);
  if (fd !== undefined) return !isFile(fd.type) && !isSocket(fd.type);
  return !opensFile.has(type.number) && !connects.has(type.number) && type.category !== 'MEMORY';
}

function isFile(type: number): boolean {
  return type === FdType.file || type === FdType.fileV2 || type === FdType.directory;
}

function isSocket(type: number): boolean {
  return (type >= FdType.ipv4 && type <= FdType.ipv6Server) || type === FdType.unix;
}
