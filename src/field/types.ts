import type { ByteWriter, EventType, PrintFormat } from '../event/index.ts';
import type { EventContext } from '../machine/index.ts';
import type { FieldSettings } from './settings.ts';

/** The type of a field's value; names are sysdig's, as `-lv` shows them. */
export type FieldType =
  | 'CHARBUF'
  | 'BYTEBUF'
  | 'INT16'
  | 'INT32'
  | 'INT64'
  | 'UINT8'
  | 'UINT16'
  | 'UINT32'
  | 'UINT64'
  | 'DOUBLE'
  | 'BOOL'
  | 'RELTIME' // ns
  | 'ABSTIME' // ns since the epoch
  | 'PORT'
  | 'IPADDR'
  | 'IPNET'
  | 'DYNAMIC'; // the type of the event's own parameter

/**
 * A value read from an event.
 * - CHARBUF: binary string (one char a byte). BYTEBUF: the same.
 * - integers, times: number where it is exact (below 2^53), else bigint.
 * - BOOL: boolean. IPADDR, IPNET: IPv4 as u32 in host order, IPv6 as binary string of 16 chars.
 */
export type FieldValue = string | number | bigint | boolean;

/** Reads a field's value from the current event; undefined where the event has none. */
export type Extractor = (context: EventContext) => FieldValue | undefined;

/** Reads all values of a field that can have several (both ends of a socket, ancestors). Empty: no value. */
export type ListExtractor = (context: EventContext) => readonly FieldValue[];

/**
 * Writes a field's value as its text; false where the event has none, and then nothing stays written.
 * The way to the output for fields that need no string or number in between.
 */
export type FieldWriter = (context: EventContext, out: ByteWriter) => boolean;

/** What may stand behind a field's name. */
export interface FieldArgument {
  /** Without: `evt.arg` alone is an error. */
  readonly required: boolean;
  /** What it is, for messages and `-l`: "a parameter's name or index". */
  readonly what: string;
  /**
   * How it is written: `[x]` and, where `dotted` holds, also `.x`.
   */
  readonly dotted: boolean;
  /** What a dotted argument can be, in a format, where anything may follow it; with the flag `y`. Missing: words. */
  readonly pattern?: RegExp;
}

/** Why an argument cannot be taken; the caller knows where it stands. */
export class FieldArgumentError extends Error {
  override readonly name = 'FieldArgumentError';
  readonly hint: string | undefined;
  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}

/**
 * How a comparison treats a field with several values:
 * - `any`: it holds where it holds for any of them (ancestors);
 * - `ends`: the same, but `!=` only where it holds for all (both ends of a socket);
 * - `list`: the value is the list itself, and only `exists`, `in` (all of them) and `intersects` (any) compare it.
 */
export type SeveralValues = 'any' | 'ends' | 'list';

/** A value that follows from the event's type alone; `value` is undefined where events of the type have none. */
export interface ValueOfType {
  readonly value: FieldValue | undefined;
}

/** What a field gives once its argument is known. */
export interface BoundField {
  readonly definition: FieldDefinition;
  /** As the user would write it: `evt.arg.fd`, `proc.aname[2]`. */
  readonly label: string;
  /** The definition's type, or the parameter's own for DYNAMIC fields where the argument tells it. */
  readonly type: FieldType;
  readonly format: PrintFormat;
  readonly extract: Extractor;
  /** The value is this property of the event's cursor, in all events; `clock`: its time, local time of day with nanoseconds. */
  readonly cursor?: 'num' | 'cpu' | 'clock';
  /** Writes the same value as text, where that is faster than through `extract`. */
  readonly write?: FieldWriter;
  /** Writes what JSON shows where that is not the text: a time as a number of ns. */
  readonly json?: FieldWriter;
  /** What the field writes has been made fit for a terminal by itself (see `FieldSettings.sanitize`). */
  readonly sanitizes?: boolean;
  /** Whether the event has a value, where it can have one that no constant compares with and `extract` does not give. */
  readonly exists?: (context: EventContext) => boolean;
  /** For fields with several values per event; comparisons read these instead of `extract`. */
  readonly extractAll?: ListExtractor;
  /** How comparisons treat the several values; `any` where missing. */
  readonly several?: SeveralValues;
  /**
   * The value events of a type have, where the type alone tells it; undefined where it takes the event itself.
   * Lets a filter decide by the event's header.
   */
  readonly byType?: (type: EventType) => ValueOfType | undefined;
  /**
   * The value generic events of a syscall have, by its code (an index of `syscallCodes`, not 0), where the code alone
   * tells it. Asked where `byType` gives undefined.
   */
  readonly bySyscall?: (code: number) => ValueOfType;
  /** Narrower than the definition's: the event types that can have a value, once the argument is known. */
  readonly eventTypes?: readonly number[];
  /** Why this constant can never be a value of the field ("unknown event type foo"); undefined where it can. */
  readonly refuse?: (constant: string) => string | undefined;
  /** The only operators a filter may use, where they are fewer than the type's. */
  readonly operators?: readonly string[];
  /** The value is a distance: `=` holds up to the constant, and nothing else compares it. */
  readonly distance?: boolean;
  /**
   * Makes the test of `=` (and `!=`, `in`) with a constant, where another value than the shown one decides: a host's
   * name means its addresses. The test gives undefined where the event has no value.
   */
  readonly equals?: (constant: string) => (context: EventContext) => boolean | undefined;
}

/** What of a thread the values of some fields follow from. */
export type ThreadPart = 'comm' | 'pid' | 'vtid' | 'vpid' | 'containerId';

/** One field: everything about it, and the only place where it is said. */
export interface FieldDefinition {
  readonly name: string;
  readonly type: FieldType;
  readonly format: PrintFormat;
  /** Short title, for table headers. */
  readonly display: string;
  /** One sentence for `-l`. */
  readonly doc: string;
  readonly argument?: FieldArgument;
  /** Not shown in `-l`: exists for tables (views). */
  readonly hidden?: boolean;
  /** Only in filters, never in output: it has no single value. */
  readonly filterOnly?: boolean;
  /** Only in output. */
  readonly printOnly?: boolean;
  /**
   * Event types that can have a value at all; a filter on the field need not look at others.
   * Missing: any type can.
   */
  readonly eventTypes?: readonly number[];
  /** Reading it costs far more than reading a number: it renders text or walks ancestors. Filters ask it last. */
  readonly costly?: boolean;
  /** Reading it changes what the next reading gives. Filters never move such a check. */
  readonly stateful?: boolean;
  /**
   * The value follows from the thread alone: from its id and from these of its properties. Lines keep what they once wrote
   * for a thread, until one of them changes.
   */
  readonly ofThread?: readonly ThreadPart[];
  /** It reads memory or page faults of threads, which the machine keeps up to date only for those who ask. */
  readonly ofMemory?: boolean;
  /** Makes the reader for an argument. Throws {@link FieldArgumentError}. */
  bind(argument: string | undefined, settings: FieldSettings): Extractor | Omit<Partial<BoundField>, 'definition' | 'label'>;
}

/** A family of fields with a common prefix, in the order `-l` shows them. */
export interface FieldClass {
  readonly name: string;
  readonly doc: string;
  readonly fields: readonly FieldDefinition[];
}
