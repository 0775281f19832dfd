import { type CgroupFindings, noCgroups } from './cgroups.ts';
import type { EnterCopy } from './enter.ts';
import { FdTable } from './fds.ts';

/** Bits of {@link Thread.flags}: the clone flags as sysdig numbers them (PPM_CL_*) and thread states beside them. */
export const ThreadFlag = {
  CLONE_FILES: 1 << 0,
  CLONE_FS: 1 << 1,
  CLONE_IO: 1 << 2,
  CLONE_NEWIPC: 1 << 3,
  CLONE_NEWNET: 1 << 4,
  CLONE_NEWNS: 1 << 5,
  CLONE_NEWPID: 1 << 6,
  CLONE_NEWUTS: 1 << 7,
  CLONE_PARENT: 1 << 8,
  CLONE_PARENT_SETTID: 1 << 9,
  CLONE_PTRACE: 1 << 10,
  CLONE_SIGHAND: 1 << 11,
  CLONE_SYSVSEM: 1 << 12,
  CLONE_THREAD: 1 << 13,
  CLONE_UNTRACED: 1 << 14,
  CLONE_VM: 1 << 15,
  CLONE_INVERTED: 1 << 16,
  NAME_CHANGED: 1 << 17,
  CLOSED: 1 << 18,
  ACTIVE: 1 << 19,
  CLONE_NEWUSER: 1 << 20,
  PIPE_SRC: 1 << 21,
  PIPE_DST: 1 << 22,
  CLONE_CHILD_CLEARTID: 1 << 23,
  CLONE_CHILD_SETTID: 1 << 24,
  CLONE_SETTLS: 1 << 25,
  CLONE_STOPPED: 1 << 26,
  CLONE_VFORK: 1 << 27,
  CLONE_NEWCGROUP: 1 << 28,
  CHILD_IN_PIDNS: 1 << 29,
  IS_MAIN_THREAD: 1 << 30,
} as const;

/** What a process is there for, as far as its container tells. */
export type ProcessCategory = 'none' | 'container' | 'healthcheck' | 'livenessProbe' | 'readinessProbe';

/** No uid, gid or login uid is known: the value the kernel uses for it, (uid_t)-1. */
export const noUid = 0xffffffff;

/** What the lines of one output show of a thread, and what of the thread it was made from. */
export interface ThreadText {
  readonly owner: object;
  /** See `FixedText.words`. */
  readonly words: readonly number[];
  readonly length: number;
  readonly comm: string;
  readonly pid: number;
  readonly vtid: number;
  readonly vpid: number;
  readonly containerId: string;
}

/**
 * One thread as the events so far show it. Text is a binary string, one char a byte. Unknown numbers are -1, unknown
 * text is empty, unknown bigints are undefined.
 */
export class Thread {
  tid: number;
  pid: number;
  ptid = -1;
  sid = -1;
  vpgid = -1;
  pgid: number | undefined = undefined;
  vtid = -1;
  vpid = -1;
  comm = '';
  exe = '';
  exepath = '';
  args: readonly string[] = [];
  root = '';
  /** `subsystem=path` each. */
  cgroups: readonly string[] = [];
  /** What the control groups tell of the container. */
  cgroupFindings: CgroupFindings = noCgroups;
  /** '' on the host. */
  containerId = '';
  flags = 0;
  /** Unsigned; {@link noUid} where unknown. */
  uid = noUid;
  gid = noUid;
  /** The user who logged in: survives su and sudo. -1 where nobody did. */
  loginuid = -1;
  tty = 0;
  fdLimit = -1;
  /** KiB. */
  vmSize = 0;
  vmRss = 0;
  vmSwap = 0;
  pfMajor = 0;
  pfMinor = 0;
  /** Live threads of the process beside the main thread, kept with the main thread. */
  childCount = 0;
  /** Time of birth as far as it was seen, ns on the cursor's time base; undefined where it was not. */
  cloneTime: number | undefined = undefined;
  /** Time of the last execve that was seen, on the same base. */
  execTime: number | undefined = undefined;
  exeWritable = false;
  exeUpperLayer = false;
  exeLowerLayer = false;
  exeFromMemfd = false;
  capInheritable: bigint | undefined = undefined;
  capPermitted: bigint | undefined = undefined;
  capEffective: bigint | undefined = undefined;
  exeInode: bigint | undefined = undefined;
  exeInodeCtime: bigint | undefined = undefined;
  exeInodeMtime: bigint | undefined = undefined;
  pidnsInitStart: bigint | undefined = undefined;
  category: ProcessCategory = 'none';

  /** Made up for an event of a thread nobody told us about; its name is `<NA>`. */
  invented = false;
  /** Out of the table: whoever still refers to it must look again. */
  removed = false;

  fds: FdTable;

  /** Type number of the last enter event, -1 before the first and where its exit cannot be told any more. */
  lastEventType = -1;
  /** Fd the last event used; -1 for none. As in sysdig, standard input before the first event. */
  lastEventFd = 0;
  // Times are never undefined here, but NaN: engines keep a field that is always a double without boxing it anew.
  /** Time of the last enter event, ns on the cursor's time base; NaN before the first. */
  enterTime = Number.NaN;
  /** Time of the last event of any kind, for finding threads that are gone; NaN before the first. */
  lastSeenTime = Number.NaN;
  /** From the last enter to the exit after it, ns; 0 between them. */
  latency = 0;
  /** {@link Fd.birth} of what the close under way closes; 0 for none. */
  closing = 0;
  /** Bytes of the last enter event, for types whose exit needs them. */
  enter: EnterCopy | undefined = undefined;

  /** Kept by whoever writes lines. */
  lineText: ThreadText | undefined = undefined;

  #main: Thread = this;
  #cwd = '';
  #env: readonly string[] = [];

  constructor(tid: number, pid: number, fds: FdTable = new FdTable()) {
    this.tid = tid;
    this.pid = pid;
    this.fds = fds;
  }

  get isMain(): boolean {
    return this.tid === this.pid || (this.flags & ThreadFlag.IS_MAIN_THREAD) !== 0;
  }

  /** The first thread of the process: itself where it is the main thread, or nothing is known of that. */
  get main(): Thread {
    return this.#main;
  }
  set main(main: Thread) {
    this.#main = main;
  }

  /** From now on the main thread of a process, with the directory and environment of the one it was in. */
  becomeMain(): void {
    if (this.#main === this) return;
    this.#cwd = this.#main.#cwd;
    this.#env = this.#main.#env;
    this.#main = this;
  }

  /** Live threads of the process. */
  get threadCount(): number {
    return this.#main.childCount + 1;
  }

  /** Working directory of the process, with a slash at its end. Kept with the main thread. */
  get cwd(): string {
    return this.#main.#cwd;
  }
  set cwd(cwd: string) {
    this.#main.#cwd = cwd;
  }

  /** Environment of the process, `NAME=value` each. Kept with the main thread. */
  get env(): readonly string[] {
    return this.#main.#env;
  }
  set env(env: readonly string[]) {
    this.#env = env;
  }
}
