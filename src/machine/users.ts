import type { GroupEntry, UserEntry } from '../event/index.ts';

/**
 * Users or groups by number. Those of a container are kept apart from the host's: the same number means somebody else
 * there.
 */
export class AccountTable<Entry> {
  readonly #host = new Map<number, Entry>();
  readonly #containers = new Map<string, Map<number, Entry>>();

  clear(): void {
    this.#host.clear();
    this.#containers.clear();
  }

  /** @param containerId '' for the host */
  set(id: number, entry: Entry, containerId = ''): void {
    this.#table(containerId).set(id, entry);
  }

  delete(id: number, containerId = ''): void {
    if (containerId === '') this.#host.delete(id);
    else this.#containers.get(containerId)?.delete(id);
  }

  /** The account with a number as seen in a container; where nothing is known of the container's, the host's. */
  get(id: number, containerId = ''): Entry | undefined {
    return (containerId === '' ? undefined : this.#containers.get(containerId)?.get(id)) ?? this.#host.get(id);
  }

  /** All accounts of the host. */
  host(): IterableIterator<Entry> {
    return this.#host.values();
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
