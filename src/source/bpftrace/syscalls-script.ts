import { nativeSyscalls } from '../../event/index.ts';
import { textArgumentOf } from './syscall-event.ts';

/** Bytes of a text with its NUL, which lies on the stack of 512 bytes twice, beside the registers. A text that fills them was cut. */
export const textBytes = 112;
/** The kernel's longest name of a thread, padded so that what stands behind it begins at a known place whatever the name is. */
const COMM_BYTES = 16;
const ARGUMENTS = 6;

/** bpftrace must not see itself and us: its own reading would feed it. `$1` is our process. */
const others = 'pid != $1 && comm != "bpftrace"';
const whose = '$id, pid, tid, cpu, nsecs, comm';
const registers = Array.from({ length: ARGUMENTS }, (_, i) => `args->args[${i}]`);

/** Calls by the argument that points to their text. */
function callsWithText(): Map<number, number[]> {
  const calls = new Map<number, number[]>();
  for (const [number, name] of nativeSyscalls.entries()) {
    const argument = name === undefined ? undefined : textArgumentOf(name);
    if (argument !== undefined) calls.set(argument, [...(calls.get(argument) ?? []), number]);
  }
  return calls;
}

/**
 * The script that serves syscalls where the probe cannot load: which call, of which thread, when, with its registers and the text one of them
 * points to (a file, a program) on its way in, and its result on its way out. A probe for each argument with a text: together they would not
 * have room on the stack of one. The number is read once: the kernel refuses what the compiler makes of reading it again and again.
 */
export function syscallsScript(): string {
  const marks = `%d %d %d %d %lld %-${COMM_BYTES}s`;
  const entered = `> ${marks} ${'%llx '.repeat(ARGUMENTS)}`;
  const values = `${whose}, ${registers.join(', ')}`;
  const withText = [...callsWithText()].map(([argument, calls]) => ({
    argument,
    isOne: calls.map((number) => `$id == ${number}`).join(' || '),
  }));
  const isNone = withText.map(({ isOne }) => `!(${isOne})`).join(' && ');
  const onEnter = (condition: string, print: string) =>
    `tracepoint:raw_syscalls:sys_enter /${others}/ { $id = args->id; if (${condition}) { ${print} } }`;
  return [
    ...withText.map(({ argument, isOne }) =>
      onEnter(isOne, `printf("${entered}${argument}%s\\n", ${values}, str(uptr(args->args[${argument}])));`),
    ),
    onEnter(isNone, `printf("${entered}\\n", ${values});`),
    `tracepoint:raw_syscalls:sys_exit /${others}/ { $id = args->id; printf("< ${marks} %lld\\n", ${whose}, args->ret); }`,
  ].join('\n');
}

/** One line of the script. */
export interface SyscallLine {
  readonly enter: boolean;
  /** Number of the syscall on x86_64. */
  readonly number: number;
  readonly pid: number;
  readonly tid: number;
  readonly cpu: number;
  /** ns since the boot. */
  readonly nsecs: bigint;
  /** One char a byte. */
  readonly comm: string;
  /** Of an enter: its registers, and the text at one of them. */
  readonly args?: readonly bigint[];
  readonly text?: { readonly argument: number; readonly value: string };
  /** Of an exit. */
  readonly result?: bigint;
}

const linePattern = /^([<>]) (\d{1,9}) (\d{1,10}) (\d{1,10}) (\d{1,5}) (\d{1,19}) (.{16}) (.*)$/s;
const enterPattern = /^((?:[0-9a-f]{1,16} ){6})(?:([0-5])(.*))?$/s;
const exitPattern = /^-?\d{1,19}$/;

/** Reads a line of the script; undefined where it is none. */
export function readSyscallLine(text: string): SyscallLine | undefined {
  const found = linePattern.exec(text);
  if (found === null) return undefined;
  const [, direction, number, pid, tid, cpu, nsecs = '', comm = '', rest = ''] = found;
  const line = {
    enter: direction === '>',
    number: Number(number),
    pid: Number(pid),
    tid: Number(tid),
    cpu: Number(cpu),
    nsecs: BigInt(nsecs),
    comm: comm.trimEnd(),
  };
  if (!line.enter) return exitPattern.test(rest) ? { ...line, result: BigInt(rest) } : undefined;
  const said = enterPattern.exec(rest);
  if (said === null) return undefined;
  const [, values = '', argument, value = ''] = said;
  const args = values
    .trimEnd()
    .split(' ')
    .map((word) => BigInt(`0x${word}`));
  if (argument === undefined || value.length >= textBytes - 1) return { ...line, args };
  return { ...line, args, text: { argument: Number(argument), value } };
}
