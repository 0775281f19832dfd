import type { GroupEntry, UserEntry } from '../../event/index.ts';
import { readWhole } from './files.ts';

/** The users of `passwd`(5) in the folder `etc`. */
export function scanUsers(etc: string): UserEntry[] {
  const users: UserEntry[] = [];
  for (const line of readWhole(`${etc}/passwd`).split('\n')) {
    const [name, , uid, gid, , home, shell] = line.split(':');
    if (name === undefined || !isId(uid) || !isId(gid)) continue;
    users.push({ uid: Number(uid), gid: Number(gid), name, home: home ?? '', shell: shell ?? '' });
  }
  return users;
}

/** The groups of `group`(5) in the folder `etc`. */
export function scanGroups(etc: string): GroupEntry[] {
  const groups: GroupEntry[] = [];
  for (const line of readWhole(`${etc}/group`).split('\n')) {
    const [name, , gid] = line.split(':');
    if (name !== undefined && isId(gid)) groups.push({ gid: Number(gid), name });
  }
  return groups;
}

function isId(text: string | undefined): text is string {
  return text !== undefined && /^\d{1,10}$/.test(text);
}
