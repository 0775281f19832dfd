import {
  codeOfKey,
  EventFlag,
  type EventType,
  eventKeyCount,
  eventNumber,
  eventTable,
  eventTypeCount,
  FIRST_NEWER_EVENT,
  renamingKey,
  Skip,
  typeOfKey,
} from '../event/index.ts';
import { changingTypes, cloneExits, memoryTypes, metadataHandlers, pairedTypes, tracerWrites } from './state/index.ts';
import { spanEnter, spanExit } from './tracers/index.ts';

/** How an event's thread is found. */
export const Kind = {
  /** A thread's own doing: who is not known is made up. */
  own: 0,
  /** Happens beside what the thread does: its enter and exit are left alone, and nobody is made up. */
  beside: 1,
  /** No thread did it. */
  threadless: 2,
  /** Being taken off a processor: the thread's, but between its enter and exit. */
  switch: 3,
  /** The exit of a clone: the thread may be about to become known. */
  birth: 4,
} as const;

const threadless: ReadonlySet<number> = new Set(
  ['CONTAINER_JSON', 'CONTAINER_JSON_2', 'USER_ADDED', 'USER_DELETED', 'GROUP_ADDED', 'GROUP_DELETED', 'ASYNCEVENT'].map((name) =>
    eventNumber(`PPME_${name}_E`),
  ),
);
const births: ReadonlySet<number> = new Set(cloneExits);
const genericEnter = eventNumber('PPME_GENERIC_E');
const taskSwitch = eventNumber('PPME_SCHEDSWITCH_6_E');

function kindOf({ number, flags }: EventType): number {
  if ((flags & EventFlag.SKIPPARSERESET) !== 0) return Kind.beside;
  if (threadless.has(number)) return Kind.threadless;
  if (number === taskSwitch) return Kind.switch;
  return births.has(number) ? Kind.birth : Kind.own;
}

/** One of {@link Kind} by event type number. */
export const kindOfType: Uint8Array = Uint8Array.from(eventTable, kindOf);

/** By type number of an enter: index of the parameter with the fd it is about; -1 where it is about none. */
export const enterFdParam: Int8Array = Int8Array.from(eventTable, ({ enter, flags, params }) => {
  if (!enter || (flags & EventFlag.USES_FD) === 0) return -1;
  return Math.max(
    0,
    params.findIndex((param) => param.type === 'FD'),
  );
});

/**
 * By type number of an exit: index of the parameter with the fd it is about, in newer captures, which have no enters;
 * -1 where there is none.
 */
export const exitFdParam: Int8Array = Int8Array.from(eventTable, ({ enter, flags, params }) => {
  if (enter || (flags & EventFlag.USES_FD) === 0) return -1;
  const fds = params.flatMap((param, i) => (param.type === 'FD' && i > 0 ? [i] : []));
  return fds.find((i) => params[i]?.name === 'fd') ?? fds[0] ?? -1;
});

/** By type number of an exit: 1 where classic captures hold that parameter too, so that it tells nothing about the capture. */
export const exitFdIsClassic: Uint8Array = Uint8Array.from(eventTable, ({ number, params }) => {
  const fd = params[exitFdParam[number]!];
  return fd !== undefined && fd.added === undefined && number < FIRST_NEWER_EVENT ? 1 : 0;
});

/** By type number: 1 for enters that the exit, or somebody who reads the exit, needs. */
export const keptEnter: Uint8Array = new Uint8Array(eventTypeCount);
for (const name of ['OPEN', 'CREAT', 'OPENAT', 'OPENAT_2', 'OPENAT2', 'LINK', 'LINKAT', 'UNLINK', 'UNLINKAT', 'MKDIR', 'RMDIR']) {
  keptEnter[eventNumber(`PPME_SYSCALL_${name}_E`)] = 1;
}
for (const name of ['SETUID', 'SETGID', 'SETRESUID', 'SETRESGID', 'GETRLIMIT', 'SETRLIMIT', 'PRLIMIT', 'UNSHARE', 'SETNS', 'FCNTL']) {
  keptEnter[eventNumber(`PPME_SYSCALL_${name}_E`)] = 1;
}
for (const name of ['EXECVE_18', 'EXECVE_19', 'EXECVEAT']) keptEnter[eventNumber(`PPME_SYSCALL_${name}_E`)] = 1;
keptEnter[eventNumber('PPME_GENERIC_E')] = 1;
for (const name of ['SOCKET', 'SENDTO', 'SENDMSG']) keptEnter[eventNumber(`PPME_SOCKET_${name}_E`)] = 1;

/**
 * By event type number: 1 where the machine must be brought up to the event even when nobody wants to see it: the
 * events that change what is known, and the enters that must be seen for their exits to be understood.
 */
export const stateEvents: Uint8Array = new Uint8Array(eventTypeCount);
for (const type of changingTypes) stateEvents[type] = 1;
for (const type of cloneExits) stateEvents[type] = 1;
for (const type of pairedTypes) stateEvents[type & ~1] = 1;
metadataHandlers.forEach((handler, type) => {
  if (handler !== undefined) stateEvents[type] = 1;
});

/** What it takes to pass over an event. */
export const Passing = {
  /** The thread's next exit must not be paired with an enter before it. */
  marked: 0,
  /** The same, and the event must not be passed over where it holds something. */
  ifEmpty: 1,
  /** Nothing: it is not between the thread's enters and exits. */
  freely: 2,
} as const;

/** One of {@link Passing} by event type number. */
export const passing: Uint8Array = Uint8Array.from(eventTable, ({ number }) => {
  if (kindOfType[number] !== Kind.own) return Passing.freely;
  return keptEnter[number] === 1 ? Passing.ifEmpty : Passing.marked;
});

export interface Needs {
  /**
   * Somebody reads latencies: a task switch has that of the thread's last call, whatever its type, and so every event
   * of a thread is needed where switches are wanted.
   */
  readonly latency?: boolean;
  /**
   * Events that are not needed pass all the same, only that nobody looks at them: no filter rejected them. Their exits
   * then leave the pairing of others alone.
   */
  readonly unseen?: boolean;
  /** Whether anybody reads memory or page faults of threads. Default true: then all that tells them is needed. */
  readonly memory?: boolean;
  /** Whether anybody reads what spans are open. Default false; events of spans are found where they are wanted in any case. */
  readonly spans?: boolean;
}

/** Enters that are needed only if they hold something: asked one by one, see `Machine.pass`. */
const perhaps: Uint8Array = Uint8Array.from(keptEnter, (kept, type) => (kept === 1 && enterFdParam[type]! < 0 ? 1 : 0));

const switches = eventTable.flatMap(({ number, name }) => (name === 'switch' ? [number] : []));

/**
 * The events a machine must be brought up to for somebody who wants to see those where `wanted` is 1: these, the enters
 * that belong to exits among them (which tell the exit's fd and time), and those of {@link stateEvents} that always
 * matter. Both arrays go by event key. `Machine.pass` must be asked about all others.
 */
export function neededEvents(wanted: Uint8Array, needs: Needs = {}): Uint8Array {
  const needed = new Uint8Array(eventKeyCount);
  for (let type = 0; type < eventTypeCount; type++) needed[type] = stateEvents[type]! & ~perhaps[type]!;
  needed[renamingKey] = 1;
  if (needs.memory === false) for (const type of memoryTypes) needed[type] = 0;
  if (needs.spans === true || wanted[spanEnter] === 1 || wanted[spanExit] === 1) {
    for (const type of tracerWrites) {
      needed[type] = 1;
      needed[type & ~1] = 1;
    }
  }
  const everyCall = needs.latency === true && switches.some((type) => wanted[type] === 1);
  for (let key = 0; key < eventKeyCount; key++) {
    if (wanted[key] !== 1 && !(everyCall && kindOfType[typeOfKey(key)] === Kind.own)) continue;
    needed[key] = 1;
    // The enter is the even one of the two, above the types as well: there are as many enters as exits.
    needed[key & ~1] = 1;
  }
  return needed;
}

/** Enters of which only some say something that their exits need: the event itself must be looked at. */
const sometimes: ReadonlySet<number> = new Set(
  ['SYSCALL_FCNTL', 'SOCKET_SENDTO', 'SOCKET_SENDMSG'].map((name) => eventNumber(`PPME_${name}_E`)),
);

/** What a reader may do with events that are not among the {@link neededEvents}: one of {@link Skip} by event key. */
export function skippingOf(needed: Uint8Array, { unseen = false }: Needs = {}): Uint8Array {
  return needed.map((must, key) => {
    if (must === 1) return Skip.no;
    const type = typeOfKey(key);
    const way = passing[type]!;
    if (unseen && way === Passing.marked && (type & 1) === 1) return Skip.known;
    if (way === Passing.freely) return Skip.freely;
    if (way === Passing.marked || codeOfKey(key) !== 0) return Skip.marking;
    return sometimes.has(type) || type === genericEnter ? Skip.no : Skip.empty;
  });
}
