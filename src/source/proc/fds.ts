import { type FdEntry, FdType, fileFlags, fromKernel } from '../../event/index.ts';
import { numbersIn, readLink, readStart } from './files.ts';
import { type MountTable, scanMounts } from './mounts.ts';
import { type SocketTable, scanSockets } from './sockets.ts';

/** The kernel's O_DIRECTORY. */
const O_DIRECTORY = 0o200000;
/** More of one process are left out. */
const FDS_MAX = 100_000;
/** Links in a row that could not be read, with none before: none of this process can, and each attempt costs an exception. */
const FAILURES_MAX = 3;

/** Fds that are no files, by what their link says. */
const anonymous: ReadonlyMap<string, number> = new Map([
  ['[eventfd]', FdType.event],
  ['[eventpoll]', FdType.eventpoll],
  ['[signalfd]', FdType.signalfd],
  ['[timerfd]', FdType.timerfd],
  ['inotify', FdType.inotify],
  ['[userfaultfd]', FdType.userfaultfd],
  ['[io_uring]', FdType.ioUring],
  ['[pidfd]', FdType.pidfd],
  ['bpf-map', FdType.bpf],
  ['bpf-prog', FdType.bpf],
  ['bpf_link', FdType.bpf],
]);

/** Tables that many processes share, read once each. */
export class NamespaceTables {
  readonly #sockets = new Map<string, SocketTable>();
  readonly #mounts = new Map<string, MountTable>();

  /** Sockets of the network namespace of the process whose folder is `folder`. */
  sockets(folder: string): SocketTable {
    return once(this.#sockets, readLink(`${folder}/ns/net`), () => scanSockets(`${folder}/net`));
  }

  /** Mounts of its mount namespace. */
  mounts(folder: string): MountTable {
    return once(this.#mounts, readLink(`${folder}/ns/mnt`), () => scanMounts(`${folder}/mountinfo`));
  }
}

function once<T>(known: Map<string, T>, namespace: string | undefined, scan: () => T): T {
  if (namespace === undefined) return scan();
  let table = known.get(namespace);
  if (table === undefined) {
    table = scan();
    known.set(namespace, table);
  }
  return table;
}

/** The open fds of the process whose folder in `/proc` is `folder`. Links are read, never followed. */
export function scanFds(folder: string, tables: NamespaceTables): FdEntry[] {
  const fds: FdEntry[] = [];
  let failures = 0;
  for (const fd of numbersIn(`${folder}/fd`).slice(0, FDS_MAX)) {
    const link = readLink(`${folder}/fd/${fd}`);
    if (link !== undefined) fds.push(fdOf(folder, fd, link, tables));
    else if (fds.length === 0 && ++failures === FAILURES_MAX) break;
  }
  return fds;
}

function fdOf(folder: string, fd: number, link: string, tables: NamespaceTables): FdEntry {
  if (link.startsWith('/')) return fileOf(folder, fd, link, tables);
  const numbered = /^(socket|pipe):\[(\d+)\]$/.exec(link);
  if (numbered === null) {
    const type = anonymous.get(link.replace(/^anon_inode:/, '')) ?? FdType.unsupported;
    return { fd, inode: 0n, type, name: link };
  }
  const inode = BigInt(numbered[2]!);
  if (numbered[1] === 'pipe') return { fd, inode, type: FdType.fifo, name: link };
  const socket = tables.sockets(folder).get(Number(numbered[2]));
  return socket === undefined ? { fd, inode, type: FdType.unsupported, name: link } : { fd, inode, ...socket };
}

/** A file or folder; its flags, mount and inode stand in `fdinfo`. */
function fileOf(folder: string, fd: number, name: string, tables: NamespaceTables): FdEntry {
  const info = readStart(`${folder}/fdinfo/${fd}`) ?? '';
  const flags = Number.parseInt(/^flags:\s*([0-7]+)$/m.exec(info)?.[1] ?? '0', 8);
  const mountId = Number(/^mnt_id:\s*(\d+)$/m.exec(info)?.[1] ?? 0);
  const inode = BigInt(/^ino:\s*(\d+)$/m.exec(info)?.[1] ?? 0);
  if (name.startsWith('/memfd:')) return { fd, inode, type: FdType.memfd, name };
  if ((flags & O_DIRECTORY) !== 0) return { fd, inode, type: FdType.directory, name };
  const device = tables.mounts(folder).get(mountId) ?? 0;
  return { fd, inode, type: FdType.fileV2, name, openFlags: fromKernel(fileFlags, flags), device, mountId };
}
