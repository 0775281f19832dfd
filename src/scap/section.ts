import type { FdList, GroupEntry, InitialState, InterfaceEntry, MachineInfo, ThreadEntry, UserEntry } from '../event/index.ts';
import { Block, type BlockType, blockHeaderSize, blockTrailerSize, byteOrderMagic, byteOrderMagicSwapped } from './blocks.ts';
import { TableReader } from './table-reader.ts';
import { type FdExtras, readFdExtras, withFdExtras } from './tables/fd-extras.ts';
import { readFds } from './tables/fds.ts';
import { readInterfaces } from './tables/interfaces.ts';
import { readMachine } from './tables/machine.ts';
import { readThreadExtras, type ThreadExtras } from './tables/thread-extras.ts';
import { readThreads } from './tables/threads.ts';
import { readUsers } from './tables/users.ts';

/** Bytes of a section header block without options. */
export const sectionHeaderSize = 28;

/**
 * What is wrong with the section header block that begins at `start`, of which at least 16 bytes are there; '' where
 * nothing is. Options in it are allowed.
 */
export function sectionHeaderFault(view: DataView, start: number): string {
  if (view.getUint32(start, true) !== Block.section) return 'not a capture file';
  const magic = view.getUint32(start + 8, true);
  if (magic === byteOrderMagicSwapped) return 'a capture of a big-endian machine, which is not supported';
  if (magic !== byteOrderMagic) return 'not a capture file: wrong byte-order mark';
  const major = view.getUint16(start + 12, true);
  return major > 1 ? `a capture of format version ${major}, where version 1 is supported` : '';
}

/** Gathers the tables of one section. */
export class SectionTables {
  /** Whether no table was added yet. */
  empty = true;
  #machine: MachineInfo | undefined;
  #interfaces: InterfaceEntry[] = [];
  #users: UserEntry[] = [];
  #groups: GroupEntry[] = [];
  readonly #threads: ThreadEntry[] = [];
  readonly #fdLists: FdList[] = [];
  #fdExtras: FdExtras = new Map();
  #extras: ReadonlyMap<number, ThreadExtras> = new Map();

  /**
   * Adds what the table block [start, end) of the bytes holds. A second interface or user table replaces the first,
   * thread and fd tables add up. Throws TableError where it contradicts itself.
   */
  add(type: BlockType, bytes: Buffer, start: number, end: number): void {
    this.empty = false;
    const reader = new TableReader(bytes, start + blockHeaderSize, end - blockTrailerSize);
    switch (type.kind) {
      case 'machine':
        this.#machine = readMachine(reader);
        break;
      case 'interfaces':
        this.#interfaces = readInterfaces(reader, type.version);
        break;
      case 'users':
        this.#users = [];
        this.#groups = [];
        readUsers(reader, type.version, this.#users, this.#groups);
        break;
      case 'threads':
        for (const thread of readThreads(reader, type.version)) this.#threads.push(thread);
        break;
      case 'fds':
        this.#fdLists.push(readFds(reader, type.version));
        break;
      case 'threadExtras':
        this.#extras = readThreadExtras(reader);
        break;
      case 'fdExtras':
        this.#fdExtras = readFdExtras(reader);
        break;
      case 'section':
      case 'noEvents':
      case 'event':
        break;
    }
  }

  state(): InitialState {
    return {
      machine: this.#machine,
      interfaces: this.#interfaces,
      users: this.#users,
      groups: this.#groups,
      threads: this.#extras.size === 0 ? this.#threads : this.#threads.map((thread) => ({ ...thread, ...this.#extras.get(thread.tid) })),
      fdLists: withFdExtras(this.#fdLists, this.#fdExtras),
    };
  }
}
