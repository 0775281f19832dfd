/**
 * The script that serves syscalls where the probe cannot load: which call, enter or exit, of which thread, when. `$1` is the process
 * that must not be traced: ourselves, who would otherwise feed on our own reading.
 */
export const syscallsScript = `
tracepoint:raw_syscalls:sys_enter /pid != $1 && comm != "bpftrace"/ {
  printf("> %d %d %d %d %lld %s\\n", args->id, pid, tid, cpu, nsecs, comm);
}
tracepoint:raw_syscalls:sys_exit /pid != $1 && comm != "bpftrace"/ {
  printf("< %d %d %d %d %lld %s\\n", args->id, pid, tid, cpu, nsecs, comm);
}
`;

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
}

const linePattern = /^([<>]) (\d{1,9}) (\d{1,10}) (\d{1,10}) (\d{1,5}) (\d{1,19}) (.*)$/s;

/** Reads a line of the script; undefined where it is none. */
export function readSyscallLine(text: string): SyscallLine | undefined {
  const found = linePattern.exec(text);
  if (found === null) return undefined;
  const [, direction, number, pid, tid, cpu, nsecs = '', comm = ''] = found;
  return {
    enter: direction === '>',
    number: Number(number),
    pid: Number(pid),
    tid: Number(tid),
    cpu: Number(cpu),
    nsecs: BigInt(nsecs),
    comm,
  };
}
