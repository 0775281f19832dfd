import type { ShownRows, Snapshot } from '../port.ts';
import { type ListState, selectIn } from './list.ts';

/** What the user did to a table, one a step of the path: drilling up finds the row again. */
export interface TableState extends ListState {
  /** Key of the selected row; undefined until one is chosen: the first stays selected. */
  readonly key: string | undefined;
  /** How many columns behind the first are scrolled away. */
  readonly scrolled: number;
}

export const freshTable: TableState = { index: 0, top: 0, key: undefined, scrolled: 0 };

/** The table with the row at `index` selected. */
export function selectRow(table: TableState, index: number, rows: ShownRows, height: number): TableState {
  if (rows.length === 0) return table;
  const list = selectIn(table, index, rows.length, height);
  return { ...table, ...list, key: rows.at(list.index).key };
}

/**
 * The table after new rows came: the selection follows its row. Where the row is gone the one in its place is selected;
 * while more is to come nothing is decided.
 */
export function settle(table: TableState, snapshot: Snapshot, height: number): TableState {
  const { rows, busy } = snapshot;
  if (table.key === undefined) return rows.length === 0 ? table : { ...table, ...selectIn(table, 0, rows.length, height) };
  const index = rows.indexOf(table.key);
  if (index >= 0) return index === table.index ? table : { ...table, ...selectIn(table, index, rows.length, height) };
  if (busy || rows.length === 0) return table;
  return selectRow(table, table.index, rows, height);
}
