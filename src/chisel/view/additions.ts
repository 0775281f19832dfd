import { eventKeyCount, eventNumber, eventTable, typeOfKey } from '../../event/index.ts';
import { isNumeric } from './aggregate.ts';
import type { ViewColumn } from './layout.ts';

/** By event key: indices of the columns whose cells such an event may change in a row that is there. */
export type Additions = readonly (readonly number[])[];

const procinfo = eventNumber('PPME_PROCINFO_E');

/** Which columns events may change in rows of a layout's columns. The first column is the key: nothing changes that. */
export function additionsOf(columns: readonly ViewColumn[]): Additions {
  const adding = columns.map((column, i) => (i === 0 || column.once ? () => false : addingKeys(column)));
  const all = columns.map((_, i) => i);
  return sharedLists((key) => all.filter((i) => adding[i]!(key)));
}

/**
 * The same for events of a thread that has added to the row and is what it was then.
 *
 * @param standing tells which columns say the same of all events of such a thread
 */
export function additionsOfKnown(
  additions: Additions,
  columns: readonly ViewColumn[],
  standing: (column: ViewColumn) => boolean,
): Additions {
  const left = columns.map((column) => !standing(column));
  return sharedLists((key) => additions[key]!.filter((i) => left[i]!));
}

/** Lists with the same content are one: there are few of them, and many keys. */
function sharedLists(listOf: (key: number) => number[]): Additions {
  const known = new Map<string, readonly number[]>();
  return Array.from({ length: eventKeyCount }, (_, key) => {
    const list = listOf(key);
    const name = list.join();
    if (!known.has(name)) known.set(name, list);
    return known.get(name)!;
  });
}

/** Which events may change a cell of the column that has a value already. */
function addingKeys(column: ViewColumn): (key: number) => boolean {
  const has = havingKeys(column);
  return has === undefined || !ignoresMissing(column) ? () => true : has;
}

/** Whether a cell stays what it is where an event does not have the value, or has 0. */
function ignoresMissing({ definition, field, fallback }: ViewColumn): boolean {
  if (fallback === undefined || !isNumeric(field.type)) return false;
  switch (definition.aggregation) {
    case 'SUM':
    case 'TIME_AVG':
      return field.type !== 'DOUBLE';
    case 'MAX':
      return /^UINT|^DOUBLE$|^RELTIME$/.test(field.type);
    case 'AVG':
    case 'MIN':
      // Zeros count there.
      return field.definition.name !== 'evt.latency';
    default:
      return false;
  }
}

/** Which events can have a value other than 0; undefined: nobody knows. */
function havingKeys({ field }: ViewColumn): ((key: number) => boolean) | undefined {
  const { name } = field.definition;
  if (name.startsWith('evt.buflen')) {
    const category = name.endsWith('.in') ? 'IO_READ' : name.endsWith('.out') ? 'IO_WRITE' : 'IO_';
    return (key) => isExit(key) && eventTable[typeOfKey(key)]!.category.startsWith(category);
  }
  // A switch has the latency of the thread's last call.
  if (name === 'evt.latency') return (key) => isExit(key) || eventTable[typeOfKey(key)]!.category === 'SCHEDULER';
  if (name === 'evt.count.exit' || name.startsWith('evt.count.error')) return isExit;
  if (/^evt\.count\.(?:proc|thread)info$/.test(name)) return (key) => key === procinfo;
  const types = field.eventTypes ?? field.definition.eventTypes;
  if (types === undefined) return undefined;
  const having = new Set(types);
  return (key) => having.has(typeOfKey(key));
}

function isExit(key: number): boolean {
  return !eventTable[typeOfKey(key)]!.enter;
}
