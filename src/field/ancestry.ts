import type { EventContext, Thread } from '../machine/index.ts';

/** Longer lines of descent are cut: a tree rebuilt from events that were lost may hold a circle. */
const ANCESTORS_MAX = 500;

/** The process a thread belongs to, by its main thread. */
export function processOf({ thread }: EventContext): Thread | undefined {
  return thread?.main;
}

/** The parent of a thread as its own `ptid` says. */
export function parentOf({ machine }: EventContext, thread: Thread | undefined): Thread | undefined {
  return thread === undefined ? undefined : machine.threads.get(thread.ptid);
}

/** The ancestor so many generations up; 0 is the process itself. */
export function ancestor(context: EventContext, generations: number): Thread | undefined {
  let thread = processOf(context);
  for (let i = 0; i < generations && thread !== undefined && i < ANCESTORS_MAX; i++) thread = parentOf(context, thread);
  return generations > ANCESTORS_MAX ? undefined : thread;
}

/**
 * Calls `visit` for every ancestor, the parent first, until it returns false. A circle is gone round at most twice
 * before it is noticed.
 */
export function visitAncestors(context: EventContext, visit: (thread: Thread) => boolean): void {
  let thread = parentOf(context, processOf(context));
  // Brent's way to find a circle: a mark that moves on after 1, 2, 4, 8 steps is met again.
  let mark: Thread | undefined;
  let markAt = 1;
  for (let steps = 1; thread !== undefined && thread !== mark && steps <= ANCESTORS_MAX; steps++) {
    if (!visit(thread)) return;
    if (steps === markAt) {
      mark = thread;
      markAt *= 2;
    }
    thread = parentOf(context, thread);
  }
}

/** The value of every ancestor, the parent's first. */
export function ofAncestors<T>(context: EventContext, read: (thread: Thread) => T): T[] {
  const values: T[] = [];
  visitAncestors(context, (thread) => {
    values.push(read(thread));
    return true;
  });
  return values;
}

/**
 * The leader of the group a process is in: the process whose pid is the group's id, or where it is gone, the oldest
 * ancestor in a row that is in the same group.
 *
 * @param group reads the group's id
 * @param leads tells whether a process found by the id may lead; ids of a pid namespace name no process of the host
 */
export function leaderOf(context: EventContext, group: (thread: Thread) => number | undefined, byHostPid: boolean): Thread | undefined {
  const { machine, thread } = context;
  if (thread === undefined) return undefined;
  const id = group(thread);
  if (id === undefined) return undefined;
  const leader = byHostPid ? machine.threads.get(id) : undefined;
  if (leader !== undefined) return leader;
  let oldest = thread.main;
  const own = group(oldest);
  visitAncestors(context, (parent) => {
    if (group(parent) !== own) return false;
    oldest = parent;
    return true;
  });
  return oldest;
}
