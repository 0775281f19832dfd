import { type EventCursor, eventNumber, newNameParam, renamingKey } from '../../event/index.ts';
import type { StateHandler } from '../current.ts';
import { i64, u32 } from '../params.ts';
import { noUid, type Thread } from '../thread.ts';

const CLONE_NEWUSER = 1 << 20;
/** All capabilities there are: CAP_CHOWN (0) to CAP_CHECKPOINT_RESTORE (40), linux/capability.h. */
const allCapabilities = (1n << 41n) - 1n;

type Change = (thread: Thread, id: number) => void;

const setUser: Change = (thread, uid) => {
  thread.uid = uid;
};
const setGroup: Change = (thread, gid) => {
  thread.gid = gid;
};

/**
 * A call that changes a user or group: the new effective one is parameter `inEnter` of the enter, and one further in
 * the exit of newer captures. -1 leaves it as it is where `keeps`.
 */
function changed(change: Change, inEnter: number, keeps: boolean): StateHandler {
  return ({ evt, enter }, thread) => {
    if (i64(evt, 0, -1) < 0) return;
    const id = enter === undefined ? u32(evt, inEnter + 1, -1) : u32(enter, inEnter, -1);
    if (id >= 0 && !(keeps && id === noUid)) change(thread, id);
  };
}

const startedSession: StateHandler = ({ evt }, thread) => {
  const sid = i64(evt, 0, -1);
  if (sid >= 0) thread.sid = sid;
};

const setCapabilities: StateHandler = ({ evt }, thread) => {
  if (i64(evt, 0, -1) < 0 || !evt.has(3, 8)) return;
  thread.capInheritable = evt.bigU64(1);
  thread.capPermitted = evt.bigU64(2);
  thread.capEffective = evt.bigU64(3);
};

/** Who goes into a new user namespace can do everything there. */
function entered(flagsInEnter: number, flagsInExit: number): StateHandler {
  return ({ evt, enter }, thread) => {
    if (i64(evt, 0, -1) < 0) return;
    const flags = enter === undefined ? u32(evt, flagsInExit, 0) : u32(enter, flagsInEnter, 0);
    if ((flags & CLONE_NEWUSER) === 0) return;
    thread.capInheritable = allCapabilities;
    thread.capPermitted = allCapabilities;
    thread.capEffective = allCapabilities;
  };
}

const PR_SET_NAME = 15;

const namedItself: StateHandler = ({ evt }, thread) => {
  if (i64(evt, 0, -1) >= 0 && u32(evt, 1, 0) === PR_SET_NAME && nonEmpty(evt)) thread.comm = evt.text(2);
};

/**
 * The exit of a `prctl` as live capture writes it, with the name the thread has now. sysdig goes on to call it by its old one, and so do
 * we in files.
 */
export function renamed(evt: EventCursor, thread: Thread): void {
  if (evt.key === renamingKey && evt.size(newNameParam) > 1) thread.comm = evt.text(newNameParam);
}

function nonEmpty(evt: EventCursor): boolean {
  return evt.size(2) > 1;
}

const syscall = (name: string) => eventNumber(`PPME_SYSCALL_${name}_X`);

export const credentialHandlers: readonly (readonly [number, StateHandler])[] = [
  [syscall('SETUID'), changed(setUser, 0, false)],
  [syscall('SETGID'), changed(setGroup, 0, false)],
  [syscall('SETRESUID'), changed(setUser, 1, true)],
  [syscall('SETRESGID'), changed(setGroup, 1, true)],
  [syscall('SETREUID'), changed(setUser, 1, true)],
  [syscall('SETREGID'), changed(setGroup, 1, true)],
  [syscall('SETSID'), startedSession],
  [syscall('CAPSET'), setCapabilities],
  [syscall('UNSHARE'), entered(0, 1)],
  [syscall('SETNS'), entered(1, 2)],
  [syscall('PRCTL'), namedItself],
];
