import { argPair, type CaptureSpec, memory, memoryOrMinusOne, orMinusOne } from '../../../event/index.ts';

/**
 * Calls of 32-bit programs that become the event of another name: later forms of calls whose numbers or times were too narrow
 * (arch/x86/entry/syscalls/syscall_32.tbl).
 */
const sameAs: Readonly<Record<string, string>> = {
  _newselect: 'select',
  fcntl64: 'fcntl',
  futex_time64: 'futex',
  getegid32: 'getegid',
  geteuid32: 'geteuid',
  getgid32: 'getgid',
  getresgid32: 'getresgid',
  getresuid32: 'getresuid',
  getuid32: 'getuid',
  ppoll_time64: 'ppoll',
  recvmmsg_time64: 'recvmmsg',
  sendfile64: 'sendfile',
  setgid32: 'setgid',
  setresgid32: 'setresgid',
  setresuid32: 'setresuid',
  setuid32: 'setuid',
  ugetrlimit: 'getrlimit',
};

/** The name whose event a call of a 32-bit program becomes. */
export function eventNameOfIa32(name: string): string {
  return sameAs[name] ?? name;
}

/** A struct rlimit of two 32-bit numbers; all bits set mean no limit. */
const narrowLimits = {
  cur: memoryOrMinusOne(1, 'i32'),
  max: memoryOrMinusOne(1, 'i32', 4),
};
const narrowLimitsGot = { cur: orMinusOne(narrowLimits.cur), max: orMinusOne(narrowLimits.max) };
const position = { pos: argPair(3, 4) };

/** Where parameters of a call come from, by their names, where that differs from the call of 64-bit programs. */
export const ia32Sources: Readonly<Record<string, Readonly<Record<string, CaptureSpec>>>> = {
  getrlimit: narrowLimitsGot,
  ugetrlimit: narrowLimitsGot,
  setrlimit: narrowLimits,
  // Ids of 16 bits, of the time before those of 32.
  getresuid: { ruid: memory(0, 'u16'), euid: memory(1, 'u16'), suid: memory(2, 'u16') },
  getresgid: { rgid: memory(0, 'u16'), egid: memory(1, 'u16'), sgid: memory(2, 'u16') },
  sendfile: { offset: memory(2, 'u32') },
  pread64: position,
  pwrite64: position,
  preadv: position,
  pwritev: position,
};

/**
 * The calls inside of socketcall, by the number in its first argument (linux/net.h). Their entries in the table stand behind those of
 * all calls there are: the probe's SOCKETCALLS_AT.
 */
export const SOCKETCALLS_AT = 479;
export const socketCalls: readonly (string | undefined)[] = [
  undefined,
  ...['socket', 'bind', 'connect', 'listen', 'accept', 'getsockname', 'getpeername', 'socketpair', 'send', 'recv', 'sendto', 'recvfrom'],
  ...['shutdown', 'setsockopt', 'getsockopt', 'sendmsg', 'recvmsg', 'accept4', 'recvmmsg', 'sendmmsg'],
];

/**
 * The calls inside of ipc, behind those: the probe's IPC_AT. Their numbers (linux/ipc.h) come in groups of four, from 1, 11 and 21 on, and
 * here stand in a row.
 */
export const IPC_AT = SOCKETCALLS_AT + socketCalls.length - 1;
export const ipcCalls: readonly string[] = [
  ...['semop', 'semget', 'semctl', 'semtimedop'],
  ...['msgsnd', 'msgrcv', 'msgget', 'msgctl'],
  ...['shmat', 'shmdt', 'shmget', 'shmctl'],
];
