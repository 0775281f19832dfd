import { eventNumber } from '../../event/index.ts';
import type { CurrentEvent, StateHandler } from '../current.ts';
import { FdTable } from '../fds.ts';
import { big, i64, text, u32 } from '../params.ts';
import { joinPath } from '../paths.ts';
import { type Thread, ThreadFlag } from '../thread.ts';
import { fillMemory } from './clone.ts';
import { AT_FDCWD, directoryOf } from './open.ts';

/** Where an execve exit holds its parts; -1 where it does not. */
interface ExecLayout {
  readonly memory: number;
  readonly comm: number;
  readonly cgroups: number;
  readonly env: number;
  readonly tty: number;
  /** The first of the parameters that newer versions append: process group, login uid, flags, ... */
  readonly more: number;
  /** Whether the enter says what is executed. */
  readonly named: boolean;
}

const v8: ExecLayout = { memory: -1, comm: -1, cgroups: -1, env: -1, tty: -1, more: -1, named: false };
const v13: ExecLayout = { ...v8, memory: 8 };
const v14: ExecLayout = { ...v13, env: 13 };
const v15: ExecLayout = { ...v13, comm: 13, env: 14 };
const v16: ExecLayout = { ...v13, comm: 13, cgroups: 14, env: 15 };
const v17: ExecLayout = { ...v16, tty: 16 };
const v18: ExecLayout = { ...v17, named: true };
const v19: ExecLayout = { ...v18, more: 17 };

const EXE = 1;
const ARGS = 2;
const PID = 4;
const PTID = 5;
const FDLIMIT = 7;

const execveatEnter = eventNumber('PPME_SYSCALL_EXECVEAT_E');
/** The pathname is empty: execute what the fd stands for. Newer drivers write the kernel's own bit. */
const AT_EMPTY_PATH = 1 << 0;
const KERNEL_AT_EMPTY_PATH = 0x1000;

/** Bits of the flags parameter. */
const EXE_WRITABLE = 1 << 0;
const EXE_UPPER_LAYER = 1 << 1;
const EXE_FROM_MEMFD = 1 << 2;
const EXE_LOWER_LAYER = 1 << 3;

/** The process runs another program from now on. */
function executed(layout: ExecLayout): StateHandler {
  return (current, thread) => {
    const { evt, machine } = current;
    if (i64(evt, 0, -1) < 0) return;
    const { names } = machine;
    thread.exe = names.text(evt, EXE);
    thread.execTime = evt.time;
    thread.comm = layout.comm < 0 ? thread.exe : names.text(evt, layout.comm);
    thread.args = machine.args.of(evt, ARGS);
    machine.table.setProcess(thread, i64(evt, PID, thread.pid));
    // One that was made up, and has had a child since, has a name but no parent yet.
    if (thread.invented || thread.ptid < 0) {
      thread.ptid = i64(evt, PTID, -1);
      thread.invented = false;
    }
    thread.fdLimit = i64(evt, FDLIMIT, -1);
    if (layout.memory >= 0) fillMemory(current, thread, layout.memory);
    if (layout.env >= 0) thread.env = machine.environments.of(evt, layout.env);
    if (layout.cgroups >= 0) machine.setCgroups(thread, machine.cgroups.of(evt, layout.cgroups));
    if (layout.tty >= 0) thread.tty = u32(evt, layout.tty, 0) | 0;
    if (layout.named) setPath(current, thread);
    if (layout.more >= 0) setMore(current, thread);
    if ((thread.flags & ThreadFlag.CLONE_FILES) !== 0 && thread.main !== thread) thread.fds = new FdTable();
    const kept = ThreadFlag.PIPE_SRC | ThreadFlag.PIPE_DST | ThreadFlag.CLONE_INVERTED | ThreadFlag.IS_MAIN_THREAD;
    thread.flags = (thread.flags & kept) | ThreadFlag.ACTIVE | ThreadFlag.NAME_CHANGED;
  };
}

/** Path of the program: as the kernel resolved it in newer captures, else as the enter asked for it. */
function setPath(current: CurrentEvent, thread: Thread): void {
  const { evt, enter } = current;
  if (evt.paramCount > 27) {
    thread.exepath = text(evt, 27);
    return;
  }
  if (enter === undefined) return;
  if (enter.type !== execveatEnter) {
    const name = text(enter, 0);
    thread.exepath = name === '<NA>' ? name : joinPath(thread.cwd, name);
    return;
  }
  const name = text(enter, 1);
  const dir = directoryOf(current, thread, name.startsWith('/'), i64(enter, 0, AT_FDCWD));
  current.setFd(undefined);
  const emptyPath = (u32(enter, 2, 0) & (AT_EMPTY_PATH | KERNEL_AT_EMPTY_PATH)) !== 0;
  if ((!emptyPath && name === '<NA>') || dir === '<UNKNOWN>') thread.exepath = '<NA>';
  else thread.exepath = emptyPath ? joinPath('', dir) : joinPath(dir, name);
}

/** What versions since 1.2 append, as far as this event goes. */
function setMore({ evt }: CurrentEvent, thread: Thread): void {
  thread.vpgid = i64(evt, 17, thread.vpgid);
  if (evt.has(18, 4)) thread.loginuid = evt.i32(18);
  if (evt.has(19, 4)) {
    const flags = evt.u32(19);
    thread.exeWritable = (flags & EXE_WRITABLE) !== 0;
    thread.exeUpperLayer = (flags & EXE_UPPER_LAYER) !== 0;
    thread.exeFromMemfd = (flags & EXE_FROM_MEMFD) !== 0;
    thread.exeLowerLayer = (flags & EXE_LOWER_LAYER) !== 0;
  }
  if (evt.paramCount > 22) {
    thread.capInheritable = big(evt, 20);
    thread.capPermitted = big(evt, 21);
    thread.capEffective = big(evt, 22);
  }
  if (evt.paramCount > 25) {
    thread.exeInode = big(evt, 23);
    thread.exeInodeCtime = big(evt, 24);
    thread.exeInodeMtime = big(evt, 25);
  }
  thread.uid = u32(evt, 26, thread.uid);
  if (evt.has(28, 8)) thread.pgid = evt.i64(28);
  thread.gid = u32(evt, 29, thread.gid);
}

const code = (name: string) => eventNumber(`PPME_SYSCALL_${name}_X`);

export const execHandlers: readonly (readonly [number, StateHandler])[] = [
  [code('EXECVE_8'), executed(v8)],
  [code('EXECVE_13'), executed(v13)],
  [code('EXECVE_14'), executed(v14)],
  [code('EXECVE_15'), executed(v15)],
  [code('EXECVE_16'), executed(v16)],
  [code('EXECVE_17'), executed(v17)],
  [code('EXECVE_18'), executed(v18)],
  [code('EXECVE_19'), executed(v19)],
  [code('EXECVEAT'), executed(v19)],
];
