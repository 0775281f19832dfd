import { type FdEntry, type FdList, FdType, type InitialState, type InterfaceEntry, type ThreadEntry } from '../event/index.ts';
import { bytesOfAddress } from './address.ts';
import { type Fd, isInetSocket } from './fd.ts';
import type { Machine } from './machine.ts';
import { type Thread, ThreadFlag } from './thread.ts';

/** Thread states that are of the running machine, not of the thread: made anew wherever the tables are read. */
const transient = ThreadFlag.ACTIVE | ThreadFlag.NAME_CHANGED | ThreadFlag.CLOSED;

/**
 * The machine as it is now, in the form a capture begins with: for files that begin in the middle of a recording.
 * Threads nobody told us about are left out.
 */
export function snapshotOf(machine: Machine, interfaces: readonly InterfaceEntry[]): InitialState {
  const threads = [...machine.threads.values()].filter(({ invented }) => !invented);
  return {
    machine: machine.info,
    interfaces,
    users: [...machine.users.host()],
    groups: [...machine.groups.host()],
    threads: threads.map(entryOf),
    fdLists: threads.filter(ownsFiles).map(fdListOf),
  };
}

/** Whether the thread's fds are its own: those of a thread that shares its process' are listed there. */
function ownsFiles(thread: Thread): boolean {
  return thread.main === thread || thread.fds !== thread.main.fds;
}

function entryOf(thread: Thread): ThreadEntry {
  return {
    tid: thread.tid,
    pid: thread.pid,
    ptid: thread.ptid,
    sid: thread.sid,
    vpgid: thread.vpgid,
    pgid: thread.pgid,
    vtid: thread.vtid,
    vpid: thread.vpid,
    comm: thread.comm,
    exe: thread.exe,
    exepath: thread.exepath,
    args: eachEnded(thread.args),
    cwd: thread.cwd,
    fdLimit: thread.fdLimit,
    flags: thread.flags & ~transient,
    uid: thread.uid,
    gid: thread.gid,
    vmSize: thread.vmSize,
    vmRss: thread.vmRss,
    vmSwap: thread.vmSwap,
    pfMajor: thread.pfMajor,
    pfMinor: thread.pfMinor,
    env: eachEnded(thread.env),
    cgroups: eachEnded(thread.cgroups),
    root: thread.root,
    pidnsInitStart: thread.pidnsInitStart,
    tty: thread.tty,
    loginuid: thread.loginuid,
    exeWritable: thread.exeWritable,
    capInheritable: thread.capInheritable,
    capPermitted: thread.capPermitted,
    capEffective: thread.capEffective,
    exeUpperLayer: thread.exeUpperLayer,
    exeLowerLayer: thread.exeLowerLayer,
    exeFromMemfd: thread.exeFromMemfd,
    exeInode: thread.exeInode,
    exeInodeCtime: thread.exeInodeCtime,
    exeInodeMtime: thread.exeInodeMtime,
  };
}

/** A list as the tables hold it: each text ended by NUL. */
function eachEnded(texts: readonly string[]): string {
  return texts.map((text) => `${text}\0`).join('');
}

function fdListOf(thread: Thread): FdList {
  return { tid: thread.tid, fds: [...thread.fds.entries()].map(([number, fd]) => fdEntryOf(number, fd)) };
}

/** An fd in the form the tables of a capture hold it. */
export function fdEntryOf(number: number, fd: Fd): FdEntry {
  const entry = { fd: number, inode: BigInt(fd.inode), type: fd.type, name: fd.name };
  if (fd.type === FdType.unix) return { ...entry, unixSource: fd.unixSource, unixPeer: fd.unixPeer };
  if (!isInetSocket(fd)) return { ...entry, openFlags: fd.openFlags, device: fd.device, mountId: fd.mountId };
  const none = fd.type === FdType.ipv4 || fd.type === FdType.ipv4Server ? 0 : '\0'.repeat(16);
  const { source, sourcePort, destination, destinationPort, l4proto } = fd.tuple ?? {
    source: none,
    sourcePort: 0,
    destination: none,
    destinationPort: 0,
    l4proto: 0,
  };
  const near = { address: bytesOfAddress(source), port: sourcePort };
  const far = { address: bytesOfAddress(destination), port: destinationPort };
  // Tables hold this machine's end first; readers turn it round where the port is one somebody listens on.
  const [first, second] = fd.role === 'server' ? [far, near] : [near, far];
  return { ...entry, source: first.address, sourcePort: first.port, destination: second.address, destinationPort: second.port, l4proto };
}
