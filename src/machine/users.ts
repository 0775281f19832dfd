import type { GroupEntry, UserEntry } from '../event/index.ts';

/**
 * Users or groups by number. Those of a container are kept apart from the host's: the same number means somebody else
 * there.
 */
export class AccountTable<Entry> {
  readonly #host = new Map<number, Entry>();
  readonly #containers = new Map<string, Map<number, Entry>>();
  /** Told of every account that is set (again) or taken away; not of all going at once. */
  onChange: ((id: number, entry: Entry | undefined, containerId: string) => void) | undefined = undefined;

  clear(): void {
    this.#host.clear();
    this.#containers.clear();
  }

  /** @param containerId '' for the host */
  set(id: number, entry: Entry, containerId = ''): void {
    this.#table(containerId).set(id, entry);
    this.onChange?.(id, entry, containerId);
  }

  delete(id: number, containerId = ''): void {
    if (containerId === '') this.#host.delete(id);
    else this.#containers.get(containerId)?.delete(id);
    this.onChange?.(id, undefined, containerId);
  }

  /** The account with a number as seen in a container; where nothing is known of the container's, the host's. */
  get(id: number, containerId = ''): Entry | undefined {
    return (containerId === '' ? undefined : this.#containers.get(containerId)?.get(id)) ?? this.#host.get(id);
  }

  /** All accounts of the host. */
  host(): IterableIterator<Entry> {
    return this.#host.values();
  }

  /** Calls `visit` with every account, the host's and those of containers. */
  forEach(visit: (id: number, entry: Entry, containerId: string) => void): void {
    for (const [id, entry] of this.#host) visit(id, entry, '');
    for (const [containerId, table] of this.#containers) for (const [id, entry] of table) visit(id, entry, containerId);
  }

  #table(containerId: string): Map<number, Entry> {
    if (containerId === '') return this.#host;
    let table = this.#containers.get(containerId);
    if (table === undefined) {
      table = new Map();
      this.#containers.set(containerId, table);
    }
    return table;
  }
}

export type UserTable = AccountTable<UserEntry>;
export type GroupTable = AccountTable<GroupEntry>;
