import { codeOfKey, EventFlag, eventFlags, eventKeyCount, eventTable, keyOfSyscall, Skip, typeOfKey } from '../event/index.ts';
import type { BoundField } from '../field/index.ts';
import type { ThreadPart } from '../filter/index.ts';
import { identityKeys, Machine, type Needs } from '../machine/index.ts';
import type { EbpfOptions } from '../source/ebpf/index.ts';
import type { ThreadVerdicts } from '../source/index.ts';
import type { Selection } from './selection.ts';
import type { Settings } from './settings.ts';

/** What a run is told to leave out before anything is recorded, and why not more. */
export interface PushDown {
  /** By event key: 1 where such events are captured; undefined: all are. */
  readonly captured: Uint8Array | undefined;
  /** By event key: 1 where they are captured whoever makes them, because they change what is known of threads and fds. */
  readonly kept: Uint8Array;
  readonly who: NonNullable<EbpfOptions['who']>;
  /** What is asked of threads alone, for the kernel to be told of those that fail it; undefined where nothing is. */
  readonly thread: ThreadPart | undefined;
  /** Why the enters of calls are captured; undefined where only exits are, beside those that are kept or asked for. */
  readonly enters: string | undefined;
  /** Why nothing of the filter is decided before; undefined where something may be. */
  readonly nothing: string | undefined;
}

/** What of the settings decides whether anything can be left out. */
export type PushDownSettings = Pick<Settings, 'displayFilter' | 'debug' | 'suppressed'> & Partial<Pick<Settings, 'inputs'>>;

/** Who reads the events of a run, beside its filter. */
export interface Readers {
  readonly fields: readonly BoundField[];
  readonly needs: Needs;
  readonly records: boolean;
}

/**
 * What the kernel can be told. The full filter is asked afterwards in any case, and all that the machine must see comes.
 */
export function pushDown(settings: PushDownSettings, { keys, fields, part, readsEnter }: Selection, readers: Readers): PushDown {
  const machine = new Machine();
  const base = mustBeGiven(machine, machine.neededEvents(new Uint8Array(eventKeyCount), readers.needs));
  const kept = readers.records ? base.map((must, key) => must | changesState(key)) : base;
  const all = { captured: undefined, kept, who: {}, thread: undefined, enters: 'all events are shown' };
  const nothing = whyNothing(settings, keys, part?.ordered ?? readers.fields.find(isOrdered)?.label);
  if (nothing !== undefined || keys === undefined) return { ...all, nothing };

  // The readers of a run may want fewer kinds of events than the filter lets pass, and the filter's result fewer than its kinds.
  const wanted = part?.keys === undefined ? keys : keys.map((wants, key) => wants & part.keys![key]!);
  const needed = mustBeGiven(machine, machine.neededEvents(wanted, readers.needs));
  const reader = [...fields, ...readers.fields].find((field) => readsEnter(field));
  const asksEnters = wanted.some((passes, key) => passes === 1 && kept[key] !== 1 && isEnter(key));
  const enters = readers.records
    ? 'whoever reads the file needs them'
    : reader !== undefined
      ? `${reader.label} takes its value from them`
      : asksEnters
        ? 'the filter lets them pass'
        : undefined;
  const captured = needed.map((must, key) => (kept[key] === 1 || (must === 1 && (enters !== undefined || !isEnter(key))) ? 1 : 0));
  if (enters === undefined) for (let key = 0; key < eventKeyCount; key++) captured[key]! |= wanted[key]!;
  const { failed, ...ids } = part?.who ?? {};
  // An enter cannot have failed: where enters are needed, all exits are.
  const who = failed === true && enters === undefined ? { ...ids, failed } : ids;
  // What a bpftrace script prints may give a thread another name, which the kernel does not hear of.
  const thread = settings.inputs?.some((input) => input !== 'live') ? undefined : part?.thread;
  return { captured, kept, who, thread, enters, nothing: undefined };
}

const changing: ReadonlySet<number> = new Set(identityKeys);

/**
 * The push-down as the live source takes it.
 *
 * @param verdicts of whoever judges threads by its {@link PushDown.thread}
 */
export function captureOptions(
  { captured, kept, who }: PushDown,
  verdicts?: ThreadVerdicts,
): Pick<EbpfOptions, 'wants' | 'keeps' | 'who' | 'verdicts' | 'changesThread'> {
  return {
    ...(captured !== undefined && { wants: (type: number, code: number) => captured[keyOf(type, code)] === 1 }),
    keeps: (type, code) => kept[keyOf(type, code)] === 1,
    who,
    ...(verdicts !== undefined && { verdicts, changesThread: (type: number, code: number) => changing.has(keyOf(type, code)) }),
  };
}

/** The key of a type, or of the generic event of a syscall. */
export function keyOf(type: number, code: number): number {
  return type <= 1 ? keyOfSyscall(code, type) : type;
}

function whyNothing({ displayFilter, debug, suppressed }: PushDownSettings, keys: Uint8Array | undefined, ordered: string | undefined) {
  if (displayFilter) return 'with -d the filter is asked after everything has been taken into account';
  if (keys === undefined) return 'there is no filter';
  if (debug) return 'with -D the accounts of the tracer are shown whatever the filter';
  if (suppressed.length > 0) return 'with -U every event of a program is looked at';
  if (ordered !== undefined) return `what ${ordered} gives depends on all events before`;
  return undefined;
}

/** Fields of a format that need every event: `evt.outputtime` and `evt.deltatime` count from the line before. */
function isOrdered({ definition: { name, stateful } }: BoundField): boolean {
  return stateful === true && name !== 'evt.outputtime' && !name.startsWith('evt.deltatime');
}

/** What a reader may not pass over, as a mask. */
function mustBeGiven(machine: Machine, needed: Uint8Array): Uint8Array {
  return machine.skips(needed).ways.map((way) => (way === Skip.no || way === Skip.empty ? 1 : 0));
}

function isEnter(key: number): boolean {
  return eventTable[typeOfKey(key)]!.enter;
}

function changesState(key: number): number {
  return codeOfKey(key) === 0 && (eventFlags[typeOfKey(key)]! & EventFlag.MODIFIES_STATE) !== 0 ? 1 : 0;
}
