import { readdirSync, readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { visible } from '../../grammar/index.ts';
import { UsageError } from './errors.ts';

/** Whom a run becomes once it needs no rights any more. */
export interface Identity {
  readonly uid: number;
  readonly gid: number;
}

/** The rights could not be given up, and the run ends rather than keep them. */
export class PrivilegeError extends Error {
  override readonly name = 'PrivilegeError';
  readonly code = 'not-permitted-to-drop';
  readonly remedy = 'run as the user you want to be, with CAP_BPF and CAP_PERFMON, or keep the rights of root: --no-drop';
}

/** The largest id of a user or group; the one above means "none". */
const idMax = 2 ** 32 - 2;

/** What the command line and the environment say of whom to become. */
export interface DropWishes {
  /** Name or number of `--user`. */
  readonly user: string | undefined;
  /** `--no-drop`. */
  readonly noDrop: boolean;
  readonly sudoUid: string | undefined;
  readonly sudoGid: string | undefined;
}

/**
 * Whom to become: `--user`, else who called sudo. Undefined where there is nobody: without root's rights there are none
 * to give up, and root that did not come by sudo stays root.
 *
 * @throws UsageError where `--user` names nobody, or cannot be followed
 */
export function identityToBecome({ user, noDrop, sudoUid, sudoGid }: DropWishes): Identity | undefined {
  if (user !== undefined && noDrop) throw new UsageError('--user and --no-drop contradict each other', 'leave one of them out');
  const isRoot = process.geteuid?.() === 0;
  if (user !== undefined) {
    if (!isRoot) throw new UsageError('--user: only root can become another user', 'leave it out: the run has no more rights than you');
    return account(user);
  }
  if (noDrop || !isRoot) return undefined;
  const uid = id(sudoUid);
  const gid = id(sudoGid);
  return uid === undefined || uid === 0 || gid === undefined ? undefined : { uid, gid };
}

function id(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,10}$/.test(text) && Number(text) <= idMax ? Number(text) : undefined;
}

/** Finds an account by name or number, wherever the system keeps accounts. Must run as root. */
function account(user: string): Identity {
  const wanted = id(user) ?? user;
  try {
    process.seteuid?.(wanted);
    const { uid, gid } = userInfo();
    return { uid, gid };
  } catch {
    throw new UsageError(`--user: there is no account ${visible(user)}`, 'name one of those in /etc/passwd, or its number');
  } finally {
    process.seteuid?.(0);
  }
}

/**
 * Becomes somebody else for good, on all threads, with the groups this user has; then looks at every thread whether
 * that is so. The C library changes all threads of a process together; nothing but a look tells that it did.
 *
 * @throws PrivilegeError where rights are left
 */
export function become({ uid, gid }: Identity): void {
  if (uid === process.geteuid?.()) return;
  try {
    try {
      (process as { initgroups?(user: number, group: number): void }).initgroups?.(uid, gid);
    } catch {
      // Nobody of that number in the system's accounts: no groups but the first.
      process.setgroups?.([gid]);
    }
    process.setgid?.(gid);
    process.setuid?.(uid);
  } catch (error) {
    throw new PrivilegeError(`cannot become user ${uid}: ${error instanceof Error ? error.message : String(error)}`);
  }
  const left = threadsWithRights(uid, gid);
  if (left.length > 0) throw new PrivilegeError(`rights are left after becoming user ${uid}: ${left.join('; ')}`);
}

/** What of threads of this process is not as it should be for a user without capabilities; empty where all is. */
export function threadsWithRights(uid: number, gid: number, root = '/proc/self/task'): string[] {
  return readdirSync(root).flatMap((tid) => {
    let status: string;
    try {
      status = readFileSync(`${root}/${tid}/status`, 'latin1');
    } catch {
      return []; // It has ended.
    }
    return rightsIn(status, uid, gid).map((what) => `thread ${tid} has ${what}`);
  });
}

/** Lines of `/proc/PID/status` that tell of capabilities a thread can use, or gets back. */
const capabilityLines = ['CapPrm', 'CapEff', 'CapAmb'];

function rightsIn(status: string, uid: number, gid: number): string[] {
  const line = (name: string): string => new RegExp(`^${name}:\\s*(.*)$`, 'm').exec(status)?.[1] ?? '?';
  const wrong: string[] = [];
  // Real, effective, saved, and that of the file system.
  if (
    line('Uid')
      .split(/\s+/)
      .some((found) => Number(found) !== uid)
  )
    wrong.push(`user ids ${line('Uid')}`);
  if (
    line('Gid')
      .split(/\s+/)
      .some((found) => Number(found) !== gid)
  )
    wrong.push(`group ids ${line('Gid')}`);
  for (const name of capabilityLines) if (!/^0+$/.test(line(name))) wrong.push(`${name} ${line(name)}`);
  return wrong;
}

/** What was done about rights, for who wants to know. */
export function rightsText(became: Identity | undefined): string {
  const uid = process.geteuid?.();
  if (became !== undefined) return `given up, all threads are user ${uid} without capabilities`;
  return uid === 0 ? 'those of root are kept; --user NAME gives them up' : `those of user ${uid}`;
}
