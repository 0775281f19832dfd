import type { GroupEntry, UserEntry } from '../../event/index.ts';
import { textMax } from '../limits.ts';
import type { TableReader } from '../table-reader.ts';
import type { TableWriter } from '../table-writer.ts';

const userKind = 0;
const groupKind = 1;

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

/** Writes the body of a user block of version 2. */
export function writeUsers(writer: TableWriter, users: readonly UserEntry[], groups: readonly GroupEntry[]): void {
  for (const user of users) {
    writer.entry(true, () => {
      writer.u8(userKind);
      writer.u32(user.uid);
      writer.u32(user.gid);
      writer.text(user.name, textMax.user);
      writer.text(user.home, textMax.user);
      writer.text(user.shell, textMax.user);
    });
  }
  for (const group of groups) {
    writer.entry(true, () => {
      writer.u8(groupKind);
      writer.u32(group.gid);
      writer.text(group.name, textMax.user);
    });
  }
}
