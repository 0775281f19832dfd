import fs from 'node:fs';
import type { ThreadEntry } from '../../event/index.ts';
import { parseCgroups } from './cgroups.ts';
import { numbersIn, readLink, readStart } from './files.ts';
import { parseStat, parseStatus, type StatusFacts } from './status.ts';

/** Arguments and environments are cut at this, as the probe cuts them. */
const TEXT_MAX = 4096;
/** PPM_CL_CLONE_FILES and PPM_CL_CLONE_THREAD: threads of a process share its fds. */
const THREAD_FLAGS = (1 << 0) | (1 << 13);
const FD_LIMIT_KEY = '\nMax open files';
/** Of a process nobody logged in for. */
const NO_UID = 0xffffffff;
/** linux/capability.h */
const CAP_DAC_OVERRIDE = 1n;
const CAP_FOWNER = 3n;

/** The threads of process `pid` below `root` (`/proc`), the main thread first; empty where it is gone. */
export function scanThreads(root: string, pid: number): ThreadEntry[] {
  const folder = `${root}/${pid}`;
  const text = readStart(`${folder}/status`);
  if (text === undefined) return [];
  const status = parseStatus(text);
  const main = mainThread(folder, pid, status);
  const entries = [main];
  if (status.threads <= 1) return entries;
  for (const tid of numbersIn(`${folder}/task`)) {
    if (tid === pid) continue;
    const own = readStart(`${folder}/task/${tid}/status`);
    if (own !== undefined) entries.push(otherThread(main, tid, parseStatus(own)));
  }
  return entries;
}

function mainThread(folder: string, pid: number, status: StatusFacts): ThreadEntry {
  const stat = parseStat(readStart(`${folder}/stat`) ?? '');
  return {
    tid: pid,
    pid,
    ptid: status.parent,
    sid: stat.sid,
    vpgid: status.vpgid,
    comm: status.name,
    // Kernel threads and the dead have no memory, and nothing that hangs on it.
    ...(status.vmSize === 0 ? noProgram(status) : program(folder, status)),
    flags: 0,
    uid: status.uid,
    gid: status.gid,
    vmSize: status.vmSize,
    vmRss: status.vmRss,
    vmSwap: status.vmSwap,
    pfMajor: stat.majorFaults,
    pfMinor: stat.minorFaults,
    vtid: status.vtid,
    vpid: status.vpid,
    cgroups: parseCgroups(readStart(`${folder}/cgroup`) ?? ''),
    pidnsInitStart: undefined,
    tty: stat.tty,
    capInheritable: status.capInheritable,
    capPermitted: status.capPermitted,
    capEffective: status.capEffective,
    exeUpperLayer: undefined,
    exeLowerLayer: undefined,
    exeFromMemfd: undefined,
    pgid: stat.pgid,
  };
}

type Program = Pick<
  ThreadEntry,
  | 'exe'
  | 'args'
  | 'env'
  | 'exepath'
  | 'cwd'
  | 'root'
  | 'fdLimit'
  | 'loginuid'
  | 'exeWritable'
  | 'exeInode'
  | 'exeInodeCtime'
  | 'exeInodeMtime'
>;

function noProgram(status: StatusFacts): Program {
  return { exe: status.name, args: '', env: '', exepath: '', cwd: '/', root: '/', fdLimit: -1, loginuid: NO_UID, ...noExe };
}

function program(folder: string, status: StatusFacts): Program {
  const [exe, args] = splitArguments(readStart(`${folder}/cmdline`, TEXT_MAX) ?? '');
  const loginuid = readStart(`${folder}/loginuid`) ?? '';
  return {
    exe: exe === '' ? status.name : exe,
    args,
    env: ended(readStart(`${folder}/environ`, TEXT_MAX) ?? ''),
    exepath: readLink(`${folder}/exe`) ?? '',
    cwd: readLink(`${folder}/cwd`) ?? '',
    root: readLink(`${folder}/root`) ?? '',
    fdLimit: fdLimit(readStart(`${folder}/limits`) ?? ''),
    loginuid: /^\d+$/.test(loginuid) ? Number(loginuid) : NO_UID,
    ...exeFacts(folder, status),
  };
}

/** What a thread has for itself; the rest is its process's. */
function otherThread(main: ThreadEntry, tid: number, status: StatusFacts): ThreadEntry {
  return {
    ...main,
    tid,
    comm: status.name,
    flags: THREAD_FLAGS,
    vtid: status.vtid,
    uid: status.uid,
    gid: status.gid,
    capInheritable: status.capInheritable,
    capPermitted: status.capPermitted,
    capEffective: status.capEffective,
  };
}

/** argv[0], and the rest with a NUL after each. */
function splitArguments(cmdline: string): [string, string] {
  const end = cmdline.indexOf('\0');
  return end < 0 ? [cmdline, ''] : [cmdline.slice(0, end), ended(cmdline.slice(end + 1))];
}

/** A cut list still ends with NUL. */
function ended(list: string): string {
  return list === '' || list.endsWith('\0') ? list : `${list}\0`;
}

/** The soft limit in a `limits` file; -1 where there is none or it is not known. */
function fdLimit(limits: string): number {
  const at = limits.indexOf(FD_LIMIT_KEY);
  const limit = at < 0 ? Number.NaN : Number.parseInt(limits.slice(at + FD_LIMIT_KEY.length), 10);
  return Number.isNaN(limit) ? -1 : limit;
}

type ExeFacts = Pick<ThreadEntry, 'exeWritable' | 'exeInode' | 'exeInodeCtime' | 'exeInodeMtime'>;

const noExe: ExeFacts = { exeWritable: undefined, exeInode: undefined, exeInodeCtime: undefined, exeInodeMtime: undefined };

/** The file the process was started from. The kernel has it open: asking for it through this link looks nothing up by name. */
function exeFacts(folder: string, status: StatusFacts): ExeFacts {
  let file: fs.BigIntStats;
  try {
    file = fs.statSync(`${folder}/exe`, { bigint: true });
  } catch {
    return noExe;
  }
  return { exeWritable: isWritable(file, status), exeInode: file.ino, exeInodeCtime: file.ctimeNs, exeInodeMtime: file.mtimeNs };
}

/** Whether the process could change the file, as the probe decides it. */
function isWritable(file: fs.BigIntStats, status: StatusFacts): boolean {
  const can = (capability: bigint): boolean => ((status.capEffective >> capability) & 1n) === 1n;
  if (file.uid === BigInt(status.uid) || (file.mode & 0o2n) !== 0n) return true;
  if (file.gid === BigInt(status.gid) && (file.mode & 0o20n) !== 0n) return true;
  return can(CAP_DAC_OVERRIDE) || can(CAP_FOWNER);
}
