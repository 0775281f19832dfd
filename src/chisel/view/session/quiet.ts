import type { BoundField } from '../../../field/index.ts';
import type { CompiledFilter, Conjunct } from '../../../filter/index.ts';
import { type Additions, additionsOf, additionsOfKnown } from '../additions.ts';
import type { ViewColumn, ViewLayout } from '../layout.ts';

/** Fields whose value is the same for all events of a thread, as long as nothing changes it. */
const ofThread = /^(?:proc|thread|user|group|container|k8s|mesos|marathon)\./;
/** The number of fds, and CPU time by switches, change with other events than those that change a thread. */
const volatile = /^(?:thread\.(?:exectime|totexectime)|proc\.duration|proc\.pid\.ts|proc\.ppid\.ts)/;
const ofFds = /^proc\.fd/;
/** Of these, those that hang on the thread and its process alone, and not on parents or leaders of sessions. */
const ofProcess =
  /^(?:proc\.(?:v?pid|ppid|sid|v?pgid|name|exe|exepath|args|cmdline|exeline|cmdnargs|cmdlenargs|cwd|tty|nthreads|nchilds|vm\w+|fd\w+)|thread\.(?:v?tid|ismain|nametid|cpu\S*|vm\w+(?:\.b)?|pf\w+|cgroups?|cap_\w+)|(?:user|group|container|k8s|mesos|marathon)\..*)$/;

/**
 * What events add to a table once their thread has a row, by key: in tables of processes most add nothing. undefined
 * where rows are not of threads.
 *
 * @param countsFds who asks knows of a change in the number of fds as of any other change of a thread
 */
export function knownAdditions(layout: ViewLayout, filter: CompiledFilter | undefined, countsFds: boolean): Additions | undefined {
  const { columns, view } = layout;
  const standing = (column: ViewColumn) => isStanding(column, countsFds);
  if (view.type !== 'table' || columns[0] === undefined || !standing(columns[0])) return undefined;
  if (filter?.fields.some(({ definition }) => definition.stateful === true) === true) return undefined;
  return kept(countsFds ? ofKnownWithFds : ofKnown, columns, () => additionsOfKnown(additionsOf(columns), columns, standing));
}

/** A table is made again and again: what follows from its columns alone is found out once. */
const ofKnown = new WeakMap<readonly ViewColumn[], Additions>();
const ofKnownWithFds = new WeakMap<readonly ViewColumn[], Additions>();
const quietOf = new WeakMap<Additions, Uint8Array>();

function kept<K extends object, V>(known: WeakMap<K, V>, key: K, make: () => V): V {
  let value = known.get(key);
  if (value === undefined) {
    value = make();
    known.set(key, value);
  }
  return value;
}

/** Events that add nothing to a table once their thread has a row: by key, 1 where that is so; undefined where all may. */
export function quietKeys(additions: Additions | undefined): Uint8Array | undefined {
  return additions && kept(quietOf, additions, () => Uint8Array.from(additions, (list) => (list.length === 0 ? 1 : 0)));
}

/** Whether a part of a filter says the same of all events of a thread, as long as nothing changes the thread. */
export function asksThreadOnly({ fields }: Conjunct, countsFds: boolean): boolean {
  return fields.every((field) => isOfThread(field, countsFds));
}

/** Whether any of the fields says something about how many fds a process has. */
export function readFds(fields: readonly BoundField[]): boolean {
  return fields.some(({ definition }) => ofFds.test(definition.name));
}

/** Whether all the fields that say something about the thread can change only where its process does. */
export function readProcessOnly(fields: readonly BoundField[]): boolean {
  return fields.every(({ definition: { name } }) => !ofThread.test(name) || ofProcess.test(name));
}

function isOfThread({ definition: { name, stateful } }: BoundField, countsFds: boolean): boolean {
  return stateful !== true && ofThread.test(name) && !volatile.test(name) && (countsFds || !ofFds.test(name));
}

function isStanding({ field, definition }: ViewColumn, countsFds: boolean): boolean {
  const once = definition.aggregation === undefined || definition.aggregation === 'MAX' || definition.aggregation === 'MIN';
  return once && isOfThread(field, countsFds);
}
