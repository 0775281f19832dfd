import { eventKeyCount, eventNumber, eventTable, eventTypeCount, typeOfKey } from '../../event/index.ts';
import { isNumeric } from './aggregate.ts';
import type { ViewColumn } from './layout.ts';

/** By event key: indices of the columns whose cells such an event may change in a row that is there. */
export type Additions = readonly (readonly number[])[];

const procinfo = eventNumber('PPME_PROCINFO_E');

/** A view is made again and again. */
const additionsOfColumns = new WeakMap<readonly ViewColumn[], Additions>();

/** Which columns events may change in rows of a layout's columns. The first column is the key: nothing changes that. */
export function additionsOf(columns: readonly ViewColumn[]): Additions {
  const known = additionsOfColumns.get(columns);
  if (known !== undefined) return known;
  const adding = columns.map((column, i) => (i === 0 || column.once ? () => false : addingTypes(column)));
  const all = columns.map((_, i) => i);
  const additions = byType((type) => all.filter((i) => adding[i]!(type)));
  additionsOfColumns.set(columns, additions);
  return additions;
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
  return byType((type) => additions[type]!.filter((i) => left[i]!));
}

/** What holds for a type holds for all keys of it. */
function byType(listOf: (type: number) => readonly number[]): Additions {
  const lists = Array.from({ length: eventTypeCount }, (_, type) => listOf(type));
  return Array.from({ length: eventKeyCount }, (_, key) => lists[typeOfKey(key)]!);
}

/** Which events may change a cell of the column that has a value already. */
function addingTypes(column: ViewColumn): (type: number) => boolean {
  const has = havingTypes(column);
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
function havingTypes({ field }: ViewColumn): ((type: number) => boolean) | undefined {
  const { name } = field.definition;
  if (name.startsWith('evt.buflen')) {
    const category = name.endsWith('.in') ? 'IO_READ' : name.endsWith('.out') ? 'IO_WRITE' : 'IO_';
    return (type) => isExit(type) && eventTable[type]!.category.startsWith(category);
  }
  // A switch has the latency of the thread's last call.
  if (name === 'evt.latency') return (type) => isExit(type) || eventTable[type]!.category === 'SCHEDULER';
  if (name === 'evt.count.exit' || name.startsWith('evt.count.error')) return isExit;
  if (/^evt\.count\.(?:proc|thread)info$/.test(name)) return (type) => type === procinfo;
  const types = field.eventTypes ?? field.definition.eventTypes;
  if (types === undefined) return undefined;
  const having = new Set(types);
  return (type) => having.has(type);
}

function isExit(type: number): boolean {
  return !eventTable[type]!.enter;
}
