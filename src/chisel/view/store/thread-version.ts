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

/**
 * Positions in {@link lasting} of the properties that differ from a version before, ascending. There are few such lists, and short ones
 * are kept once.
 */
export type ChangedProperties = readonly number[];

/**
 * The functions below are made as program text, with one access a property: reading or writing a property by a name that changes takes
 * ten times as long, and this is done for every event that may change its thread. The names in it are those of our own class.
 */
function made<F>(parameters: readonly string[], line: (name: string, i: number) => string, end = ''): F {
  return new Function(...parameters, `${lasting.map(line).join('\n')}\n${end}`) as F;
}

const switched = (line: (name: string, i: number) => string) => `switch (i) {\n${lasting.map(line).join('\n')}\n}`;

/** Brings a list of values up to a thread; gives the positions of those that differed. */
const bringUp = made<(thread: Thread, values: unknown[]) => number[] | undefined>(
  ['thread', 'values', 'changed'],
  (name, i) =>
    `if (thread.${name} !== values[${i}]) { values[${i}] = thread.${name}; changed === undefined ? (changed = [${i}]) : changed.push(${i}); }`,
  'return changed;',
);
const writeAll = made<(thread: Thread, values: readonly unknown[]) => void>(
  ['thread', 'values'],
  (name, i) => `thread.${name} = values[${i}];`,
);
const readAll = new Function('thread', `return [${lasting.map((name) => `thread.${name}`).join(', ')}];`) as (thread: Thread) => unknown[];
const write = new Function(
  'thread',
  'i',
  'value',
  switched((name, i) => `case ${i}: thread.${name} = value; break;`),
) as (thread: Thread, i: number, value: unknown) => void;
const read = new Function(
  'thread',
  'i',
  switched((name, i) => `case ${i}: return thread.${name};`),
) as (thread: Thread, i: number) => unknown;

/** Takes down what a thread is now. @param changed the only properties to take; undefined: all */
export function versionOf(thread: Thread, main: number, alive: boolean, changed?: ChangedProperties): ThreadVersion {
  const values = changed === undefined ? readAll(thread) : changed.map((i) => read(thread, i));
  return { tid: thread.tid, pid: thread.pid, values, main, cwd: thread.cwd, env: thread.env, fdCount: thread.main.fds.size, alive };
}

const ptidAt = lasting.indexOf('ptid');

/** The parent's id, where the version holds it. @param changed the properties that it holds; undefined: all */
export function parentOf({ values }: ThreadVersion, changed: ChangedProperties | undefined): number | undefined {
  const at = changed === undefined ? ptidAt : changed.indexOf(ptidAt);
  const value = values[at];
  return typeof value === 'number' ? value : undefined;
}

const nothing: ChangedProperties = [];
const ofOne: readonly ChangedProperties[] = lasting.map((_, i) => [i]);
const ofSeveral = new Map<number, ChangedProperties>();
/** So many positions of two digits make a number that is exact. */
const positionsMax = 7;

function keptOnce(changed: ChangedProperties): ChangedProperties {
  if (changed.length === 1) return ofOne[changed[0]!]!;
  // Long lists are those of a new program, of which there are few.
  if (changed.length > positionsMax) return changed;
  let key = 0;
  for (let i = 0; i < changed.length; i++) key = key * 100 + changed[i]! + 1;
  const known = ofSeveral.get(key);
  if (known !== undefined) return known;
  ofSeveral.set(key, changed);
  return changed;
}

/** What a thread was when it was last looked at. */
export class LastKnown {
  readonly #values: unknown[];
  #cwd: string;
  #env: readonly string[];

  constructor(thread: Thread) {
    this.#values = readAll(thread);
    this.#cwd = thread.cwd;
    this.#env = thread.env;
  }

  /** The properties that are not what they were the last time; undefined: none, and nothing else changed either. */
  changes(thread: Thread): ChangedProperties | undefined {
    const changed = bringUp(thread, this.#values);
    const same = thread.cwd === this.#cwd && thread.env === this.#env;
    if (!same) {
      this.#cwd = thread.cwd;
      this.#env = thread.env;
    }
    if (changed !== undefined) return keptOnce(changed);
    return same ? undefined : nothing;
  }
}

/**
 * Makes a thread what was taken down. Its `main` is to be set before.
 *
 * @param changed the properties that the version holds; undefined: all
 */
export function applyVersion(thread: Thread, version: ThreadVersion, changed: ChangedProperties | undefined): void {
  const { values } = version;
  if (changed === undefined) writeAll(thread, values);
  else for (let i = 0; i < changed.length; i++) write(thread, changed[i]!, values[i]);
  if (thread.main === thread) {
    thread.cwd = version.cwd;
    thread.env = version.env;
  }
}

/**
 * Properties that are whole numbers and change often. Which of them changed is said by bits, in this order, which is that of
 * {@link lasting}.
 */
const figures = ['flags', 'vmSize', 'vmRss', 'vmSwap', 'pfMajor', 'pfMinor'] as const;

/** By position in {@link lasting}: the bit of a figure; 0 for other properties. */
const figureBits = Uint8Array.from(lasting, (name) => {
  const i = (figures as readonly string[]).indexOf(name);
  return i < 0 ? 0 : 1 << i;
});

/** Numbers that fit into 31 bits are never boxed, but only where it is plain that they are no fractions. */
const whole = (value: string) => `value = ${value}; if (value === (value | 0)) value |= 0;`;

/** Changes of nothing but some figures. */
export const Figures = {
  count: figures.length,
  /** Which figures changed; -1 where anything else did. */
  of(changed: ChangedProperties): number {
    let bits = 0;
    for (let i = 0; i < changed.length; i++) {
      const bit = figureBits[changed[i]!]!;
      if (bit === 0) return -1;
      bits |= bit;
    }
    return bits;
  },
  /** Puts figures of a thread into a list from `at` on; gives where they end. */
  take: new Function(
    'thread',
    'bits',
    'into',
    'at',
    `${figures.map((name, i) => `if (bits & ${1 << i}) into[at++] = thread.${name};`).join('\n')}\nreturn at;`,
  ) as (thread: Thread, bits: number, into: Float64Array, at: number) => number,
  /** Sets figures of a thread to those in a list from `at` on. */
  set: new Function(
    'thread',
    'bits',
    'from',
    'at',
    `let value;\n${figures.map((name, i) => `if (bits & ${1 << i}) { ${whole('from[at++]')} thread.${name} = value; }`).join('\n')}`,
  ) as (thread: Thread, bits: number, from: Float64Array, at: number) => void,
};

/** Stands for a process's fds where only their number is known. */
export class CountedFds extends FdTable {
  count = 0;

  override get size(): number {
    return this.count;
  }
}
