import {
  type Category,
  codeOfNative,
  EventFlag,
  type EventType,
  eventNumber,
  eventTable,
  FdType,
  FixedText,
  nativeSyscalls,
  syscallCodes,
} from '../event/index.ts';
import type { EventContext } from '../machine/index.ts';
import { boundField, field } from './define.ts';
import { certainFd } from './evt-fd.ts';
import { type BoundField, FieldArgumentError, type FieldDefinition, type ValueOfType } from './types.ts';

/** The number of the event; it exists for all events. */
export const numberField: FieldDefinition = {
  ...field('evt.num', 'UINT64', 'ID', 'Event Number', 'Number of the event in the capture, from 1.', ({ evt }) => evt.num),
  bind: () => ({
    extract: ({ evt }) => evt.num,
    cursor: 'num',
  }),
};

/** What kind of event it is. */
export const typeFields: readonly FieldDefinition[] = [
  boundField(
    'evt.dir',
    'CHARBUF',
    'DIR',
    'Direction',
    "'>' for the enter of a call and for single events, '<' for an exit.",
    undefined,
    () => ({
      extract: ({ type }) => direction(type),
      byType: (type) => ({ value: direction(type) }),
    }),
  ),
  boundField('evt.type', 'CHARBUF', 'NA', 'Type', 'Name of the event, such as open.', undefined, () => ({
    extract: nameOf,
    write: (context, out) => {
      const { type } = context;
      out.fixed(isGeneric(type) ? genericName(context) : names[type.number]!);
      return true;
    },
    byType: nameByType,
    bySyscall: nameBySyscall,
    refuse: (name) => (isKnownName(name) ? undefined : `unknown event type ${name}`),
  })),
  boundField(
    'evt.type.is',
    'UINT32',
    'NA',
    'Type Is',
    '1 for events of the type given by name or number, as in evt.type.is.open, else 0.',
    { required: true, dotted: true, what: 'the name or number of an event type' },
    (argument) => typeIs(argument ?? ''),
  ),
  boundField(
    'syscall.type',
    'CHARBUF',
    'NA',
    'Syscall Type',
    'Name of the system call; events that are none, such as switch, have no value.',
    undefined,
    () => ({
      extract: (context) => (isSyscall(context.type) ? nameOf(context) : undefined),
      byType: (type) => (isSyscall(type) ? nameByType(type) : { value: undefined }),
      bySyscall: nameBySyscall,
    }),
  ),
  boundField(
    'evt.category',
    'CHARBUF',
    'NA',
    'Category',
    "What the event is about: 'file', 'net', 'memory', 'process' and so on; reads and writes go by their fd.",
    undefined,
    () => ({ extract: categoryOf, byType: categoryByType, bySyscall: categoryBySyscall }),
  ),
  boundField('evt.cpu', 'INT16', 'ID', 'CPU Number', 'CPU the event happened on.', undefined, () => ({
    extract: ({ evt }) => evt.cpu,
    cursor: 'cpu',
  })),
];

function direction(type: EventType): string {
  return type.enter ? '>' : '<';
}

const lastGeneric = eventNumber('PPME_GENERIC_X');
const classicSwitch = eventNumber('PPME_SCHEDSWITCH_6_E');

/** Events of syscalls that have no type of their own: their parameter names the syscall. */
export function isGeneric(type: EventType): boolean {
  return type.number <= lastGeneric;
}

/** What `evt.type` shows. */
export function nameOf(context: EventContext): string {
  return isGeneric(context.type) ? genericName(context).text : context.type.name;
}

/**
 * The name of a generic event's syscall: by its code or, for calls younger than the codes, by its native number, which
 * the enter holds.
 */
function genericName(context: EventContext): FixedText {
  const code = codeOf(context);
  if (code !== 0) return syscallNames[code]!;
  const { evt, type, enter } = context;
  const holder = type.enter || evt.has(nativeParam, 2) ? evt : enter;
  return holder?.has(nativeParam, 2) ? nativeName(holder.u16(nativeParam)) : syscallNames[0]!;
}

function nativeName(number: number): FixedText {
  const known = nativeSyscalls[number];
  // Old drivers had no code for some older calls either; other readers of their captures leave those unnamed.
  if (known === undefined || codeOfNative(number) !== 0) return syscallNames[0]!;
  nativeNames[number] ??= new FixedText(known);
  return nativeNames[number];
}

/** The generic event's parameter that holds the number the kernel knows the call by. */
const nativeParam = 1;

/** The syscall of a generic event: an index of the table of codes, 0 where it is none. */
export function codeOf({ evt }: EventContext): number {
  const code = evt.has(0, 2) ? evt.u16(0) : 0;
  return code < syscallCodes.length ? code : 0;
}

/** Names of event types and of syscalls, prepared. */
const names: readonly FixedText[] = eventTable.map(({ name }) => new FixedText(name));
const syscallNames: readonly FixedText[] = syscallCodes.map(({ name }) => new FixedText(name));
/** The same by native number, prepared when first needed: few captures have any. */
const nativeNames: (FixedText | undefined)[] = [];

function nameByType(type: EventType): ValueOfType | undefined {
  return isGeneric(type) ? undefined : { value: type.name };
}

function nameBySyscall(code: number): ValueOfType {
  return { value: syscallCodes[code]!.name };
}

function isKnownName(name: string): boolean {
  const isIt = (known: { readonly name: string }) => known.name === name;
  return eventTable.some(isIt) || syscallCodes.some(isIt) || nativeSyscalls.includes(name);
}

function isSyscall(type: EventType): boolean {
  return type.number !== classicSwitch && (type.flags & EventFlag.SKIPPARSERESET) === 0;
}

/** A name means the first type of that name, both directions; a number exactly the type of that number. */
function typeIs(argument: string): Pick<BoundField, 'extract' | 'byType'> {
  const number = /^\d+$/.test(argument) ? Number(argument) : undefined;
  const first = number ?? eventTable.findIndex(({ name }) => name === argument);
  if (first < 0) throw new FieldArgumentError(`unknown event type ${argument}`, 'all event types: tsdig -L');
  const last = number ?? first + 1;
  const isIt = (type: EventType): number => (type.number === first || type.number === last ? 1 : 0);
  return { extract: ({ type }) => isIt(type), byType: (type) => ({ value: isIt(type) }) };
}

const categoryNames: Readonly<Record<Category, string>> = {
  UNKNOWN: 'unknown',
  OTHER: 'other',
  FILE: 'file',
  NET: 'net',
  IPC: 'IPC',
  MEMORY: 'memory',
  PROCESS: 'process',
  SLEEP: 'sleep',
  SYSTEM: 'system',
  SIGNAL: 'signal',
  USER: 'user',
  TIME: 'time',
  IO_READ: 'unknown',
  IO_WRITE: 'unknown',
  IO_OTHER: 'unknown',
  WAIT: 'wait',
  SCHEDULER: 'scheduler',
  INTERNAL: 'unknown',
};

/** Whether the category is that of reading, writing or steering an fd. */
export function isIo(category: Category): boolean {
  return category === 'IO_READ' || category === 'IO_WRITE' || category === 'IO_OTHER';
}

function categoryOf(context: EventContext): string {
  const { type } = context;
  if (isGeneric(type)) return categoryNames[syscallCodes[codeOf(context)]!.category];
  if (!isIo(type.category)) return categoryNames[type.category];
  const fd = certainFd(context);
  return fd === undefined ? 'unknown' : (categoryByFd.get(fd.type) ?? 'unknown');
}

function categoryByType(type: EventType): ValueOfType | undefined {
  return isGeneric(type) || isIo(type.category) ? undefined : { value: categoryNames[type.category] };
}

function categoryBySyscall(code: number): ValueOfType {
  return { value: categoryNames[syscallCodes[code]!.category] };
}

/** Category of reads, writes and the like by the type of their fd. */
const categoryByFd: ReadonlyMap<number, string> = new Map([
  [FdType.file, 'file'],
  [FdType.fileV2, 'file'],
  [FdType.directory, 'file'],
  [FdType.ipv4, 'net'],
  [FdType.ipv6, 'net'],
  [FdType.ipv4Server, 'net'],
  [FdType.ipv6Server, 'net'],
  [FdType.fifo, 'ipc'],
  [FdType.unix, 'ipc'],
  [FdType.event, 'ipc'],
  [FdType.signalfd, 'ipc'],
  [FdType.inotify, 'ipc'],
  [FdType.userfaultfd, 'ipc'],
]);
