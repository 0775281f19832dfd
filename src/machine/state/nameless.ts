import { eventNumber, FdType } from '../../event/index.ts';
import type { StateHandler } from '../current.ts';
import { Fd } from '../fd.ts';
import { addFd, findFd } from '../fd-table.ts';
import { i64, text, u32, unsigned } from '../params.ts';

const BPF_MAP_CREATE = 0;
const BPF_PROG_LOAD = 5;

/** The exit's result is a new fd of this type, without a name. */
function made(type: number, flagsParam = -1): StateHandler {
  return (current, thread) => {
    const { evt } = current;
    const number = i64(evt, 0, -1);
    if (number < 0) return;
    const openFlags = flagsParam < 0 ? 0 : unsigned(evt, flagsParam, 0);
    addFd(current, thread, number, Fd.of({ type, name: '', openFlags }));
  };
}

/** What sysdig makes no fd of, and so shows without a type in all later events; its successors do. */
function madeUnlessClassic(make: StateHandler): StateHandler {
  return (current, thread) => {
    const { mends, exitOnly } = current.machine;
    if (mends || exitOnly) make(current, thread);
  };
}

/** Both ends of a pipe share an inode. */
function madePipe(flagsParam: number): StateHandler {
  return (current, thread) => {
    const { evt } = current;
    if (i64(evt, 0, -1) < 0) return;
    const end = Fd.of({
      type: FdType.fifo,
      name: '',
      inode: evt.has(3, 8) ? evt.u64(3) : 0,
      openFlags: flagsParam < 0 ? 0 : u32(evt, flagsParam, 0),
    });
    addFd(current, thread, i64(evt, 1, -1), end);
    addFd(current, thread, i64(evt, 2, -1), end);
  };
}

const madeSocketPair: StateHandler = (current, thread) => {
  const { evt } = current;
  if (i64(evt, 0, -1) < 0) return;
  const end = Fd.of({
    type: FdType.unix,
    name: '',
    unixSource: evt.has(3, 8) ? evt.bigU64(3) : 0n,
    unixPeer: evt.has(4, 8) ? evt.bigU64(4) : 0n,
  });
  addFd(current, thread, i64(evt, 1, -1), end);
  addFd(current, thread, i64(evt, 2, -1), end);
  // The second number is the last one, but the event is about the first.
  current.setFd(end);
};

const madeMemfd: StateHandler = (current, thread) => {
  const { evt } = current;
  const number = i64(evt, 0, -1);
  if (number >= 0) addFd(current, thread, number, Fd.of({ type: FdType.memfd, name: text(evt, 1), openFlags: u32(evt, 2, 0) }));
};

const madePidfd: StateHandler = (current, thread) => {
  const { evt } = current;
  const number = i64(evt, 0, -1);
  if (number < 0) return;
  const name = `/proc/${i64(evt, 1, -1)}`;
  addFd(current, thread, number, Fd.of({ type: FdType.pidfd, name, openFlags: u32(evt, 2, 0) }));
};

/** An fd of another process, got through a pidfd of that process. */
const gotFromOther: StateHandler = (current, thread) => {
  const { evt, machine } = current;
  const number = i64(evt, 0, -1);
  if (number < 0) return;
  const pid = /^\/proc\/(\d+)$/.exec(findFd(thread, i64(evt, 1, -1))?.name ?? '')?.[1];
  const owner = pid === undefined ? undefined : machine.table.get(Number(pid));
  const fd = owner === undefined ? undefined : findFd(owner, i64(evt, 2, -1));
  if (fd !== undefined) addFd(current, thread, number, fd);
};

/** The first form: a byte tells whether the result is an fd (0) or not (1). */
const madeBpf: StateHandler = (current, thread) => {
  const { evt } = current;
  if (!evt.has(0, 9) || evt.u8(0) !== 0) return;
  const at = evt.offset(0) + 1;
  const number = evt.view.getInt32(at + 4, true) * 4294967296 + (evt.view.getInt32(at, true) >>> 0);
  if (number >= 0) addFd(current, thread, number, Fd.of({ type: FdType.bpf, name: '' }));
};

/** The second form: the command tells. */
const madeBpfByCommand: StateHandler = (current, thread) => {
  const { evt } = current;
  const number = i64(evt, 0, -1);
  const command = u32(evt, 1, -1);
  if (number >= 0 && (command === BPF_MAP_CREATE || command === BPF_PROG_LOAD)) {
    addFd(current, thread, number, Fd.of({ type: FdType.bpf, name: '' }));
  }
};

const syscall = (name: string) => eventNumber(`PPME_SYSCALL_${name}_X`);

export const namelessHandlers: readonly (readonly [number, StateHandler])[] = [
  [syscall('PIPE'), madePipe(-1)],
  [syscall('PIPE2'), madePipe(4)],
  [eventNumber('PPME_SOCKET_SOCKETPAIR_X'), madeSocketPair],
  [syscall('EVENTFD'), made(FdType.event)],
  [syscall('EVENTFD2'), made(FdType.event, 1)],
  [syscall('SIGNALFD'), made(FdType.signalfd)],
  [syscall('SIGNALFD4'), made(FdType.signalfd, 1)],
  [syscall('TIMERFD_CREATE'), made(FdType.timerfd)],
  [syscall('INOTIFY_INIT'), made(FdType.inotify)],
  [syscall('INOTIFY_INIT1'), made(FdType.inotify, 1)],
  [syscall('EPOLL_CREATE'), made(FdType.eventpoll)],
  [syscall('EPOLL_CREATE1'), made(FdType.eventpoll)],
  [syscall('USERFAULTFD'), madeUnlessClassic(made(FdType.userfaultfd))],
  [syscall('IO_URING_SETUP'), made(FdType.ioUring)],
  [syscall('MEMFD_CREATE'), madeMemfd],
  [syscall('PIDFD_OPEN'), madePidfd],
  [syscall('PIDFD_GETFD'), gotFromOther],
  [syscall('BPF'), madeUnlessClassic(madeBpf)],
  [syscall('BPF_2'), madeBpfByCommand],
];
