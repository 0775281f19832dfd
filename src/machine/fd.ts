import { FdType, type FixedText } from '../event/index.ts';

/**
 * Both ends of a socket as the event gave them: `source` is the client's end once the role is known. A listening socket
 * has its own address as the source and nothing at the other end.
 */
export interface Tuple {
  /** IPv4: the address as a u32 in host order. IPv6: 16 bytes as a binary string. */
  readonly source: number | string;
  readonly sourcePort: number;
  readonly destination: number | string;
  readonly destinationPort: number;
  /** One of `L4Proto`. */
  readonly l4proto: number;
}

/** Whether programs mark spans of their work by writing to an fd. */
export const Tracing = {
  never: 0,
  /** It is /dev/null, and nothing that tells was written yet. */
  perhaps: 1,
  always: 2,
} as const;

/** Where programs write the marks. */
const tracerFile = '/dev/null';

/** What a thread's fd number stands for. */
export interface FdInit {
  readonly type: number;
  readonly name: string;
  readonly tuple?: Tuple | undefined;
  readonly role?: 'client' | 'server' | undefined;
  readonly connected?: boolean | undefined;
  readonly openFlags?: number | undefined;
  readonly device?: number | undefined;
  readonly inode?: bigint | number | undefined;
  readonly mountId?: number | undefined;
  readonly unixSource?: bigint | undefined;
  readonly unixPeer?: bigint | undefined;
  readonly oldName?: string | undefined;
  readonly tracing?: number | undefined;
}

/** What is written of an fd, prepared. */
export interface FdTexts {
  readonly name: FixedText;
  /** What an argument list shows behind the fd's number, parentheses included. */
  readonly argument: FixedText;
}

let births = 0;

/**
 * An open fd. Immutable: an event that changes it puts a new one into the table, so that a forked process can share
 * its parent's table entries, and so that values rendered once (name, directory) can be kept with it.
 */
export class Fd {
  /** One of the numbers of `FdType`. */
  readonly type: number;
  /** Path, or `a:p->b:q`, or a description; a binary string, one char a byte. */
  readonly name: string;
  readonly tuple: Tuple | undefined;
  /** Which end of a connection this machine is, where it is known. */
  readonly role: 'client' | 'server' | undefined;
  /** Sockets: whether connect succeeded; undefined while nothing is known. */
  readonly connected: boolean | undefined;
  /** PPM_O_* bits of the open. */
  readonly openFlags: number;
  readonly device: number;
  readonly inode: bigint | number;
  readonly mountId: number;
  readonly unixSource: bigint;
  readonly unixPeer: bigint;
  /** The name before the event that renamed it (a datagram socket talking to another peer). */
  readonly oldName: string;
  /** One of {@link Tracing}. */
  readonly tracing: number;
  /** Kept by whoever writes it; undefined until somebody did. */
  texts: FdTexts | undefined = undefined;

  /** Tells apart what was opened under the same number one after the other, where the machine mends; {@link with} keeps it. */
  readonly birth: number;

  /**
   * One argument a property: engines make objects of one shape, from arguments, several times faster than from literals
   * of many shapes. Whoever is not in a hurry uses {@link Fd.of}.
   */
  private constructor(
    birth: number,
    type: number,
    name: string,
    tuple: Tuple | undefined,
    role: 'client' | 'server' | undefined,
    connected: boolean | undefined,
    openFlags: number,
    device: number,
    inode: bigint | number,
    mountId: number,
    unixSource: bigint,
    unixPeer: bigint,
    oldName: string,
    tracing: number,
  ) {
    this.birth = birth;
    this.type = type;
    this.name = name;
    this.tuple = tuple;
    this.role = role;
    this.connected = connected;
    this.openFlags = openFlags;
    this.device = device;
    this.inode = inode;
    this.mountId = mountId;
    this.unixSource = unixSource;
    this.unixPeer = unixPeer;
    this.oldName = oldName;
    this.tracing = tracing;
  }

  /** A new fd. */
  static of(init: FdInit): Fd {
    const { type, name, tuple, role, connected, openFlags = 0, device = 0, inode = 0, mountId = 0 } = init;
    const { unixSource = 0n, unixPeer = 0n, oldName = '', tracing = tracingOf(name) } = init;
    return new Fd(++births, type, name, tuple, role, connected, openFlags, device, inode, mountId, unixSource, unixPeer, oldName, tracing);
  }

  /** An open file or directory: by far the most frequent kind of new fd. */
  static file(type: number, name: string, openFlags: number, device: number, inode: bigint | number): Fd {
    return new Fd(++births, type, name, undefined, undefined, undefined, openFlags, device, inode, 0, 0n, 0n, '', tracingOf(name));
  }

  /** The same fd with some properties changed: those that are given and not undefined. */
  with(changes: Partial<FdInit>): Fd {
    return new Fd(
      this.birth,
      changes.type ?? this.type,
      changes.name ?? this.name,
      changes.tuple ?? this.tuple,
      changes.role ?? this.role,
      changes.connected ?? this.connected,
      changes.openFlags ?? this.openFlags,
      changes.device ?? this.device,
      changes.inode ?? this.inode,
      changes.mountId ?? this.mountId,
      changes.unixSource ?? this.unixSource,
      changes.unixPeer ?? this.unixPeer,
      changes.oldName ?? this.oldName,
      changes.tracing ?? this.tracing,
    );
  }
}

function tracingOf(name: string): number {
  return name === tracerFile ? Tracing.perhaps : Tracing.never;
}

interface KindOfFd {
  /** What `fd.type` shows. */
  readonly name: string;
  /** What `fd.typechar` shows, the letter of `<f>` in argument lists. */
  readonly char: string;
}

const kinds = new Map<number, KindOfFd>([
  [FdType.file, { name: 'file', char: 'f' }],
  [FdType.fileV2, { name: 'file', char: 'f' }],
  [FdType.directory, { name: 'directory', char: 'd' }],
  [FdType.ipv4, { name: 'ipv4', char: '4' }],
  [FdType.ipv6, { name: 'ipv6', char: '6' }],
  [FdType.ipv4Server, { name: 'ipv4', char: '4' }],
  [FdType.ipv6Server, { name: 'ipv6', char: '6' }],
  [FdType.fifo, { name: 'pipe', char: 'p' }],
  [FdType.unix, { name: 'unix', char: 'u' }],
  [FdType.event, { name: 'event', char: 'e' }],
  [FdType.signalfd, { name: 'signalfd', char: 's' }],
  [FdType.eventpoll, { name: 'eventpoll', char: 'l' }],
  [FdType.inotify, { name: 'inotify', char: 'i' }],
  [FdType.timerfd, { name: 'timerfd', char: 't' }],
  [FdType.netlink, { name: 'netlink', char: 'n' }],
  [FdType.bpf, { name: 'bpf', char: 'b' }],
  [FdType.userfaultfd, { name: 'userfaultfd', char: 'u' }],
  [FdType.ioUring, { name: 'io_uring', char: 'r' }],
  [FdType.memfd, { name: 'memfd', char: 'm' }],
  [FdType.pidfd, { name: 'pidfd', char: 'P' }],
]);

/** Name and letter of an fd type; undefined for a type that has none. */
export function kindOfFd(type: number): KindOfFd | undefined {
  return kinds.get(type);
}

/** Whether the fd is an IPv4 or IPv6 socket, connected or listening. */
export function isInetSocket(fd: Fd): boolean {
  return fd.type >= FdType.ipv4 && fd.type <= FdType.ipv6Server;
}
