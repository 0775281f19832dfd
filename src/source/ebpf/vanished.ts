import type { InitialState } from '../../event/index.ts';

/**
 * Adds to a scan of `/proc` the threads that an earlier scan found, that made events since, and that are gone now: their
 * events wait in the ring, with their exit at the end, and would otherwise be nobody's.
 *
 * @param tids threads of the events that wait
 */
export function withVanished(now: InitialState, before: InitialState, tids: ReadonlySet<number>): InitialState {
  const alive = new Set(now.threads.map(({ tid }) => tid));
  const vanished = before.threads.filter(({ tid }) => tids.has(tid) && !alive.has(tid));
  if (vanished.length === 0) return now;
  const processes = new Set(vanished.map(({ pid }) => pid));
  // A thread needs its process, whose fds and working directory it shares.
  const mains = before.threads.filter(({ tid, pid }) => tid === pid && processes.has(pid) && !alive.has(tid) && !tids.has(tid));
  const fdLists = before.fdLists.filter(({ tid }) => processes.has(tid) && !alive.has(tid));
  return { ...now, threads: [...now.threads, ...mains, ...vanished], fdLists: [...now.fdLists, ...fdLists] };
}
