/**
 * Where live capture takes the parameters of an event from. A family file says it beside each parameter
 * (`p('fd', 'FD', 'DEC', { from: int(0) })`); the table made of it (`src/source/ebpf/table`) tells the program in the kernel.
 *
 * The values are those sysdig 0.29.3's drivers write, because sysdig must read our files: a text behind a NULL pointer is `(NULL)`, one
 * that cannot be read `<NA>`; a payload is cut at the snaplen. How wide a number is follows from the parameter's type.
 */

/** The probe's `enum source` (`src/source/ebpf/probe/spec.h`); a test holds the two together. */
export const CaptureKind = {
  REGISTER: 0,
  MEMORY: 1,
  TIMESPEC: 2,
  OPEN_MODE: 3,
  OPEN_HOW_MODE: 4,
  STRING: 5,
  DATA: 6,
  DATA_SENT: 7,
  SOCKADDR: 8,
  TUPLE: 9,
  VECTOR_DATA: 10,
  VECTOR_SIZE: 11,
  MESSAGE_DATA: 12,
  MESSAGE_SIZE: 13,
  POLL: 14,
  FILE_DEVICE: 15,
  FILE_INODE: 16,
  PIPE_INODE: 17,
  QUEUE: 18,
  SOCKET_PAIR: 19,
  TASK: 20,
  CLONE_FLAGS: 21,
  COMM: 22,
  EXE: 23,
  ARGUMENTS: 24,
  ENVIRONMENT: 25,
  CGROUPS: 26,
  EMPTY: 27,
  PTRACE_ADDR: 28,
  PTRACE_DATA: 29,
  SOCKOPT: 30,
  SOCKOPT_NAME: 31,
  QUOTA: 32,
  SEM_VALUE: 33,
  SEM_BUFFER: 34,
  RECEIVED_SIZE: 35,
  BPF_RESULT: 36,
  REGISTER_PAIR: 37,
} as const;

/** Registers as operands name them: 0 to 5 are the arguments. */
const RESULT = 6;
const SYSCALL_NUMBER = 7;
const SYSCALL_CODE = 8;
const ZERO = 15;
/** A register shifted left by this and back keeps its low 32 bits, with their sign. */
const INT_SHIFT = 32;
/** Bit of the second operand of MEMORY: the number has a sign. */
const SIGNED = 0x80;
/** First operand of EXE where a failed call has no argv. */
const NO_POINTER = 0xff;

/** A source and its operands. */
export interface CaptureSpec {
  /** One of {@link CaptureKind}. */
  readonly kind: number;
  readonly a?: number;
  readonly b?: number;
  /** i16 */
  readonly immediate?: number;
  /** The kernel's number becomes the value of the parameter's set. */
  readonly translate?: true;
  /** Where the call failed, the value is the default: 0, or -1. */
  readonly onSuccess?: true;
  readonly defaultMinusOne?: true;
  /** Of a register only the low 32 bits. */
  readonly unsignedInt?: true;
}

/** A source that depends on which of the event's syscalls was called. */
export interface CaptureBySyscall {
  readonly bySyscall: Readonly<Record<string, CaptureSpec>>;
}

export type CaptureSource = CaptureSpec | CaptureBySyscall;

/** For events of several syscalls whose arguments differ. */
export const bySyscall = (sources: CaptureBySyscall['bySyscall']): CaptureBySyscall => ({ bySyscall: sources });

const kind = CaptureKind;

/** Argument `n` of the syscall, all 64 bits of it: `unsigned long`, `size_t`, `loff_t`, pointers. */
export const arg = (n: number): CaptureSpec => ({ kind: kind.REGISTER, a: n });

/** Argument `n` where it is an `int`: its low 32 bits with their sign. Fds and process ids are. */
export const int = (n: number): CaptureSpec => ({ kind: kind.REGISTER, a: n, b: INT_SHIFT });

/** Argument `n` where it is an `unsigned int`. */
export const uint = (n: number): CaptureSpec => ({ kind: kind.REGISTER, a: n, unsignedInt: true });

/** A number of 64 bits that 32-bit programs give in two arguments. */
export const argPair = (low: number, high: number): CaptureSpec => ({ kind: kind.REGISTER_PAIR, a: low, b: high });

/** What the syscall returned. */
export const result: CaptureSpec = { kind: kind.REGISTER, a: RESULT };

/** Always this number. */
export const constant = (value: number): CaptureSpec => ({ kind: kind.REGISTER, a: ZERO, immediate: value });

/** The number that names the syscall in generic events: sysdig's, or the kernel's. */
export const syscallCode: CaptureSpec = { kind: kind.REGISTER, a: SYSCALL_CODE };
export const syscallNumber: CaptureSpec = { kind: kind.REGISTER, a: SYSCALL_NUMBER };

/** A text without characters: the drivers leave it to readers to fill in. */
export const empty: CaptureSpec = { kind: kind.EMPTY };

/** The kernel's flags or command in `source`, as the parameter's set has them. */
export const translated = (source: CaptureSpec): CaptureSpec => ({ ...source, translate: true });

/** Flags or a command in argument `n`, as the parameter's set has them. */
export const flags = (n: number): CaptureSpec => translated(int(n));

/** A number only a call that succeeded gives; -1 otherwise. */
export const orMinusOne = (source: CaptureSpec): CaptureSpec => ({ ...source, onSuccess: true, defaultMinusOne: true });

type NumberInMemory = 'u16' | 'i16' | 'u32' | 'i32' | 'u64';
const numberOperand: Readonly<Record<NumberInMemory, number>> = { u16: 2, i16: 2 | SIGNED, u32: 4, i32: 4 | SIGNED, u64: 8 };

/** A number in the memory argument `n` points to, `offset` bytes into it; 0 where there is none. */
export const memory = (n: number, type: NumberInMemory, offset = 0): CaptureSpec => ({
  kind: kind.MEMORY,
  a: n,
  b: numberOperand[type],
  immediate: offset,
});

/** The same, -1 where there is none. */
export const memoryOrMinusOne = (n: number, type: NumberInMemory, offset = 0): CaptureSpec => ({
  ...memory(n, type, offset),
  defaultMinusOne: true,
});

/** The `struct timespec` argument `n` points to, in ns. */
export const timespec = (n: number): CaptureSpec => ({ kind: kind.TIMESPEC, a: n });

/** The mode of an open, which counts only where the flags (argument `flagsArg`) create a file. */
export const openMode = (n: number, flagsArg: number): CaptureSpec => ({ kind: kind.OPEN_MODE, a: n, b: flagsArg });

/** The same out of the `struct open_how` argument `n` points to. */
export const openHowMode = (n: number): CaptureSpec => ({ kind: kind.OPEN_HOW_MODE, a: n });

/** The text argument `n` points to. */
export const str = (n: number): CaptureSpec => ({ kind: kind.STRING, a: n });

/** The text a call that succeeded put where argument `n` points to. */
export const strOnSuccess = (n: number): CaptureSpec => ({ ...str(n), onSuccess: true });

/** How many bytes the call put into its buffers; 0 where it failed. */
export const receivedSize: CaptureSpec = { kind: kind.RECEIVED_SIZE };

/** What the call put into the buffer of argument `n`: as many bytes as it returned. */
export const received = (n: number): CaptureSpec => ({ kind: kind.DATA, a: n });

/** What the call took from the buffer of argument `n`: as many bytes as it returned, or, where it failed, was asked for. */
export const sent = (n: number, lengthArg: number): CaptureSpec => ({ kind: kind.DATA_SENT, a: n, b: lengthArg });

/** The bytes of a `struct iovec` array that the call filled, or was given. */
export const receivedVector = (n: number, countArg: number): CaptureSpec => ({ ...sentVector(n, countArg), onSuccess: true });
export const sentVector = (n: number, countArg: number): CaptureSpec => ({ kind: kind.VECTOR_DATA, a: n, b: countArg });

/** The sum of the lengths of a `struct iovec` array. */
export const vectorSize = (n: number, countArg: number): CaptureSpec => ({ kind: kind.VECTOR_SIZE, a: n, b: countArg });

/** The same for the array in the `struct msghdr` argument `n` points to. */
export const receivedMessage = (n: number): CaptureSpec => ({ ...sentMessage(n), onSuccess: true });
export const sentMessage = (n: number): CaptureSpec => ({ kind: kind.MESSAGE_DATA, a: n });
export const messageSize = (n: number): CaptureSpec => ({ kind: kind.MESSAGE_SIZE, a: n });

/** The `struct sockaddr` argument `n` points to. */
export const sockaddr = (n: number, lengthArg: number): CaptureSpec => ({ kind: kind.SOCKADDR, a: n, b: lengthArg });

/** How the far end of a socket is found, by the syscall that names it: the probe's `enum peer`. */
const peers = { connect: 0, accept: 1, sendto: 2, recvfrom: 3, sendmsg: 4, recvmsg: 5 } as const;

/** Both ends of the call's socket; empty where the call names no peer. */
export const tuple = (call: keyof typeof peers): CaptureSpec => ({ kind: kind.TUPLE, a: peers[call] });

/** The `struct pollfd` array of argument 0, argument 1 long: what was asked, or what was answered. */
export const pollAsked: CaptureSpec = { kind: kind.POLL, a: 0, b: 1, immediate: 0 };
export const pollAnswered: CaptureSpec = { kind: kind.POLL, a: 0, b: 1, immediate: 1 };

/** The device of the file the returned fd stands for. */
export const openedDevice: CaptureSpec = { kind: kind.FILE_DEVICE, a: RESULT };

/** The inode of a new pipe, whose fds argument `n` points to. */
export const pipeInode = (n: number): CaptureSpec => ({ kind: kind.PIPE_INODE, a: n, onSuccess: true });

/** One end of a new pair of sockets, whose fds argument `n` points to. */
export const pairEnd = (n: number, second: 0 | 1): CaptureSpec => ({ kind: kind.SOCKET_PAIR, a: n, b: second, onSuccess: true });

const queues = { percent: 0, length: 1, maximum: 2 } as const;

/** How full the accept queue of the listening socket of argument 0 is; 0 where the call failed. */
export const acceptQueue = (what: keyof typeof queues): CaptureSpec => ({ kind: kind.QUEUE, a: 0, b: queues[what], onSuccess: true });

/** Facts about the calling thread: the probe's `enum task_value`. Memory is in KiB. */
const taskValues = {
  tid: 0,
  pid: 1,
  parentTid: 2,
  fdLimit: 3,
  majorFaults: 4,
  minorFaults: 5,
  vmSize: 6,
  vmRss: 7,
  vmSwap: 8,
  euid: 9,
  egid: 10,
  vtid: 11,
  vpid: 12,
  vpgid: 13,
  tty: 14,
  loginuid: 15,
  exeFlags: 16,
} as const;

export const task = (what: keyof typeof taskValues): CaptureSpec => ({ kind: kind.TASK, a: taskValues[what] });

/** The calling thread's name. */
export const comm: CaptureSpec = { kind: kind.COMM };

/** The calling thread's cgroups, `controller=/path` each. */
export const cgroups: CaptureSpec = { kind: kind.CGROUPS };

/** argv[0] of the calling process; where the call failed, of the array argument `n` points to. */
export const exe = (n: number = NO_POINTER): CaptureSpec => ({ kind: kind.EXE, a: n });

/** The rest of argv; must stand directly after {@link exe}. */
export const restOfArgs: CaptureSpec = { kind: kind.ARGUMENTS };

/** The environment of the calling process; where the call failed, the array argument `n` points to. */
export const environment = (n: number): CaptureSpec => ({ kind: kind.ENVIRONMENT, a: n });

const cloneFlagPlaces = { none: 0, argument: 1, memory: 2 } as const;

/** Flags of a clone (argument 0, or the `struct clone_args` there), and whether the child is in another pid namespace. */
export const cloneFlagsAt = (place: keyof typeof cloneFlagPlaces): CaptureSpec => ({
  kind: kind.CLONE_FLAGS,
  a: cloneFlagPlaces[place],
  translate: true,
});

/** Arguments 2 and 3 of ptrace in the form the request gives them. */
export const ptraceAddress: CaptureSpec = { kind: kind.PTRACE_ADDR };
export const ptraceData: CaptureSpec = { kind: kind.PTRACE_DATA };

/** The value of a socket option, whose length is argument 4 or the `int` that points to. */
export const optionSet: CaptureSpec = { kind: kind.SOCKOPT, b: 0 };
export const optionGot: CaptureSpec = { kind: kind.SOCKOPT, b: 1 };

/** The option's name, known for the level SOL_SOCKET only. */
export const optionName: CaptureSpec = { kind: kind.SOCKOPT_NAME, translate: true };

/** What bpf returned: an fd or a result, by its command. */
export const bpfResult: CaptureSpec = { kind: kind.BPF_RESULT };

/** What argument 3 of semctl sets a semaphore to. */
export const semaphoreValue: CaptureSpec = { kind: kind.SEM_VALUE };

/** A member of one of the first two operations of semop: `offset` bytes into the `struct sembuf` array. */
export const semaphoreOperation = (offset: number): CaptureSpec => ({ kind: kind.SEM_BUFFER, b: 2, immediate: offset, onSuccess: true });

/** Members of what quotactl's address argument points to, where the command has them: the probe's `enum quota_value`. */
const quotaValues = {
  id: 0,
  format: 1,
  file: 2,
  blockHard: 3,
  blockSoft: 4,
  space: 5,
  inodeHard: 6,
  inodeSoft: 7,
  blockTime: 8,
  inodeTime: 9,
  blockGrace: 10,
  inodeGrace: 11,
  infoFlags: 12,
  formatOut: 13,
} as const;

export const quota = (what: keyof typeof quotaValues): CaptureSpec => ({ kind: kind.QUOTA, a: quotaValues[what] });
