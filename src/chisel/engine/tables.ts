import { l4ProtoName } from '../../event/index.ts';
import {
  addressText,
  containerTypes,
  type EventPredicate,
  type Fd,
  isInetSocket,
  kindOfFd,
  type Machine,
  type Thread,
} from '../../machine/index.ts';
import type { ContainerInfo, FdInfo, SocketInfo, ThreadInfo } from '../api/index.ts';

/** Absolute time of a moment on the cursor's time base, ns since 1970. */
export type ToAbsolute = (time: number) => bigint;

/**
 * The threads of a machine as plain records.
 *
 * @param filter only threads of which it matches an fd or, where they have none, the thread itself; must not be asked while an event is handled
 */
export function threadsOf(machine: Machine, absolute: ToAbsolute, filter?: EventPredicate, withoutFds = false): ThreadInfo[] {
  if (filter === undefined) {
    return [...machine.threads.values()].map((thread) => threadInfo(machine, thread, absolute, withoutFds ? [] : fdsOf(thread)));
  }
  return [...machine.matchingFds(filter)].map(([thread, numbers]) =>
    threadInfo(machine, thread, absolute, withoutFds ? [] : fdsOf(thread).filter(({ num }) => numbers.has(num))),
  );
}

function threadInfo(machine: Machine, thread: Thread, absolute: ToAbsolute, fds: readonly FdInfo[]): ThreadInfo {
  return {
    tid: thread.tid,
    pid: thread.pid,
    ptid: thread.ptid,
    comm: thread.comm,
    exe: thread.exe,
    args: thread.args,
    env: thread.env,
    cwd: thread.cwd,
    flags: thread.flags,
    uid: thread.uid,
    gid: thread.gid,
    user: machine.users.get(thread.uid, thread.containerId)?.name ?? '<NA>',
    containerId: thread.containerId,
    fdLimit: thread.fdLimit,
    childCount: thread.childCount,
    vmSize: thread.vmSize,
    vmRss: thread.vmRss,
    vmSwap: thread.vmSwap,
    pfMajor: thread.pfMajor,
    pfMinor: thread.pfMinor,
    cloneTime: thread.cloneTime === undefined ? 0n : absolute(thread.cloneTime),
    isMain: thread.isMain,
    fds,
  };
}

function fdsOf(thread: Thread): FdInfo[] {
  return [...thread.fds.entries()].map(([num, fd]) => {
    const kind = kindOfFd(fd.type);
    return { num, name: fd.name, type: kind?.name, typeChar: kind?.char, socket: socketOf(fd) };
  });
}

function socketOf(fd: Fd): SocketInfo | undefined {
  const { tuple } = fd;
  if (tuple === undefined || !isInetSocket(fd)) return undefined;
  const listens = fd.name !== '' && !fd.name.includes('->');
  const [client, server] = listens ? [0, tuple.source] : [tuple.source, tuple.destination];
  const [clientPort, serverPort] = listens ? [0, tuple.sourcePort] : [tuple.sourcePort, tuple.destinationPort];
  return {
    client: addressText(client),
    clientPort,
    server: addressText(server),
    serverPort,
    protocol: l4ProtoName(tuple.l4proto),
    listens,
    isServer: fd.role === undefined ? undefined : fd.role === 'server',
  };
}

/** The containers of a machine. */
export function containersOf(machine: Machine): ContainerInfo[] {
  const types = new Map(containerTypes);
  return [...machine.containers.values()].map(({ id, name, image, type }) => ({ id, name, image, type: types.get(type) ?? '' }));
}
