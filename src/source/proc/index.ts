/** The state of this machine as `/proc` shows it: what a live capture begins with. */
import type { FdList, InitialState, ThreadEntry } from '../../event/index.ts';
import { NamespaceTables, scanFds } from './fds.ts';
import { numbersIn } from './files.ts';
import { scanInterfaces } from './interfaces.ts';
import { scanMachine } from './machine.ts';
import { scanThreads } from './threads.ts';
import { scanGroups, scanUsers } from './users.ts';

export interface ScanOptions {
  /** Where the process file system is; `/proc` when absent. */
  readonly proc?: string;
  /** Where `passwd` and `group` are; `/etc` when absent. */
  readonly etc?: string;
}

/**
 * Scans all processes with their threads and fds, the sockets of each network namespace, users, groups, interfaces and the machine.
 * Synchronous, because events wait in the ring meanwhile. What vanishes or may not be read is left out; nothing is an error.
 */
export function scanProc(options: ScanOptions = {}): InitialState {
  const root = options.proc ?? '/proc';
  const etc = options.etc ?? '/etc';
  const threads: ThreadEntry[] = [];
  const fdLists: FdList[] = [];
  const tables = new NamespaceTables();
  for (const pid of numbersIn(root).sort((a, b) => a - b)) {
    const found = scanThreads(root, pid);
    if (found.length === 0) continue;
    for (const thread of found) threads.push(thread);
    const fds = scanFds(`${root}/${pid}`, tables);
    if (fds.length > 0) fdLists.push({ tid: pid, fds });
  }
  return {
    machine: scanMachine(root),
    interfaces: scanInterfaces(),
    users: scanUsers(etc),
    groups: scanGroups(etc),
    threads,
    fdLists,
  };
}
