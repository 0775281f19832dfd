import {
  CaptureKind,
  type CaptureSpec,
  codeOfNative,
  type EventType,
  eventNumber,
  fromKernel,
  nativeSyscalls,
  type ParamDef,
} from '../../event/index.ts';
import { liveParams } from '../ebpf/table/event-specs.ts';
import { eventsOf } from '../ebpf/table/index.ts';
import { widthOf } from '../ebpf/table/width.ts';

/** What is known of one direction of a call. */
export interface SyscallFacts {
  /** Number of the syscall on x86_64. */
  readonly number: number;
  readonly enter: boolean;
  readonly pid: number;
  readonly tid: number;
  /** One char a byte. */
  readonly comm: string;
  /** The six registers; undefined at an exit whose enter was lost. */
  readonly args: readonly bigint[] | undefined;
  /** Text at one of the addresses in `args`, and which. */
  readonly text?: { readonly argument: number; readonly value: string } | undefined;
  /** At an exit. */
  readonly result?: bigint;
}

/** An event's type number and parameters. */
export interface SyscallEvent {
  readonly type: number;
  readonly params: readonly Buffer[];
}

const kind = CaptureKind;

/** Operands of registers beyond the arguments (`src/event/capture.ts`). */
const RESULT = 6;
const NUMBER = 7;
const CODE = 8;
/** Of a task: its ids. */
const TASK_TID = 0;
const TASK_PID = 1;
/** O_CREAT, the tmpfile bit of O_TMPFILE: with neither an open has no mode. */
const CREATES = 0o20000100n;
const MODE_BITS = 0o7777n;

/** Facts a script cannot get cheaply that the drivers, where they do not know them either, write as 0. */
const zeroWhereUnknown: ReadonlySet<number> = new Set([kind.FILE_DEVICE, kind.FILE_INODE]);

const genericEnter = eventNumber('PPME_GENERIC_E');
const genericExit = eventNumber('PPME_GENERIC_X');

/**
 * The event a call becomes as far as registers, its result and a text tell it: its own where they give all numbers of it, else the
 * generic one, which names the call and no more. Texts that are not known are `<NA>`; payload and addresses are left out.
 */
export function syscallEvent(facts: SyscallFacts): SyscallEvent {
  const name = nativeSyscalls[facts.number];
  const events = name === undefined ? undefined : eventsOf(name);
  const type = events === undefined ? undefined : facts.enter ? events.enter : events.exit;
  return (type !== undefined && name !== undefined && ownEvent(type, name, facts)) || genericEvent(facts);
}

/** The argument that is a text of the call: the first one its events have a parameter for. */
export function textArgumentOf(syscall: string): number | undefined {
  const { enter, exit } = eventsOf(syscall);
  for (const type of [enter, exit]) {
    for (const param of liveParams(type)) {
      const spec = specOf(param, syscall);
      if (spec?.kind === kind.STRING) return spec.a;
    }
  }
  return undefined;
}

function genericEvent({ number, enter }: SyscallFacts): SyscallEvent {
  const code = u16(codeOfNative(number));
  return enter ? { type: genericEnter, params: [code, u16(number & 0xffff)] } : { type: genericExit, params: [code] };
}

function ownEvent(type: EventType, syscall: string, facts: SyscallFacts): SyscallEvent | undefined {
  const params: Buffer[] = [];
  for (const param of liveParams(type)) {
    const bytes = parameter(param, specOf(param, syscall), facts);
    if (bytes === undefined) return undefined;
    params.push(bytes);
  }
  return { type: type.number, params };
}

function specOf({ from }: ParamDef, syscall: string): CaptureSpec | undefined {
  return from !== undefined && 'bySyscall' in from ? from.bySyscall[syscall] : from;
}

/** The bytes of a parameter; undefined for a number that is not known. */
function parameter(param: ParamDef, spec: CaptureSpec | undefined, facts: SyscallFacts): Buffer | undefined {
  if (spec === undefined) return undefined;
  const width = widthOf(param.type);
  if (width === 0) return without(param, spec, facts);
  const value = numberOf(spec, facts);
  if (value === undefined) return undefined;
  const translated =
    spec.translate === true && param.set !== undefined ? BigInt(fromKernel(param.set, Number(BigInt.asIntN(32, value)))) : value;
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt.asUintN(64, translated));
  return bytes.subarray(0, width);
}

/** What has a length of its own: text, and what is left out. */
function without({ type }: ParamDef, spec: CaptureSpec, { args, text, comm, result = 0n }: SyscallFacts): Buffer | undefined {
  if (spec.kind === kind.EMPTY) return zeroEnded('');
  if (spec.kind === kind.COMM) return zeroEnded(comm);
  if (spec.kind === kind.STRING) {
    if ((spec.onSuccess === true && result < 0n) || args?.[spec.a ?? 0] === 0n) return zeroEnded('(NULL)');
    return zeroEnded(text !== undefined && text.argument === spec.a && text.value !== '' ? text.value : '<NA>');
  }
  return type === 'BYTEBUF' || type === 'SOCKADDR' || type === 'SOCKTUPLE' ? Buffer.alloc(0) : undefined;
}

function numberOf(spec: CaptureSpec, facts: SyscallFacts): bigint | undefined {
  const { tid, pid, result = 0n } = facts;
  const { a = 0, b = 0, onSuccess, defaultMinusOne } = spec;
  if (onSuccess === true && result < 0n) return defaultMinusOne === true ? -1n : 0n;
  switch (spec.kind) {
    case kind.REGISTER: {
      const value = register(a, facts);
      if (value === undefined) return undefined;
      const narrow = b > 0 ? BigInt.asIntN(64 - b, value) : spec.unsignedInt === true ? BigInt.asUintN(32, value) : value;
      return narrow + BigInt(spec.immediate ?? 0);
    }
    case kind.RECEIVED_SIZE:
      return result < 0n ? 0n : result;
    case kind.OPEN_MODE: {
      const flags = register(b, facts);
      const mode = register(a, facts);
      return flags === undefined || mode === undefined ? undefined : (flags & CREATES) === 0n ? 0n : mode & MODE_BITS;
    }
    case kind.TASK:
      return a === TASK_TID ? BigInt(tid) : a === TASK_PID ? BigInt(pid) : undefined;
    default:
      return zeroWhereUnknown.has(spec.kind) ? 0n : undefined;
  }
}

function register(operand: number, { number, args, result = 0n }: SyscallFacts): bigint | undefined {
  if (operand < RESULT) return args?.[operand];
  if (operand === RESULT) return result;
  return operand === NUMBER ? BigInt(number) : operand === CODE ? BigInt(codeOfNative(number)) : 0n;
}

function u16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function zeroEnded(text: string): Buffer {
  return Buffer.from(`${text}\0`, 'latin1');
}
