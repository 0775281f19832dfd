import { type EventCursor, eventNumber, FdType } from '../../event/index.ts';
import type { CurrentEvent, StateHandler } from '../current.ts';
import { addFd, findFd } from '../fd-table.ts';
import { i64, u32 } from '../params.ts';
import type { Thread } from '../thread.ts';

const SLASH = 47;
const O_DIRECTORY = 1 << 10;
/** Says that the call made the file: only the exit knows. */
const O_F_CREATED = 1 << 14;
/** A directory fd that means the working directory. */
export const AT_FDCWD = -100;
/** The driver could not read the name. */
const unread = '<NA>';

/** Where an open event holds its parts; -1 where it does not. */
export interface OpenLayout {
  readonly name: number;
  readonly flags: number;
  readonly dirfd: number;
  readonly device: number;
  readonly inode: number;
  /** The same parts in the enter event. */
  readonly enterName: number;
  readonly enterFlags: number;
  readonly enterDirfd: number;
  /** Parameters the enter must have to be of use. */
  readonly enterCount: number;
}

const open: OpenLayout = { name: 1, flags: 2, dirfd: -1, device: 4, inode: 5, enterName: 0, enterFlags: 1, enterDirfd: -1, enterCount: 2 };
const creat: OpenLayout = {
  name: 1,
  flags: -1,
  dirfd: -1,
  device: 3,
  inode: 4,
  enterName: 0,
  enterFlags: -1,
  enterDirfd: -1,
  enterCount: 1,
};
const openat: OpenLayout = { name: 2, flags: 3, dirfd: 1, device: 5, inode: 6, enterName: 1, enterFlags: 2, enterDirfd: 0, enterCount: 3 };
const openat2: OpenLayout = { ...openat, device: 6, inode: 7 };

/** `open` and its kin, whose exit repeats what was asked for. */
function openedBy(layout: OpenLayout): StateHandler {
  return (current, thread) => {
    const { evt, enter, machine } = current;
    let named = evt;
    let nameParam = layout.name;
    let flags = layout.flags < 0 ? 0 : u32(evt, layout.flags, 0);
    let dirfd = layout.dirfd < 0 ? AT_FDCWD : i64(evt, layout.dirfd, AT_FDCWD);
    // A process can change the name in memory while the call is under way: the kernel used what stood there on entry.
    if (enter !== undefined && enter.paramCount >= layout.enterCount) {
      const asked = machine.names.text(enter, layout.enterName);
      if (!machine.mends || (asked !== '' && asked !== unread)) {
        named = enter;
        nameParam = layout.enterName;
        flags = (layout.enterFlags < 0 ? 0 : u32(enter, layout.enterFlags, 0)) | (flags & O_F_CREATED);
        if (layout.enterDirfd >= 0) dirfd = i64(enter, layout.enterDirfd, AT_FDCWD);
      }
    }
    const dir = layout.dirfd < 0 ? thread.cwd : directoryOf(current, thread, isAbsolute(named, nameParam), dirfd);
    if (i64(evt, 0, -1) < 0) return;
    addFile(current, thread, dir, named, nameParam, flags, u32(evt, layout.device, 0), inodeOf(evt, layout.inode));
  };
}

/** The first form of openat, whose exit holds nothing but the result. */
const openedAtOld: StateHandler = (current, thread) => {
  const { enter } = current;
  if (enter === undefined) return;
  const dir = directoryOf(current, thread, isAbsolute(enter, 1), i64(enter, 0, AT_FDCWD));
  addFile(current, thread, dir, enter, 1, u32(enter, 2, 0), 0, 0);
};

/** The path is the driver's, and complete. */
const openedByHandle: StateHandler = (current, thread) => {
  const { evt } = current;
  addFile(current, thread, '', evt, 3, u32(evt, 2, 0), u32(evt, 4, 0), inodeOf(evt, 5));
};

function isAbsolute(evt: EventCursor, i: number): boolean {
  return evt.size(i) > 0 && evt.u8(i) === SLASH;
}

/**
 * The directory a name is relative to, with a slash at its end. In classic captures a name relative to an fd
 * makes the event be about that fd, until the call gives one of its own.
 */
export function directoryOf(current: CurrentEvent, thread: Thread, absolute: boolean, dirfd: number): string {
  if (absolute) return '.';
  if (dirfd === AT_FDCWD) return thread.cwd;
  const fd = findFd(thread, dirfd);
  const { exitOnly, mends } = current.machine;
  if (fd !== undefined && !exitOnly && !mends) current.setFd(fd);
  return fd === undefined ? '<UNKNOWN>' : `${fd.name}/`;
}

/** Adds the file that parameter `i` of `named` names, as seen from `dir`. */
function addFile(
  current: CurrentEvent,
  thread: Thread,
  dir: string,
  named: EventCursor,
  i: number,
  openFlags: number,
  device: number,
  inode: bigint | number,
): void {
  const number = i64(current.evt, 0, -1);
  if (number < 0) return;
  const type = fileTypeOf(openFlags);
  const { names, mends } = current.machine;
  addFd(current, thread, number, names.file(mends, dir, named, i, type, openFlags, device, inode));
}

/** What stands behind the fd of an open. */
export function fileTypeOf(openFlags: number): number {
  return (openFlags & O_DIRECTORY) !== 0 ? FdType.directory : FdType.fileV2;
}

/** An inode number, as a number where it is exact. */
function inodeOf(evt: EventCursor, i: number): bigint | number {
  if (!evt.has(i, 8)) return 0;
  const inode = evt.u64(i);
  return inode <= Number.MAX_SAFE_INTEGER ? inode : evt.bigU64(i);
}

const code = (name: string) => eventNumber(`PPME_SYSCALL_${name}_X`);

/** The exits of today's drivers that make most files known, by type number. */
export const openLayouts: ReadonlyMap<number, OpenLayout> = new Map([
  [code('OPEN'), open],
  [code('OPENAT_2'), openat],
]);

export const openHandlers: readonly (readonly [number, StateHandler])[] = [
  [code('OPEN'), openedBy(open)],
  [code('CREAT'), openedBy(creat)],
  [code('OPENAT'), openedAtOld],
  [code('OPENAT_2'), openedBy(openat)],
  [code('OPENAT2'), openedBy(openat2)],
  [code('OPEN_BY_HANDLE_AT'), openedByHandle],
];
