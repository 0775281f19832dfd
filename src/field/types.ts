import type { PrintFormat } from '../event/index.ts';
import type { EventContext } from '../machine/index.ts';

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

/** What a field gives once its argument is known. */
export interface BoundField {
  readonly definition: FieldDefinition;
  /** As the user would write it: `evt.arg.fd`, `proc.aname[2]`. */
  readonly label: string;
  /** The definition's type, or the parameter's own for DYNAMIC fields where the argument tells it. */
  readonly type: FieldType;
  readonly format: PrintFormat;
  readonly extract: Extractor;
  /** For fields with several values per event. Comparisons then hold when any value does (`!=`: all). */
  readonly extractAll?: ListExtractor;
}

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
  /** Makes the reader for an argument. Throws {@link FieldArgumentError}. */
  bind(argument: string | undefined): Extractor | Omit<Partial<BoundField>, 'definition' | 'label'>;
}

/** A family of fields with a common prefix, in the order `-l` shows them. */
export interface FieldClass {
  readonly name: string;
  readonly doc: string;
  readonly fields: readonly FieldDefinition[];
}
