import type { GroupEntry, UserEntry } from '../../event/index.ts';
import type { TableReader } from '../table-reader.ts';

const userKind = 0;

/** Reads a user block into both lists. The length before an entry of version 2 counts its own 4 bytes. */
export function readUsers(reader: TableReader, version: number, users: UserEntry[], groups: GroupEntry[]): void {
  const read = (): void => {
    if (reader.u8() === userKind) {
      users.push({ uid: reader.u32(), gid: reader.u32(), name: reader.text(), home: reader.text(), shell: reader.text() });
    } else {
      groups.push({ gid: reader.u32(), name: reader.text() });
    }
  };
  while (reader.more) {
    if (version === 1) {
      read();
    } else {
      const start = reader.at;
      reader.entry(start, reader.u32(), read);
    }
  }
}
