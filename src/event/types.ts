/**
 * What an event type is: the vocabulary of the event table.
 *
 * The numbers follow sysdig's event table, because they stand in every capture file ever written: an event is
 * named by its 16-bit type number, an exit being its enter's number plus one.
 */

import type { CaptureSource } from './capture.ts';

/** The type of a parameter: how its bytes are laid out and what they mean. */
export type ParamType =
  | 'INT8'
  | 'INT16'
  | 'INT32'
  | 'INT64'
  | 'UINT8'
  | 'UINT16'
  | 'UINT32'
  | 'UINT64'
  | 'CHARBUF' // NUL-terminated text
  | 'BYTEBUF' // raw bytes; also NUL-separated lists (argv, environment)
  | 'ERRNO' // i64: a result, or minus an errno
  | 'SOCKADDR' // u8 family, then the address
  | 'SOCKTUPLE' // u8 family, then both ends
  | 'FD' // i64
  | 'PID' // i64
  | 'FDLIST' // u16 count, then (i64 fd, i16 flags) each
  | 'FSPATH' // NUL-terminated path
  | 'FSRELPATH' // the same, relative to the directory fd in another parameter
  | 'SYSCALLID' // u16 index into the syscall table
  | 'SIGTYPE' // u8
  | 'RELTIME' // u64 nanoseconds
  | 'ABSTIME' // u64 nanoseconds since the epoch
  | 'PORT' // u16
  | 'L4PROTO' // u8
  | 'SOCKFAMILY' // u8
  | 'BOOL' // u32
  | 'IPV4ADDR'
  | 'DYN' // u8 variant, then a value of the variant's type
  | 'FLAGS8'
  | 'FLAGS16'
  | 'FLAGS32'
  | 'UID' // u32
  | 'GID' // u32
  | 'DOUBLE'
  | 'SIGSET' // u32 bit mask
  | 'CHARBUFARRAY'
  | 'CHARBUF_PAIR_ARRAY'
  | 'IPV6ADDR'
  | 'MODE' // u32
  | 'ENUMFLAGS8' // exactly one of a set, not a mask
  | 'ENUMFLAGS16'
  | 'ENUMFLAGS32'
  | 'FD32'
  | 'PID32';

/** How a number is written. */
export type PrintFormat = 'NA' | 'DEC' | 'HEX' | '10_PADDED_DEC' | 'ID' | 'DIR' | 'OCT';

/** What an event belongs to, for `evt.category`. */
export type Category =
  | 'UNKNOWN'
  | 'OTHER'
  | 'FILE'
  | 'NET'
  | 'IPC'
  | 'MEMORY'
  | 'PROCESS'
  | 'SLEEP'
  | 'SYSTEM'
  | 'SIGNAL'
  | 'USER'
  | 'TIME'
  | 'IO_READ'
  | 'IO_WRITE'
  | 'IO_OTHER'
  | 'WAIT'
  | 'SCHEDULER'
  | 'INTERNAL';

/** One name for some bits, or for one exact value, of a flags or enum parameter. */
export interface FlagName {
  readonly name: string;
  readonly value: number;
  /** The kernel's number for the same thing (x86_64), in sets that live capture translates; see {@link KernelNumbers}. */
  readonly kernel?: number;
  /** Which bits of the kernel's number decide, where it is not the rule of the set's {@link KernelNumbers}. */
  readonly kernelMask?: number;
}

/**
 * How the kernel's number of a syscall argument becomes the value an event carries, for live capture:
 * - `same`: it is the value, after `& mask` where there is a mask;
 * - `bits`: every entry with `kernel` for which `(number & (kernelMask ?? kernel)) === kernel` adds its value;
 * - `one`: the first entry with `kernel` for which `(number & (kernelMask ?? all bits)) === kernel` is the value,
 *   `otherwise` where there is none.
 * {@link FlagSet.numbers} is missing where no syscall argument stands behind the value.
 */
export type KernelNumbers =
  | { readonly how: 'same'; readonly mask?: number }
  | { readonly how: 'bits' }
  | { readonly how: 'one'; readonly otherwise: number };

/**
 * A named set of flags. The order matters: a mask is printed in the order of its entries, and an entry whose bits
 * contain those of a later one must come first.
 */
export interface FlagSet {
  readonly name: string;
  readonly entries: readonly FlagName[];
  readonly numbers?: KernelNumbers;
}

/** The variants of a DYN parameter: the first byte of the value picks one. */
export interface DynSet {
  readonly name: string;
  readonly variants: readonly ParamDef[];
}

/** One parameter of an event type. */
export interface ParamDef {
  readonly name: string;
  readonly type: ParamType;
  readonly format: PrintFormat;
  /** Names of the bits or values of FLAGS*, ENUMFLAGS* and MODE parameters. */
  readonly set?: FlagSet;
  /** Variants of a DYN parameter. */
  readonly dyn?: DynSet;
  /** FSRELPATH: index of the parameter that holds the directory fd. */
  readonly dirfd?: number;
  /** Newer schemas append it to an event type of the classic one (sysdig 0.29.3), which live capture keeps to. */
  readonly added?: true;
  /** Live capture: where the probe takes the value from. */
  readonly from?: CaptureSource;
}

/** One event type: one direction of a syscall, or a tracepoint, or an event made by the tracer itself. */
export interface EventType {
  /** The type number in capture files. */
  readonly number: number;
  /** The name of the number in sysdig's sources, e.g. PPME_SYSCALL_OPEN_E. */
  readonly code: string;
  /** What `evt.type` shows. */
  readonly name: string;
  readonly enter: boolean;
  readonly category: Category;
  /** Bits of {@link EventFlag}. */
  readonly flags: number;
  readonly params: readonly ParamDef[];
  /** Syscalls that become this event live. Empty for tracepoints and the tracer's own events. */
  readonly syscalls: readonly string[];
}

/** Bits of {@link EventType.flags}; the values are sysdig's. */
export const EventFlag = {
  NONE: 0,
  CREATES_FD: 1 << 0,
  DESTROYS_FD: 1 << 1,
  USES_FD: 1 << 2,
  READS_FROM_FD: 1 << 3,
  WRITES_TO_FD: 1 << 4,
  /** The thread or fd tables change: the machine must see it even when the filter rejects it. */
  MODIFIES_STATE: 1 << 5,
  UNUSED: 1 << 6,
  /** The thread waits in it. */
  WAITS: 1 << 7,
  /** Not an event of the thread it names: enter/exit pairing is left alone. */
  SKIPPARSERESET: 1 << 8,
  /** Written by old drivers only. */
  OLD_VERSION: 1 << 9,
  DROP_SIMPLE_CONS: 1 << 10,
  /** Parameter lengths are 32 bits wide. */
  LARGE_PAYLOAD: 1 << 11,
} as const;

/** The first event number that classic readers (sysdig 0.29.3) do not know. */
export const FIRST_NEWER_EVENT = 336;
