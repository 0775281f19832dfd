import { eventKeyCount, eventNumber, eventTable, typeOfKey } from '../../../event/index.ts';
import type { CompiledFilter } from '../../../filter/index.ts';
import type { ViewColumn, ViewLayout } from '../layout.ts';

const procinfo = eventNumber('PPME_PROCINFO_E');

/** Fields whose value is the same for all events of a thread, as long as nothing changes it. */
const ofThread = /^(?:proc|thread|user|group|container|k8s|mesos|marathon)\./;
/** The number of fds, and CPU time by switches, change with other events than those that change a thread. */
const volatile = /^(?:proc\.fd|thread\.(?:exectime|totexectime)|proc\.duration|proc\.pid\.ts|proc\.ppid\.ts)/;

/**
 * Events that add nothing to a table once their thread has a row: by key, 1 where that is so; undefined where all may
 * add something. In tables of processes most events are such.
 */
export function quietKeys({ columns, view }: ViewLayout, filter: CompiledFilter | undefined): Uint8Array | undefined {
  if (view.type !== 'table' || columns[0] === undefined || !isOfThread(columns[0])) return undefined;
  if (filter?.fields.some(({ definition }) => definition.stateful === true) === true) return undefined;
  const quiet = new Uint8Array(eventKeyCount).fill(1);
  for (const column of columns) {
    const adding = addingKeys(column);
    if (adding === undefined) return undefined;
    for (let key = 0; key < eventKeyCount; key++) if (adding(key)) quiet[key] = 0;
  }
  return quiet;
}

/** Whether a filter says the same of all events of a thread, as long as nothing changes the thread. */
export function asksThreadOnly({ fields }: CompiledFilter): boolean {
  return fields.every(({ definition: { name, stateful } }) => stateful !== true && ofThread.test(name) && !volatile.test(name));
}

/** Which events can change a cell of the column that has a value already; undefined: nobody knows. */
function addingKeys(column: ViewColumn): ((key: number) => boolean) | undefined {
  const { name } = column.field.definition;
  if (/^thread\.cpu|^evt\.count\.(?:proc|thread)info$/.test(name)) return (key) => key === procinfo;
  if (isOfThread(column)) return () => false;
  if (name.startsWith('evt.buflen')) return movesData;
  if (name.startsWith('evt.count.error') || name === 'evt.count.exit') return (key) => !eventTable[typeOfKey(key)]!.enter;
  return undefined;
}

function isOfThread({ field, definition }: ViewColumn): boolean {
  const { name, stateful } = field.definition;
  const once = definition.aggregation === undefined || definition.aggregation === 'MAX' || definition.aggregation === 'MIN';
  return once && stateful !== true && ofThread.test(name) && !volatile.test(name);
}

function movesData(key: number): boolean {
  const { enter, category } = eventTable[typeOfKey(key)]!;
  return !enter && category.startsWith('IO_');
}
