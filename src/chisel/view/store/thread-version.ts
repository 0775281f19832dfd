import { FdTable, Thread } from '../../../machine/index.ts';

/** What a thread was from some event on: its own properties, and those it keeps with its process. */
export interface ThreadVersion {
  readonly tid: number;
  readonly pid: number;
  /**
   * Values of {@link lasting}, in its order, or of those that changed, in theirs: a list takes a third of the memory of an
   * object, and of most changes a list of one is enough.
   */
  readonly values: readonly unknown[];
  /** Index of the thread that is its process's first. */
  readonly main: number;
  readonly cwd: string;
  readonly env: readonly string[];
  readonly fdCount: number;
  /** Whether it is alive: one that is gone can still be the first of its process. */
  readonly alive: boolean;
}

/**
 * Properties that change with every call, belong to whoever works on the thread, or are kept elsewhere.
 */
const transient: ReadonlySet<string> = new Set([
  'fds',
  'lastEventType',
  'lastEventFd',
  'enterTime',
  'lastSeenTime',
  'latency',
  'closing',
  'enter',
  'lineText',
  'removed',
]);

/** Names of the properties that make a version, found once: all threads have the same. */
const lasting: readonly string[] = Object.keys(new Thread(0, 0)).filter((name) => !transient.has(name));

type Properties = Record<string, unknown>;

/** Takes down what a thread is now. @param names the only properties to take; undefined: all */
export function versionOf(thread: Thread, main: number, alive: boolean, names: readonly string[] = lasting): ThreadVersion {
  const own = thread as unknown as Properties;
  const values = new Array<unknown>(names.length);
  for (let i = 0; i < names.length; i++) values[i] = own[names[i]!];
  return { tid: thread.tid, pid: thread.pid, values, main, cwd: thread.cwd, env: thread.env, fdCount: thread.main.fds.size, alive };
}

/** Lists of names that were found changed: there are few, and each change refers to one. */
const knownLists = new Map<string, readonly string[]>();

function listOf(names: readonly string[]): readonly string[] {
  const key = names.join();
  const known = knownLists.get(key);
  if (known !== undefined) return known;
  knownLists.set(key, names);
  return names;
}

const nothing: readonly string[] = [];

/**
 * Index of the first of the {@link lasting} properties that is not what a list says; -1 where all are. Made as program text, with
 * one comparison a property: reading a property by a name that changes takes ten times as long, and this is done for every
 * event that may change its thread.
 */
const firstDifference = new Function(
  'thread',
  'values',
  `${lasting.map((name, i) => `if (thread.${name} !== values[${i}]) return ${i};`).join('\n')}\nreturn -1;`,
) as (thread: Thread, values: readonly unknown[]) => number;

/** What a thread was when it was last looked at. */
export class LastKnown {
  readonly #values: unknown[] = [];
  #cwd: string;
  #env: readonly string[];

  constructor(thread: Thread) {
    const own = thread as unknown as Properties;
    for (let i = 0; i < lasting.length; i++) this.#values.push(own[lasting[i]!]);
    this.#cwd = thread.cwd;
    this.#env = thread.env;
  }

  /** Names of the properties that are not what they were the last time; undefined: none, and nothing else changed either. */
  changes(thread: Thread): readonly string[] | undefined {
    const own = thread as unknown as Properties;
    const values = this.#values;
    let changed: string[] | undefined;
    const first = firstDifference(thread, values);
    for (let i = first < 0 ? lasting.length : first; i < lasting.length; i++) {
      const name = lasting[i]!;
      const value = own[name];
      if (value === values[i]) continue;
      values[i] = value;
      changed ??= [];
      changed.push(name);
    }
    const same = thread.cwd === this.#cwd && thread.env === this.#env;
    if (!same) {
      this.#cwd = thread.cwd;
      this.#env = thread.env;
    }
    if (changed !== undefined) return listOf(changed);
    return same ? undefined : nothing;
  }
}

/**
 * Makes a thread what was taken down. Its `main` is to be set before.
 *
 * @param changed the properties that the version holds; undefined: all
 */
export function applyVersion(thread: Thread, version: ThreadVersion, changed: readonly string[] | undefined): void {
  const own = thread as unknown as Properties;
  const { values } = version;
  if (changed === undefined) for (let i = 0; i < lasting.length; i++) own[lasting[i]!] = values[i];
  else for (let i = 0; i < changed.length; i++) own[changed[i]!] = values[i];
  if (thread.main === thread) {
    thread.cwd = version.cwd;
    thread.env = version.env;
  }
}

/** Stands for a process's fds where only their number is known. */
export class CountedFds extends FdTable {
  count = 0;

  override get size(): number {
    return this.count;
  }
}
