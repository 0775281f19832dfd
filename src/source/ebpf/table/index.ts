import {
  codeOfIa32,
  codeOfNative,
  comm,
  EventFlag,
  type EventType,
  eventNumber,
  eventTable,
  FIRST_NEWER_EVENT,
  ia32Syscalls,
  nativeSyscallNumber,
  nativeSyscalls,
  syscallNumber,
} from '../../../event/index.ts';
import { type BehindParam, EventSpecs, isCaptured, type OtherSources } from './event-specs.ts';
import { FlagTables } from './flag-tables.ts';
import { eventNameOfIa32, IPC_AT, ia32Sources, ipcCalls, SOCKETCALLS_AT, socketCalls } from './ia32.ts';
import { EVENT_CHANGE, EVENT_EMIT, EVENT_STATE, SYSCALL_COUNT, syscallEntry, TABLE_COUNT } from './layout.ts';

/** Number of the call of 32-bit programs that stands for all calls of sockets. */
const SOCKETCALL = 102;

export interface CaptureTableOptions {
  /**
   * Whether an event is asked for, by its type number and, for generic events, the code of the syscall (see `event/keys.ts`); all
   * when absent. Events that are kept come in any case.
   */
  readonly wants?: (type: number, code: number) => boolean;
  /** Whether an event comes whatever else is asked for; when absent, those that change state do. */
  readonly keeps?: (type: number, code: number) => boolean;
  /** Whether an event changes who its thread is, so that a verdict on the thread is void; none does when absent. */
  readonly changesThread?: (type: number, code: number) => boolean;
  /** Whether enter events are asked for beside those that change state; true when absent. */
  readonly enterEvents?: boolean;
}

/** The content of the probe's maps `syscalls`, `events` and `flag_tables`. */
export interface CaptureTable {
  readonly syscalls: Uint8Array;
  readonly events: Uint8Array;
  readonly flagTables: Uint8Array;
}

/** What stands behind the parameters of a call's exit, whose place is {@link newNameParam}: none of it is in the classic schema. */
const paramsBehind: Readonly<Record<string, readonly BehindParam[]>> = {
  prctl: [
    { type: 'UINT16', from: syscallNumber },
    { type: 'CHARBUF', from: comm },
  ],
};

/** Both directions of the event a syscall becomes. */
export interface SyscallEvents {
  readonly enter: EventType;
  readonly exit: EventType;
}

const generic: SyscallEvents = {
  enter: eventTable[eventNumber('PPME_GENERIC_E')]!,
  exit: eventTable[eventNumber('PPME_GENERIC_X')]!,
};

const bySyscall = new Map<string, SyscallEvents>();
for (const enter of eventTable) {
  const exit = eventTable[enter.number + 1];
  if (!enter.enter || exit === undefined || enter.number >= FIRST_NEWER_EVENT) continue;
  if (!isCaptured(enter) || !isCaptured(exit)) continue;
  for (const name of enter.syscalls) bySyscall.set(name, { enter, exit });
}

/** The event a syscall of x86_64 becomes live: its own, or the generic one, which only names it. */
export function eventsOf(syscall: string): SyscallEvents {
  return bySyscall.get(syscall) ?? generic;
}

/** A system call of x86_64 and what it becomes live: two event types and, where they are generic, the code that names it. */
export interface SyscallKinds {
  readonly name: string;
  readonly enter: number;
  readonly exit: number;
  readonly code: number;
}

/** What live capture makes of each system call it knows. */
export function syscallEvents(): SyscallKinds[] {
  return nativeSyscalls.flatMap((name, number) => {
    if (name === undefined) return [];
    const { enter, exit } = eventsOf(name);
    return [{ name, enter: enter.number, exit: exit.number, code: codeOfNative(number) }];
  });
}

/** Makes the capture table from the event definitions. */
export function buildCaptureTable(options: CaptureTableOptions = {}): CaptureTable {
  const flagTables = new FlagTables();
  const specs = new EventSpecs(flagTables);
  const syscalls = new Uint8Array(TABLE_COUNT * syscallEntry.size);
  const view = new DataView(syscalls.buffer);
  const put = (index: number, name: string, events: SyscallEvents, code: number, others?: OtherSources): void => {
    const at = index * syscallEntry.size;
    view.setUint16(at + syscallEntry.enter, specs.indexOf(events.enter, name, others), true);
    view.setUint16(at + syscallEntry.exit, specs.indexOf(events.exit, name, others, paramsBehind[name]), true);
    view.setUint16(at + syscallEntry.code, code, true);
    view.setUint8(at + syscallEntry.enterFlags, entryFlags(events.enter, code, options));
    view.setUint8(at + syscallEntry.exitFlags, entryFlags(events.exit, code, options));
  };
  for (let number = 0; number < SYSCALL_COUNT; number++) {
    const isLast = number === SYSCALL_COUNT - 1;
    const native = isLast ? undefined : nativeSyscalls[number];
    put(number, native ?? '', native === undefined ? generic : eventsOf(native), isLast ? 0 : codeOfNative(number));
    const narrow = isLast ? undefined : ia32Syscalls[number];
    const name = eventNameOfIa32(narrow ?? '');
    put(SYSCALL_COUNT + number, name, eventsOf(name), isLast ? 0 : codeOfIa32(number), ia32Sources[narrow ?? '']);
  }
  for (const [i, name] of socketCalls.entries()) {
    if (name !== undefined) put(SYSCALL_COUNT + SOCKETCALLS_AT - 1 + i, name, eventsOf(name), codeOfIa32(SOCKETCALL));
  }
  for (const [i, name] of ipcCalls.entries()) {
    put(SYSCALL_COUNT + IPC_AT + i, name, eventsOf(name), codeOfNative(nativeSyscallNumber(name) ?? 0));
  }
  return { syscalls, events: specs.bytes, flagTables: flagTables.bytes };
}

function entryFlags(type: EventType, code: number, { wants, keeps, changesThread, enterEvents }: CaptureTableOptions): number {
  const change = changesThread?.(type.number, code) === true ? EVENT_CHANGE : 0;
  const kept = keeps === undefined ? (type.flags & EventFlag.MODIFIES_STATE) !== 0 : keeps(type.number, code);
  if (kept) return EVENT_EMIT | EVENT_STATE | change;
  if (type.enter && enterEvents === false) return 0;
  return wants === undefined || wants(type.number, code) ? EVENT_EMIT | change : 0;
}
