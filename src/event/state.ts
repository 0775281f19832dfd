/**
 * The state of a machine at the moment a capture begins, as plain records: what the table blocks of a capture file
 * hold and what a scan of `/proc` finds. Text is a binary string, one char a byte.
 */

/** The machine the events come from. */
export interface MachineInfo {
  readonly cpuCount: number;
  /** Bytes of memory. */
  readonly memorySize: bigint;
  readonly maxPid: bigint;
  readonly hostname: string;
  /** Time the machine started, ns since the epoch; 0n where the writer did not know. */
  readonly bootTime: bigint;
  /** The 24 bytes after the boot time, kept as they are so that a rewritten file holds them. */
  readonly reserved: readonly [bigint, bigint, bigint];
}

/** One address of a network interface. */
export interface InterfaceEntry {
  /** 1 IPv4, 2 IPv6. */
  readonly family: 4 | 6;
  /** 4 or 16 bytes each, in network order. */
  readonly address: Uint8Array;
  readonly netmask: Uint8Array;
  readonly broadcast: Uint8Array;
  /** Bits a second; 0n where unknown. */
  readonly linkSpeed: bigint;
  readonly name: string;
}

export interface UserEntry {
  readonly uid: number;
  readonly gid: number;
  readonly name: string;
  readonly home: string;
  readonly shell: string;
}

export interface GroupEntry {
  readonly gid: number;
  readonly name: string;
}

/** One thread of the process list. Fields a version of the list does not hold are undefined. */
export interface ThreadEntry {
  readonly tid: number;
  readonly pid: number;
  readonly ptid: number;
  readonly sid: number;
  /** Process group in the thread's own pid namespace. */
  readonly vpgid: number;
  readonly comm: string;
  readonly exe: string;
  readonly exepath: string;
  /** Arguments after argv[0], each ended by NUL, as the file holds them. */
  readonly args: string;
  readonly cwd: string;
  readonly fdLimit: number;
  /** PPM_CL_* bits of `clone_flags` and the thread states sysdig keeps beside them. */
  readonly flags: number;
  readonly uid: number;
  readonly gid: number;
  /** KiB. */
  readonly vmSize: number;
  readonly vmRss: number;
  readonly vmSwap: number;
  readonly pfMajor: number;
  readonly pfMinor: number;
  /** Environment, each variable ended by NUL. */
  readonly env: string;
  readonly vtid: number;
  readonly vpid: number;
  /** `subsystem=path`, each ended by NUL. */
  readonly cgroups: string;
  readonly root: string;
  readonly pidnsInitStart: bigint | undefined;
  readonly tty: number | undefined;
  readonly loginuid: number | undefined;
  readonly exeWritable: boolean | undefined;
  readonly capInheritable: bigint | undefined;
  readonly capPermitted: bigint | undefined;
  readonly capEffective: bigint | undefined;
  readonly exeUpperLayer: boolean | undefined;
  readonly exeLowerLayer: boolean | undefined;
  readonly exeFromMemfd: boolean | undefined;
  readonly exeInode: bigint | undefined;
  /** ns since the epoch. */
  readonly exeInodeCtime: bigint | undefined;
  readonly exeInodeMtime: bigint | undefined;
  /** Process group as the host sees it. */
  readonly pgid: number | undefined;
}

/** The numbers of fd types in capture files. */
export const FdType = {
  file: 1,
  directory: 2,
  ipv4: 3,
  ipv6: 4,
  ipv4Server: 5,
  ipv6Server: 6,
  fifo: 7,
  unix: 8,
  event: 9,
  unsupported: 10,
  signalfd: 11,
  eventpoll: 12,
  inotify: 13,
  timerfd: 14,
  netlink: 15,
  fileV2: 16,
  bpf: 17,
  userfaultfd: 18,
  ioUring: 19,
  memfd: 20,
  pidfd: 21,
} as const;

/** One open fd of a thread at the start. Which of the optional parts are there depends on the type. */
export interface FdEntry {
  readonly fd: number;
  readonly inode: bigint;
  /** One of {@link FdType}. */
  readonly type: number;
  /** Path or description; for unix sockets the path. */
  readonly name: string;
  /** Sockets: addresses in network order (4 or 16 bytes), ports in host order. */
  readonly source?: Uint8Array;
  readonly destination?: Uint8Array;
  readonly sourcePort?: number;
  readonly destinationPort?: number;
  /** One of `L4Proto`. */
  readonly l4proto?: number;
  /** Unix sockets: kernel addresses of the two ends. */
  readonly unixSource?: bigint;
  readonly unixPeer?: bigint;
  /** Files: PPM_O_* bits and device. */
  readonly openFlags?: number;
  readonly device?: number;
  readonly mountId?: number;
}

/** All fds of one thread. */
export interface FdList {
  readonly tid: number;
  readonly fds: readonly FdEntry[];
}

/** Everything known about a machine when its events begin. */
export interface InitialState {
  readonly machine: MachineInfo | undefined;
  readonly interfaces: readonly InterfaceEntry[];
  readonly users: readonly UserEntry[];
  readonly groups: readonly GroupEntry[];
  readonly threads: readonly ThreadEntry[];
  readonly fdLists: readonly FdList[];
}
