import { Attr } from './attr.ts';
import { type Bpf, BpfCommand } from './bpf.ts';
import type { Btf } from './btf.ts';
import { BtfKind } from './btf-kinds.ts';
import type { TypeIndex } from './btf-names.ts';
import { Errno, errnoName } from './errno.ts';
import { type EbpfError, TracepointMissingError, VerifierError } from './errors.ts';
import { INSTRUCTION_BYTES } from './instruction.ts';
import type { LinkedProgram } from './link.ts';
import { type ProgramKind, programKind } from './program-kind.ts';
import { explainedRefusal, refusal } from './refusal.ts';
import type { LoadedProgram } from './types.ts';
import { logTail, logText } from './verifier-log.ts';

/** `enum bpf_prog_type` of linux/bpf.h. */
const PROGRAM_TYPES: Readonly<Record<ProgramKind['flavour'], number>> = { classic: 5, raw: 17, btf: 26, iter: 26 };
/** BPF_TRACE_RAW_TP and BPF_TRACE_ITER of `enum bpf_attach_type`, for programs that are told apart by what they attach to. */
const ATTACH_RAW_TRACEPOINT = 23;
export const ATTACH_ITERATOR = 28;
const ATTACH_TYPES: Readonly<Partial<Record<ProgramKind['flavour'], number>>> = { btf: ATTACH_RAW_TRACEPOINT, iter: ATTACH_ITERATOR };
const FUNCTION_INFO_BYTES = 8;
const LINE_INFO_BYTES = 16;
/** What every kernel from 5.8 on takes at most. Untouched pages of it cost nothing. */
const LOG_BYTES = (1 << 24) - 1;

/** The kernel's typedef that describes a tracepoint's arguments, or the function that stands for an iterator. */
export function targetName({ flavour, tracepoint }: ProgramKind): string {
  return flavour === 'iter' ? `bpf_iter_${tracepoint}` : `btf_trace_${tracepoint}`;
}

/** What all programs of an object share. */
export interface ProgramContext {
  readonly bpf: Bpf;
  readonly license: string;
  readonly btfFd: number;
  readonly kernel: Btf;
  readonly index: TypeIndex;
}

/** A program in the kernel, with what attaching needs to know. */
export interface KernelProgram extends LoadedProgram {
  readonly kind: ProgramKind;
}

/**
 * Has the kernel verify a program, on another thread: several are verified at a time. Throws VerifierError with the kernel's log,
 * or what else keeps the program out.
 */
export async function loadProgram(context: ProgramContext, linked: LinkedProgram): Promise<KernelProgram> {
  const { bpf } = context;
  const { name, sectionName } = linked.entry;
  const kind = programKind(sectionName);
  const target = ATTACH_TYPES[kind.flavour] === undefined ? 0 : targetId(context, kind);
  const attr = (log: Uint8Array): Attr => programAttr(context, linked, kind, target, log);
  const noLog = new Uint8Array(0);
  let fd = await bpf.callInBackground(BpfCommand.PROG_LOAD, attr(noLog));
  if (fd < 0) {
    // The verifier explains itself only when asked to, which takes longer; so it is asked the second time.
    const log = new Uint8Array(LOG_BYTES);
    fd = bpf.call(BpfCommand.PROG_LOAD, attr(log));
    // The log did not fit; before Linux 6.4 that hides the errno.
    if (fd === -Errno.ENOSPC) fd = bpf.call(BpfCommand.PROG_LOAD, attr(noLog));
    if (fd === -Errno.EPERM) throw refusal(`load the program '${name}'`, -fd);
    if (fd < 0) throw programRefusal(name, -fd, logText(log));
  }
  return { name, section: sectionName, fd, instructions: linked.instructions.length / INSTRUCTION_BYTES, kind };
}

/** Layout: the struct for BPF_PROG_LOAD in `union bpf_attr`. */
function programAttr(context: ProgramContext, linked: LinkedProgram, kind: ProgramKind, target: number, log: Uint8Array): Attr {
  const { entry, instructions, functionInfo, lineInfo } = linked;
  const attr = new Attr(112)
    .u32(0, PROGRAM_TYPES[kind.flavour])
    .u32(4, instructions.length / INSTRUCTION_BYTES)
    .pointer(8, instructions)
    .pointer(16, new TextEncoder().encode(`${context.license}\0`))
    .u32(24, log.length > 0 ? 1 : 0)
    .u32(28, log.length)
    .pointer(32, log)
    .objectName(48, entry.name);
  const attachType = ATTACH_TYPES[kind.flavour];
  if (attachType !== undefined) attr.u32(68, attachType).u32(108, target);
  if (functionInfo.length > 0) {
    attr
      .u32(72, context.btfFd)
      .u32(76, FUNCTION_INFO_BYTES)
      .pointer(80, functionInfo)
      .u32(88, functionInfo.length / FUNCTION_INFO_BYTES);
  }
  if (functionInfo.length > 0 && lineInfo.length > 0) {
    attr
      .u32(92, LINE_INFO_BYTES)
      .pointer(96, lineInfo)
      .u32(104, lineInfo.length / LINE_INFO_BYTES);
  }
  return attr;
}

/** Id of the kernel's type or function that the program attaches to. */
function targetId(context: ProgramContext, kind: ProgramKind): number {
  const ids = context.index.get(targetName(kind)) ?? [];
  const wanted = kind.flavour === 'iter' ? BtfKind.FUNC : BtfKind.TYPEDEF;
  const id = ids.find((candidate) => context.kernel.kind(candidate) === wanted);
  if (id === undefined)
    throw new TracepointMissingError(
      kind.tracepoint,
      'boot a kernel with that tracepoint (CONFIG_TRACEPOINTS, CONFIG_HAVE_SYSCALL_TRACEPOINTS)',
    );
  return id;
}

/** The error for a refused program, by the errno and what the verifier wrote. */
export function programRefusal(program: string, errno: number, log: string): EbpfError {
  if (log === '') return refusal(`load the program '${program}'`, errno);
  return explainedRefusal(log) ?? new VerifierError(program, errnoName(errno), log, logTail(log));
}
