import type { Fd } from '../../../machine/index.ts';

/** So many files are known at a time; then all are forgotten. */
const most = 8192;

/**
 * Files that are opened again and again, each kept once. The machine tells apart what was opened one after the other, which only matters
 * while they are open; a store would keep a thousand equal ones a second, for as long as it keeps their events.
 */
export class KeptFds {
  /** By name: the file that was kept last. */
  readonly #files = new Map<string, Fd>();

  /** One that says the same, as a rule. */
  of(fd: Fd): Fd {
    if (fd.tuple !== undefined || fd.name === '') return fd;
    const known = this.#files.get(fd.name);
    if (known === fd || (known !== undefined && isSame(known, fd))) return known;
    if (this.#files.size >= most) this.#files.clear();
    this.#files.set(fd.name, fd);
    return fd;
  }
}

/** Whether nothing but the opening tells two of one name apart, neither of which is a connection. */
function isSame(a: Fd, b: Fd): boolean {
  return (
    a.type === b.type &&
    a.inode === b.inode &&
    a.openFlags === b.openFlags &&
    a.device === b.device &&
    a.mountId === b.mountId &&
    a.role === b.role &&
    a.connected === b.connected &&
    a.unixSource === b.unixSource &&
    a.unixPeer === b.unixPeer &&
    a.oldName === b.oldName &&
    a.tracing === b.tracing
  );
}
