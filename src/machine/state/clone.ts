import { eventNumber } from '../../event/index.ts';
import type { CurrentEvent } from '../current.ts';
import { i64, u32, unsigned } from '../params.ts';
import { Thread, ThreadFlag } from '../thread.ts';

/** Where a clone, fork or vfork exit holds its parts; -1 where it does not. Those before `flags` are the same in all. */
interface CloneLayout {
  readonly comm: number;
  readonly cgroups: number;
  readonly flags: number;
  readonly uid: number;
  readonly gid: number;
  readonly vtid: number;
  readonly vpid: number;
  /** Page faults and memory, five parameters. */
  readonly memory: number;
}

const EXE = 1;
const ARGS = 2;
const PID = 4;
const PTID = 5;
const FDLIMIT = 7;
const PIDNS_START = 20;

const v11: CloneLayout = { comm: -1, cgroups: -1, flags: 8, uid: 9, gid: 10, vtid: -1, vpid: -1, memory: -1 };
const v16: CloneLayout = { comm: -1, cgroups: -1, flags: 13, uid: 14, gid: 15, vtid: -1, vpid: -1, memory: 8 };
const v17: CloneLayout = { comm: 13, cgroups: -1, flags: 14, uid: 15, gid: 16, vtid: -1, vpid: -1, memory: 8 };
const v20: CloneLayout = { comm: 13, cgroups: 14, flags: 15, uid: 16, gid: 17, vtid: 18, vpid: 19, memory: 8 };

const layouts: ReadonlyMap<number, CloneLayout> = new Map(
  (
    [
      ['CLONE_11', v11],
      ['CLONE_16', v16],
      ['FORK', v16],
      ['VFORK', v16],
      ['CLONE_17', v17],
      ['FORK_17', v17],
      ['VFORK_17', v17],
      ['CLONE_20', v20],
      ['FORK_20', v20],
      ['VFORK_20', v20],
      ['CLONE3', v20],
    ] as const
  ).map(([name, layout]) => [eventNumber(`PPME_SYSCALL_${name}_X`), layout]),
);

/** Type numbers of the events that bear a thread. */
export const cloneExits: readonly number[] = [...layouts.keys()];

/** A thread seen being born longer ago than this, ns, whose birth is seen again, has died unseen in between. */
const staleAfter = 2_000_000_000;

/**
 * A thread is born. The call returns twice: in the parent with the child's id, in the child with 0, in whatever order.
 * Whoever comes first makes the child known; a child in a container makes itself known, because what its parent got is
 * an id that holds only in the container.
 */
export function cloned(current: CurrentEvent): void {
  const layout = layouts.get(current.evt.type);
  if (layout === undefined) return;
  const result = i64(current.evt, 0, -1);
  if (result === 0) bornSelf(current, layout);
  else if (result > 0) boreChild(current, layout, result);
}

/** In the parent. */
function boreChild(current: CurrentEvent, layout: CloneLayout, childTid: number): void {
  const { evt, machine } = current;
  const { table } = machine;
  const { tid } = evt;
  const flags = u32(evt, layout.flags, 0);
  const vtid = layout.vtid < 0 ? tid : i64(evt, layout.vtid, tid);
  if ((flags & ThreadFlag.CHILD_IN_PIDNS) !== 0 || tid !== vtid) return;
  const caller = knownAnew(current, table.getOrInvent(tid));
  current.thread = caller;
  if (caller.invented && machine.mends) adoptIdentity(current, layout, caller);
  const there = table.get(childTid);
  if (there !== undefined) {
    if ((there.flags & ThreadFlag.CLONE_INVERTED) !== 0) return;
    // Its predecessor under the same id has died unseen.
    machine.removeThread(childTid, true);
  }
  const isThread = (flags & ThreadFlag.CLONE_THREAD) !== 0;
  const child = new Thread(childTid, isThread ? caller.pid : childTid);
  child.flags = flags | ThreadFlag.ACTIVE;
  child.ptid = machine.mends && (flags & ThreadFlag.CLONE_PARENT) !== 0 ? caller.ptid : tid;
  child.vtid = childTid;
  child.vpid = child.pid;
  fill(current, layout, child);
  if (caller.invented) copyImage(current, child, caller);
  else inherit(child, caller, isThread);
  table.add(child);
}

/** From a file, sysdig forgets what it has seen of a thread that was made up when the thread has a child. */
function knownAnew({ machine }: CurrentEvent, thread: Thread): Thread {
  if (!thread.invented || machine.mends) return thread;
  machine.removeThread(thread.tid, true);
  return machine.table.getOrInvent(thread.tid);
}

/** In the child. */
function bornSelf(current: CurrentEvent, layout: CloneLayout): void {
  const { evt, machine, thread: known } = current;
  const { table } = machine;
  const { tid } = evt;
  if (known !== undefined) {
    const stale = known.cloneTime !== undefined && evt.time - known.cloneTime > staleAfter;
    if (!stale) {
      // Its parent could not see these.
      if (layout.vtid >= 0) {
        known.vtid = i64(evt, layout.vtid, known.vtid);
        known.vpid = i64(evt, layout.vpid, known.vpid);
      }
      return;
    }
    machine.removeThread(tid, true);
  }
  const flags = u32(evt, layout.flags, 0);
  const isThread = (flags & ThreadFlag.CLONE_THREAD) !== 0;
  const child = new Thread(tid, i64(evt, PID, tid));
  child.flags = flags | ThreadFlag.CLONE_INVERTED | ThreadFlag.ACTIVE;
  // A thread comes from another thread of its process; which one, the event does not say.
  child.ptid = isThread ? child.pid : i64(evt, PTID, -1);
  child.vtid = layout.vtid < 0 ? tid : i64(evt, layout.vtid, tid);
  child.vpid = layout.vpid < 0 ? child.pid : i64(evt, layout.vpid, -1);
  fill(current, layout, child);
  const pidns = evt.has(PIDNS_START, 8) ? evt.bigU64(PIDNS_START) : undefined;
  if (pidns !== undefined) child.pidnsInitStart = pidns;
  const model = knownAnew(current, table.getOrInvent(child.ptid));
  if (model.invented) copyImage(current, child, model);
  else inherit(child, model, isThread);
  table.add(child);
  current.thread = child;
}

/** What the event itself says of the child. */
function fill(current: CurrentEvent, layout: CloneLayout, child: Thread): void {
  const { evt, machine } = current;
  child.exe = machine.names.text(evt, EXE);
  child.comm = layout.comm < 0 ? child.exe : machine.names.text(evt, layout.comm);
  child.args = machine.args.of(evt, ARGS);
  child.fdLimit = i64(evt, FDLIMIT, -1);
  if (layout.memory >= 0) fillMemory(current, child, layout.memory);
  child.uid = u32(evt, layout.uid, child.uid);
  child.gid = u32(evt, layout.gid, child.gid);
  child.cloneTime = evt.time;
  child.lastSeenTime = evt.time;
  if (layout.cgroups >= 0) machine.setCgroups(child, machine.cgroups.of(evt, layout.cgroups));
}

/** Page faults and memory, which clone and execve hold in the same order. */
export function fillMemory({ evt }: CurrentEvent, thread: Thread, first: number): void {
  thread.pfMajor = unsigned(evt, first, thread.pfMajor);
  thread.pfMinor = unsigned(evt, first + 1, thread.pfMinor);
  thread.vmSize = unsigned(evt, first + 2, thread.vmSize);
  thread.vmRss = unsigned(evt, first + 3, thread.vmRss);
  thread.vmSwap = unsigned(evt, first + 4, thread.vmSwap);
}

/** What a child has of the process it comes from. */
function inherit(child: Thread, model: Thread, isThread: boolean): void {
  child.exepath = model.exepath;
  child.exeWritable = model.exeWritable;
  child.exeUpperLayer = model.exeUpperLayer;
  child.exeLowerLayer = model.exeLowerLayer;
  child.exeFromMemfd = model.exeFromMemfd;
  child.exeInode = model.exeInode;
  child.exeInodeCtime = model.exeInodeCtime;
  child.exeInodeMtime = model.exeInodeMtime;
  child.root = model.root;
  child.sid = model.sid;
  child.vpgid = model.vpgid;
  child.pgid = model.pgid;
  child.tty = model.tty;
  child.loginuid = model.loginuid;
  child.capInheritable = model.capInheritable;
  child.capPermitted = model.capPermitted;
  child.capEffective = model.capEffective;
  if (isThread) {
    child.execTime = model.execTime;
    return;
  }
  child.fds = model.fds.copy();
  child.cwd = model.cwd;
  child.env = model.env;
}

/** The calling thread was made up: the event says who it is. */
function adoptIdentity({ evt, machine }: CurrentEvent, layout: CloneLayout, caller: Thread): void {
  machine.table.setProcess(caller, i64(evt, PID, caller.pid));
  caller.ptid = i64(evt, PTID, -1);
  caller.vtid = layout.vtid < 0 ? caller.tid : i64(evt, layout.vtid, caller.tid);
  caller.vpid = layout.vpid < 0 ? -1 : i64(evt, layout.vpid, -1);
}

/**
 * The parent was made up: both run the same program until one of them executes another. Who logged in
 * cannot be told; sysdig says root.
 */
function copyImage({ machine }: CurrentEvent, child: Thread, parent: Thread): void {
  if (!machine.mends) child.loginuid = 0;
  parent.exe = child.exe;
  parent.comm = child.comm;
  parent.args = child.args;
  parent.invented = false;
}
