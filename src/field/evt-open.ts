import { eventNumber } from '../event/index.ts';
import type { EventContext } from '../machine/index.ts';
import { indexOfParameter } from './args/index.ts';
import { field } from './define.ts';
import type { FieldDefinition } from './types.ts';

/** How a file is opened. */
export const openFields: readonly FieldDefinition[] = [
  openField(
    'evt.is_open_read',
    'Is Opened For Reading',
    "'true' for opens of any kind that ask for reading.",
    ({ flags }) => (flags & O_RDONLY) !== 0,
  ),
  openField(
    'evt.is_open_write',
    'Is Opened For Writing',
    "'true' for opens of any kind that ask for writing.",
    ({ flags }) => (flags & O_WRONLY) !== 0,
  ),
];

export const openExecField: FieldDefinition = openField(
  'evt.is_open_exec',
  'Is Created With Execute Permissions',
  "'true' for opens that create a file somebody may execute.",
  ({ flags, mode, creat }) => (creat || (flags & (O_TMPFILE | O_CREAT)) !== 0) && (mode & anyExecute) !== 0,
);

/** Only newer drivers tell it. */
export const openCreateField: FieldDefinition = openField(
  'evt.is_open_create',
  'Is Created',
  "'true' for opens that made the file, where the driver tells it.",
  ({ flags }) => (flags & O_F_CREATED) !== 0,
);

/** Bits of open flags as events hold them. Read and write are bits of their own, unlike in the kernel. */
const O_RDONLY = 1 << 0;
const O_WRONLY = 1 << 1;
const O_CREAT = 1 << 2;
const O_TMPFILE = 1 << 13;
/** Not asked for by the program: the driver's note that the file is new. */
const O_F_CREATED = 1 << 14;

const anyExecute = 0o111;

const creat = eventNumber('PPME_SYSCALL_CREAT_X');
const opens: ReadonlySet<number> = new Set(
  [
    'PPME_SYSCALL_OPEN_X',
    'PPME_SYSCALL_OPENAT_E',
    'PPME_SYSCALL_OPENAT_2_X',
    'PPME_SYSCALL_OPENAT2_X',
    'PPME_SYSCALL_OPEN_BY_HANDLE_AT_X',
  ].map(eventNumber),
);

interface Open {
  readonly flags: number;
  readonly mode: number;
  readonly creat: boolean;
}

function openField(name: string, display: string, doc: string, is: (open: Open) => boolean): FieldDefinition {
  return field(name, 'BOOL', 'NA', display, doc, (context) => {
    const { number } = context.type;
    if (number === creat) return is({ flags: bits(context, 'flags'), mode: bits(context, 'mode'), creat: true });
    return opens.has(number) && is({ flags: bits(context, 'flags'), mode: bits(context, 'mode'), creat: false });
  });
}

function bits(context: EventContext, name: string): number {
  const index = indexOfParameter(context, name);
  return index >= 0 && context.evt.has(index, 4) ? context.evt.u32(index) : 0;
}
