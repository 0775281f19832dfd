import { words } from './number-names.ts';
import { nativeSyscalls } from './syscalls.ts';
import { ia32Syscalls } from './syscalls-ia32.ts';
import type { Category } from './types.ts';

/** What a generic event's `ID` stands for. */
export interface SyscallCode {
  /** Name of the system call, which generic events show as their type. */
  readonly name: string;
  readonly category: Category;
}

/**
 * Codes below this are sysdig 0.29.3's; it crashes at most of the others. Nine calls have a second code, from 305 on:
 * their forms for 32-bit user ids, which nothing writes on x86_64.
 */
export const CLASSIC_SYSCALL_CODES = 329;

/** All codes in order, as runs of one category: categories of the classic ones are sysdig's. */
const runs: readonly (readonly [Category, string])[] = [
  ['OTHER', '<unknown>'],
  ['SYSTEM', 'restart_syscall'],
  ['PROCESS', 'exit'],
  ['IO_READ', 'read'],
  ['IO_WRITE', 'write'],
  ['FILE', 'open close creat link unlink chdir'],
  ['TIME', 'time'],
  ['FILE', 'mknod chmod stat lseek'],
  ['PROCESS', 'getpid'],
  ['FILE', 'mount'],
  ['OTHER', 'ptrace'],
  ['TIME', 'alarm'],
  ['FILE', 'fstat'],
  ['WAIT', 'pause'],
  ['TIME', 'utime'],
  ['FILE', 'access'],
  ['IO_OTHER', 'sync'],
  ['IPC', 'kill'],
  ['FILE', 'rename mkdir rmdir'],
  ['IO_OTHER', 'dup'],
  ['IPC', 'pipe'],
  ['TIME', 'times'],
  ['MEMORY', 'brk'],
  ['PROCESS', 'acct'],
  ['IO_OTHER', 'ioctl'],
  ['WAIT', 'fcntl'],
  ['PROCESS', 'setpgid umask'],
  ['IPC', 'chroot'],
  ['FILE', 'ustat'],
  ['IO_OTHER', 'dup2'],
  ['PROCESS', 'getppid getpgrp setsid'],
  ['SYSTEM', 'sethostname'],
  ['PROCESS', 'setrlimit getrusage'],
  ['TIME', 'gettimeofday settimeofday'],
  ['FILE', 'symlink lstat readlink'],
  ['PROCESS', 'uselib swapon'],
  ['SYSTEM', 'reboot'],
  ['FILE', 'mmap munmap truncate ftruncate fchmod'],
  ['PROCESS', 'getpriority setpriority'],
  ['FILE', 'statfs fstatfs'],
  ['SYSTEM', 'syslog'],
  ['TIME', 'setitimer getitimer'],
  ['SYSTEM', 'uname'],
  ['OTHER', 'vhangup'],
  ['WAIT', 'wait4'],
  ['SYSTEM', 'swapoff sysinfo'],
  ['IO_OTHER', 'fsync'],
  ['SYSTEM', 'setdomainname adjtimex'],
  ['MEMORY', 'mprotect'],
  ['SYSTEM', 'init_module delete_module quotactl'],
  ['PROCESS', 'getpgid'],
  ['FILE', 'fchdir'],
  ['SYSTEM', 'sysfs'],
  ['PROCESS', 'personality'],
  ['FILE', 'getdents'],
  ['WAIT', 'select'],
  ['FILE', 'flock'],
  ['IO_OTHER', 'msync'],
  ['IO_READ', 'readv'],
  ['IO_WRITE', 'writev'],
  ['PROCESS', 'getsid'],
  ['IO_OTHER', 'fdatasync'],
  ['MEMORY', 'mlock munlock mlockall munlockall'],
  ['PROCESS', 'sched_setparam sched_getparam sched_setscheduler sched_getscheduler'],
  ['SLEEP', 'sched_yield'],
  ['PROCESS', 'sched_get_priority_max sched_get_priority_min sched_rr_get_interval'],
  ['SLEEP', 'nanosleep'],
  ['FILE', 'mremap'],
  ['WAIT', 'poll'],
  ['PROCESS', 'prctl'],
  ['SIGNAL', 'rt_sigaction rt_sigprocmask rt_sigpending rt_sigtimedwait rt_sigqueueinfo rt_sigsuspend'],
  ['FILE', 'getcwd'],
  ['PROCESS', 'capget capset'],
  ['FILE', 'sendfile'],
  ['PROCESS', 'getrlimit'],
  ['FILE', 'lchown'],
  ['USER', 'getuid getgid geteuid getegid setreuid setregid getgroups setgroups'],
  ['FILE', 'fchown'],
  ['USER', 'setresuid getresuid setresgid getresgid'],
  ['FILE', 'chown'],
  ['USER', 'setuid setgid setfsuid setfsgid'],
  ['PROCESS', 'pivot_root'],
  ['MEMORY', 'mincore madvise'],
  ['PROCESS', 'gettid'],
  [
    'FILE',
    `
    setxattr lsetxattr fsetxattr getxattr lgetxattr fgetxattr listxattr llistxattr flistxattr removexattr lremovexattr fremovexattr
    `,
  ],
  ['SIGNAL', 'tkill'],
  ['IPC', 'futex'],
  ['PROCESS', 'sched_setaffinity sched_getaffinity set_thread_area get_thread_area'],
  ['IO_OTHER', 'io_setup io_destroy io_getevents io_submit io_cancel exit_group'],
  ['WAIT', 'epoll_create epoll_ctl epoll_wait'],
  ['FILE', 'remap_file_pages'],
  ['PROCESS', 'set_tid_address'],
  ['TIME', 'timer_create timer_settime timer_gettime timer_getoverrun timer_delete clock_settime clock_gettime clock_getres'],
  ['SLEEP', 'clock_nanosleep'],
  ['SIGNAL', 'tgkill'],
  ['FILE', 'utimes'],
  ['IPC', 'mq_open mq_unlink mq_timedsend mq_timedreceive mq_notify mq_getsetattr'],
  ['SYSTEM', 'kexec_load'],
  ['WAIT', 'waitid'],
  ['SYSTEM', 'add_key request_key keyctl'],
  ['PROCESS', 'ioprio_set ioprio_get'],
  ['IPC', 'inotify_init inotify_add_watch inotify_rm_watch'],
  ['FILE', 'openat mkdirat mknodat fchownat futimesat unlinkat renameat linkat symlinkat readlinkat fchmodat faccessat'],
  ['WAIT', 'pselect6 ppoll'],
  ['PROCESS', 'unshare set_robust_list get_robust_list'],
  ['IPC', 'splice tee vmsplice'],
  ['PROCESS', 'getcpu'],
  ['WAIT', 'epoll_pwait'],
  ['FILE', 'utimensat'],
  ['SIGNAL', 'signalfd'],
  ['TIME', 'timerfd_create'],
  ['IPC', 'eventfd'],
  ['TIME', 'timerfd_settime timerfd_gettime'],
  ['SIGNAL', 'signalfd4'],
  ['IPC', 'eventfd2'],
  ['WAIT', 'epoll_create1'],
  ['IO_OTHER', 'dup3'],
  ['IPC', 'pipe2 inotify_init1'],
  ['IO_READ', 'preadv'],
  ['IO_WRITE', 'pwritev'],
  ['OTHER', 'rt_tgsigqueueinfo perf_event_open'],
  ['IPC', 'fanotify_init'],
  ['PROCESS', 'prlimit64'],
  ['OTHER', 'clock_adjtime'],
  ['FILE', 'syncfs'],
  ['PROCESS', 'setns'],
  ['IPC', 'getdents64'],
  [
    'NET',
    `
    socket bind connect listen accept getsockname getpeername socketpair sendto recvfrom shutdown setsockopt getsockopt sendmsg
    sendmmsg recvmsg recvmmsg accept4
    `,
  ],
  ['IPC', 'semop semget semctl msgsnd msgrcv msgget msgctl shmdt shmget shmctl'],
  ['FILE', 'statfs64 fstatfs64 fstatat64 sendfile64'],
  ['PROCESS', 'ugetrlimit'],
  ['OTHER', 'bdflush'],
  ['SIGNAL', 'sigprocmask'],
  ['IPC', 'ipc'],
  ['NET', 'socketcall'],
  ['FILE', 'stat64 lstat64 fstat64 fcntl64 mmap2'],
  ['WAIT', 'newselect'],
  ['SIGNAL', 'sgetmask ssetmask sigpending'],
  ['SYSTEM', 'olduname'],
  ['FILE', 'umount'],
  ['SIGNAL', 'signal'],
  ['PROCESS', 'nice'],
  ['TIME', 'stime'],
  ['FILE', 'llseek'],
  ['WAIT', 'waitpid'],
  ['FILE', 'pread64 pwrite64'],
  ['PROCESS', 'arch_prctl'],
  ['IPC', 'shmat'],
  ['SIGNAL', 'sigreturn'],
  [
    'IO_OTHER',
    `
    fallocate newfstatat process_vm_readv process_vm_writev fork vfork setuid getuid setgid geteuid getgid setresuid setresgid
    getresuid getresgid
    `,
  ],
  ['SYSTEM', 'finit_module'],
  ['OTHER', 'bpf seccomp'],
  ['IO_OTHER', 'sigaltstack getrandom fadvise64'],
  ['FILE', 'renameat2 userfaultfd openat2 umount2'],
  ['SYSTEM', 'execve execveat'],
  ['FILE', 'copy_file_range'],
  ['PROCESS', 'clone clone3'],
  [
    'OTHER',
    `
    open_by_handle_at io_uring_setup io_uring_enter io_uring_register mlock2 getegid32 fsconfig fspick fsmount fsopen open_tree
    move_mount mount_setattr memfd_create memfd_secret ioperm kexec_file_load pidfd_getfd pidfd_open pidfd_send_signal pkey_alloc
    pkey_mprotect pkey_free landlock_create_ruleset quotactl_fd landlock_restrict_self landlock_add_rule epoll_pwait2 migrate_pages
    move_pages preadv2 pwritev2 kcmp sched_setattr mbind epoll_ctl_old lookup_dcookie modify_ldt statx set_mempolicy io_pgetevents
    set_mempolicy_home_node semtimedop get_kernel_syms readahead futex_waitv getpmsg name_to_handle_at process_mrelease nfsservctl
    epoll_wait_old rseq create_module sched_getattr faccessat2 _sysctl query_module get_mempolicy sync_file_range process_madvise
    membarrier iopl close_range fanotify_mark recv send sched_process_exit sched_switch page_fault_user page_fault_kernel
    signal_deliver timerfd s390_pci_mmio_read sigaction s390_pci_mmio_write readdir s390_sthyi sigsuspend idle s390_runtime_instr
    sigreturn s390_guarded_storage cachestat fchmodat2 map_shadow_stack riscv_flush_icache riscv_hwprobe futex_wake futex_requeue
    futex_wait oldstat switch_endian multiplexer oldlstat spu_create sync_file_range2 oldfstat spu_run swapcontext pciconfig_write
    rtas pciconfig_read sys_debug_setcontext vm86 oldolduname subpage_prot pciconfig_iobase listmount statmount lsm_get_self_attr
    lsm_set_self_attr lsm_list_modules mseal uretprobe removexattrat listxattrat getxattrat setxattrat open_tree_attr file_getattr
    file_setattr listns uprobe rseq_slice_yield
    `,
  ],
];

/** System calls by the code that stands in generic events (`PPM_SC_*` in sysdig's sources). */
export const syscallCodes: readonly SyscallCode[] = runs.flatMap(([category, names]) => words(names).map((name) => ({ name, category })));

const codeByName = new Map<string, number>();
for (const [code, { name }] of syscallCodes.slice(0, CLASSIC_SYSCALL_CODES).entries()) {
  if (!codeByName.has(name)) codeByName.set(name, code);
}

/** rt_sigreturn shares the code of the call it replaced. */
const oldName: ReadonlyMap<string, string> = new Map([['rt_sigreturn', 'sigreturn']]);

/**
 * The code a live source writes for a system call of x86_64: a classic one or 0, unknown, because readers of the time
 * crash at others. `nativeID` beside it names the call in any case.
 */
export function codeOfNative(number: number): number {
  return codeOf(nativeSyscalls[number]);
}

/** The same for a system call of a 32-bit program. */
export function codeOfIa32(number: number): number {
  return codeOf(ia32Syscalls[number]?.replace(/^_|32$/g, ''));
}

function codeOf(name: string | undefined): number {
  return name === undefined ? 0 : (codeByName.get(oldName.get(name) ?? name) ?? 0);
}

/** What a generic event is about: by its code, or by its native number where the code says nothing. */
export function syscallOf(code: number, native: number | undefined): SyscallCode {
  const known = syscallCodes[code];
  if (known !== undefined && code !== 0) return known;
  const name = native === undefined ? undefined : nativeSyscalls[native];
  return name === undefined ? unknown : { name, category: 'OTHER' };
}

const unknown: SyscallCode = { name: '<unknown>', category: 'OTHER' };
