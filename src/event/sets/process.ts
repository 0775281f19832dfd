import { bits, flagSet, one, same } from './define.ts';

/**
 * Flags of clone, clone3, unshare and setns. Kernel numbers: linux/sched.h. CLONE_INVERTED, NAME_CHANGED and CLOSED
 * are the tracer's own; bit 29, which says that the child is in another pid namespace, is not shown.
 */
export const cloneFlags = flagSet('clone_flags', bits, [
  ['CLONE_FILES', 1 << 0, 0x400],
  ['CLONE_FS', 1 << 1, 0x200],
  ['CLONE_IO', 1 << 2, 0x80000000],
  ['CLONE_NEWIPC', 1 << 3, 0x8000000],
  ['CLONE_NEWNET', 1 << 4, 0x40000000],
  ['CLONE_NEWNS', 1 << 5, 0x20000],
  ['CLONE_NEWPID', 1 << 6, 0x20000000],
  ['CLONE_NEWUTS', 1 << 7, 0x4000000],
  ['CLONE_PARENT', 1 << 8, 0x8000],
  ['CLONE_PARENT_SETTID', 1 << 9, 0x100000],
  ['CLONE_PTRACE', 1 << 10, 0x2000],
  ['CLONE_SIGHAND', 1 << 11, 0x800],
  ['CLONE_SYSVSEM', 1 << 12, 0x40000],
  ['CLONE_THREAD', 1 << 13, 0x10000],
  ['CLONE_UNTRACED', 1 << 14, 0x800000],
  ['CLONE_VM', 1 << 15, 0x100],
  ['CLONE_INVERTED', 1 << 16],
  ['NAME_CHANGED', 1 << 17],
  ['CLOSED', 1 << 18],
  ['CLONE_NEWUSER', 1 << 20, 0x10000000],
  ['CLONE_CHILD_CLEARTID', 1 << 23, 0x200000],
  ['CLONE_CHILD_SETTID', 1 << 24, 0x1000000],
  ['CLONE_SETTLS', 1 << 25, 0x80000],
  ['CLONE_STOPPED', 1 << 26],
  ['CLONE_VFORK', 1 << 27, 0x4000],
  ['CLONE_NEWCGROUP', 1 << 28, 0x2000000],
]);

/** What tracers say about the file a process was started from. */
export const execveFlags = flagSet('execve_flags', undefined, [
  ['EXE_WRITABLE', 1 << 0],
  ['EXE_UPPER_LAYER', 1 << 1],
  ['EXE_FROM_MEMFD', 1 << 2],
  ['EXE_LOWER_LAYER', 1 << 3],
]);

/** Resource of getrlimit, setrlimit and prlimit. */
export const rlimitResources = flagSet('rlimit_resources', one(255), [
  ['RLIMIT_UNKNOWN', 255],
  ['RLIMIT_RTTIME', 15, 15],
  ['RLIMIT_RTPRIO', 14, 14],
  ['RLIMIT_NICE', 13, 13],
  ['RLIMIT_MSGQUEUE', 12, 12],
  ['RLIMIT_SIGPENDING', 11, 11],
  ['RLIMIT_LOCKS', 10, 10],
  ['RLIMIT_AS', 9, 9],
  ['RLIMIT_MEMLOCK', 8, 8],
  ['RLIMIT_NOFILE', 7, 7],
  ['RLIMIT_NPROC', 6, 6],
  ['RLIMIT_RSS', 5, 5],
  ['RLIMIT_CORE', 4, 4],
  ['RLIMIT_STACK', 3, 3],
  ['RLIMIT_DATA', 2, 2],
  ['RLIMIT_FSIZE', 1, 1],
  ['RLIMIT_CPU', 0, 0],
]);

/** Option of prctl. */
export const prctlOptions = flagSet('prctl_options', same(), [
  ['PR_GET_DUMPABLE', 3],
  ['PR_SET_DUMPABLE', 4],
  ['PR_GET_KEEPCAPS', 7],
  ['PR_SET_KEEPCAPS', 8],
  ['PR_SET_NAME', 15],
  ['PR_GET_NAME', 16],
  ['PR_GET_SECCOMP', 21],
  ['PR_SET_SECCOMP', 22],
  ['PR_CAPBSET_READ', 23],
  ['PR_CAPBSET_DROP', 24],
  ['PR_GET_SECUREBITS', 27],
  ['PR_SET_SECUREBITS', 28],
  ['PR_MCE_KILL', 33],
  ['PR_SET_MM', 35],
  ['PR_SET_CHILD_SUBREAPER', 36],
  ['PR_GET_CHILD_SUBREAPER', 37],
  ['PR_SET_NO_NEW_PRIVS', 38],
  ['PR_GET_NO_NEW_PRIVS', 39],
  ['PR_GET_TID_ADDRESS', 40],
  ['PR_SET_THP_DISABLE', 41],
  ['PR_GET_THP_DISABLE', 42],
  ['PR_CAP_AMBIENT', 47],
]);

/** Flags of pidfd_open. */
export const pidfdOpenFlags = flagSet('pidfd_open_flags', bits, [['PIDFD_NONBLOCK', 1 << 0, 0o4000]]);

/** Request of ptrace. Kernel numbers: linux/ptrace.h, asm/ptrace-abi.h. */
export const ptraceRequests = flagSet('ptrace_requests', one(0), [
  ['PTRACE_SINGLEBLOCK', 38, 33],
  ['PTRACE_SYSEMU_SINGLESTEP', 37, 32],
  ['PTRACE_SYSEMU', 36, 31],
  ['PTRACE_ARCH_PRCTL', 35, 30],
  ['PTRACE_SET_THREAD_AREA', 34, 26],
  ['PTRACE_GET_THREAD_AREA', 33, 25],
  ['PTRACE_OLDSETOPTIONS', 32, 21],
  ['PTRACE_SETFPXREGS', 31, 19],
  ['PTRACE_GETFPXREGS', 30, 18],
  ['PTRACE_SETFPREGS', 29, 15],
  ['PTRACE_GETFPREGS', 28, 14],
  ['PTRACE_SETREGS', 27, 13],
  ['PTRACE_GETREGS', 26, 12],
  ['PTRACE_SETSIGMASK', 25, 0x420b],
  ['PTRACE_GETSIGMASK', 24, 0x420a],
  ['PTRACE_PEEKSIGINFO', 23, 0x4209],
  ['PTRACE_LISTEN', 22, 0x4208],
  ['PTRACE_INTERRUPT', 21, 0x4207],
  ['PTRACE_SEIZE', 20, 0x4206],
  ['PTRACE_SETREGSET', 19, 0x4205],
  ['PTRACE_GETREGSET', 18, 0x4204],
  ['PTRACE_SETSIGINFO', 17, 0x4203],
  ['PTRACE_GETSIGINFO', 16, 0x4202],
  ['PTRACE_GETEVENTMSG', 15, 0x4201],
  ['PTRACE_SETOPTIONS', 14, 0x4200],
  ['PTRACE_SYSCALL', 13, 24],
  ['PTRACE_DETACH', 12, 17],
  ['PTRACE_ATTACH', 11, 16],
  ['PTRACE_SINGLESTEP', 10, 9],
  ['PTRACE_KILL', 9, 8],
  ['PTRACE_CONT', 8, 7],
  ['PTRACE_POKEUSR', 7, 6],
  ['PTRACE_POKEDATA', 6, 5],
  ['PTRACE_POKETEXT', 5, 4],
  ['PTRACE_PEEKUSR', 4, 3],
  ['PTRACE_PEEKDATA', 3, 2],
  ['PTRACE_PEEKTEXT', 2, 1],
  ['PTRACE_TRACEME', 1, 0],
  ['PTRACE_UNKNOWN', 0],
]);
