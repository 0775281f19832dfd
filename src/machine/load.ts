import { type FdEntry, FdType, type InitialState, L4Proto, type ThreadEntry } from '../event/index.ts';
import { ipv4At, ipv6At, isMappedIpv4 } from './address.ts';
import { Fd, type Tuple } from './fd.ts';
import { splitEnvironment, splitNul } from './params.ts';
import { printable } from './paths.ts';
import { endsText, endText, noAddress, socketType, swapped } from './sockets.ts';
import { goTo } from './state/directory.ts';
import { Thread, ThreadFlag } from './thread.ts';
import type { ThreadTable } from './thread-table.ts';

/** Fills an empty thread table with the threads and fds that were there at the start. Containers are not looked at yet. */
export function loadThreads(table: ThreadTable, { threads, fdLists }: InitialState): void {
  for (const entry of threads) table.put(threadOf(entry));
  table.linkAll();
  const listening = new Set<number>();
  const connections: { readonly thread: Thread; readonly number: number }[] = [];
  for (const { tid, fds } of fdLists) {
    const thread = table.get(tid);
    if (thread === undefined) continue;
    for (const entry of fds) {
      const fd = fdOf(entry);
      if (fd === undefined) continue;
      if (isListening(fd)) listening.add(fd.tuple?.sourcePort ?? 0);
      if (fd.type === FdType.ipv4) connections.push({ thread, number: entry.fd });
      thread.fds.set(entry.fd, fd);
    }
  }
  for (const { thread, number } of connections) orient(thread, number, listening);
}

function isListening({ type }: Fd): boolean {
  return type === FdType.ipv4Server || type === FdType.ipv6Server;
}

function threadOf(entry: ThreadEntry): Thread {
  const thread = new Thread(entry.tid, entry.pid);
  thread.ptid = entry.ptid;
  thread.sid = entry.sid;
  thread.vpgid = entry.vpgid;
  thread.pgid = entry.pgid;
  thread.vtid = entry.vtid;
  thread.vpid = entry.vpid;
  thread.comm = entry.comm;
  thread.exe = entry.exe;
  thread.exepath = entry.exepath;
  thread.args = splitNul(entry.args);
  thread.root = entry.root;
  thread.flags = entry.flags | ThreadFlag.ACTIVE | ThreadFlag.NAME_CHANGED;
  thread.uid = entry.uid >>> 0;
  thread.gid = entry.gid >>> 0;
  thread.loginuid = entry.loginuid === undefined ? -1 : entry.loginuid | 0;
  thread.tty = entry.tty === undefined ? 0 : entry.tty | 0;
  thread.fdLimit = entry.fdLimit;
  thread.vmSize = entry.vmSize;
  thread.vmRss = entry.vmRss;
  thread.vmSwap = entry.vmSwap;
  thread.pfMajor = entry.pfMajor;
  thread.pfMinor = entry.pfMinor;
  thread.exeWritable = entry.exeWritable ?? false;
  thread.exeUpperLayer = entry.exeUpperLayer ?? false;
  thread.exeLowerLayer = entry.exeLowerLayer ?? false;
  thread.exeFromMemfd = entry.exeFromMemfd ?? false;
  thread.capInheritable = entry.capInheritable;
  thread.capPermitted = entry.capPermitted;
  thread.capEffective = entry.capEffective;
  thread.exeInode = entry.exeInode;
  thread.exeInodeCtime = entry.exeInodeCtime;
  thread.exeInodeMtime = entry.exeInodeMtime;
  thread.pidnsInitStart = entry.pidnsInitStart;
  if (thread.isMain) {
    thread.env = splitEnvironment(entry.env);
    goTo(thread, entry.cwd);
  }
  return thread;
}

/** An fd of the tables; undefined for types nothing is known of. */
function fdOf(entry: FdEntry): Fd | undefined {
  const { type, inode } = entry;
  const name = printable(entry.name);
  switch (type) {
    case FdType.ipv4:
    case FdType.ipv6:
      return connection(entry);
    case FdType.ipv4Server:
    case FdType.ipv6Server:
      return listener(entry);
    case FdType.unix:
      return Fd.of({
        type,
        name,
        inode,
        unixSource: entry.unixSource,
        unixPeer: entry.unixPeer,
        role: name === '' ? 'client' : 'server',
      });
    default:
      if (type < FdType.file || type > FdType.pidfd) return undefined;
      return Fd.of({ type, name, inode, openFlags: entry.openFlags, device: entry.device, mountId: entry.mountId });
  }
}

function connection(entry: FdEntry): Fd {
  const { source, destination, sourcePort = 0, destinationPort = 0, l4proto = L4Proto.unknown, inode } = entry;
  const tuple: Tuple = {
    source: addressOf(source, destination),
    sourcePort,
    destination: addressOf(destination, source),
    destinationPort,
    l4proto,
  };
  const connected = l4proto === L4Proto.tcp ? true : undefined;
  return Fd.of({ type: socketType(tuple.source), name: endsText(tuple), inode, tuple, connected });
}

/** An address of a connection; IPv4 also where both ends are IPv4 in IPv6 clothes. */
function addressOf(bytes: Uint8Array | undefined, other: Uint8Array | undefined): number | string {
  if (bytes === undefined) return 0;
  if (bytes.length === 4) return ipv4At(bytes, 0);
  const mapped = isMappedIpv4(bytes, 0) && (other === undefined || isMappedIpv4(other, 0));
  return mapped ? ipv4At(bytes, 12) : ipv6At(bytes, 0);
}

function listener({ type, source, sourcePort = 0, l4proto = L4Proto.unknown, inode }: FdEntry): Fd {
  const address = source === undefined ? 0 : source.length === 4 ? ipv4At(source, 0) : ipv6At(source, 0);
  const tuple: Tuple = { source: address, sourcePort, destination: noAddress(address), destinationPort: 0, l4proto };
  return Fd.of({ type, name: endText(address, sourcePort), inode, tuple });
}

/** A connection of a port on which somebody listens came in from outside: its other end is the client. */
function orient({ fds }: Thread, number: number, listening: ReadonlySet<number>): void {
  const fd = fds.get(number);
  // Threads may share their fds: then one of them was here before.
  if (fd?.type !== FdType.ipv4 || fd.tuple === undefined || fd.role !== undefined) return;
  if (listening.has(fd.tuple.sourcePort)) {
    const tuple = swapped(fd.tuple);
    fds.set(number, fd.with({ tuple, name: endsText(tuple), role: 'server' }));
  } else {
    fds.set(number, fd.with({ role: 'client' }));
  }
}
