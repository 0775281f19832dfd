import type { FieldValue } from '../../field/index.ts';
import { isNumeric } from './aggregate.ts';
import { cellText, meaningOf, plainText } from './cell.ts';
import type { ViewColumn, ViewLayout } from './layout.ts';
import type { Row } from './rows.ts';

/** How rows are ordered. */
export interface Sorting {
  /** Index among the shown columns. */
  readonly column: number;
  readonly ascending: boolean;
}

/** A row of a sample. */
export interface SampleRow {
  readonly key: FieldValue;
  /** The key as a filter writes it, without quotes. */
  readonly keyText: string;
  /** By shown column: sums as events gave them. */
  readonly values: readonly FieldValue[];
  /** By shown column: of how many values each is made; 0 where no event had one. */
  readonly counts: readonly number[];
}

/** The rows of a view over some time. */
export interface Sample {
  readonly layout: ViewLayout;
  /** The columns behind the key, in order. */
  readonly columns: readonly ViewColumn[];
  readonly key: ViewColumn | undefined;
  readonly rows: readonly SampleRow[];
  /** Length of the time, in seconds. */
  readonly seconds: number;
}

/** The shown columns of a layout: all but the key that rows have in the end. */
export function shownColumns({ columns, order, view }: ViewLayout): ViewColumn[] {
  return (view.type === 'list' ? order : order.slice(1)).map((i) => columns[i]!);
}

/** Puts collected rows into the form they are shown in. */
export function sampleOf(layout: ViewLayout, rows: readonly Row[], seconds: number): Sample {
  const list = layout.view.type === 'list';
  const order = list ? layout.order : layout.order.slice(1);
  const key = list ? undefined : layout.columns[layout.order[0]!];
  return {
    layout,
    columns: shownColumns(layout),
    key,
    seconds,
    rows: rows.map((row) => ({
      key: row.key,
      keyText: key === undefined ? String(row.key) : plainText(key.field.type, row.key),
      values: order.map((i) => row.values[i]!),
      counts: order.map((i) => row.counts[i]!),
    })),
  };
}

/** How a view is sorted before anybody asks: by its own column, numbers from the largest. Lists stay in time. */
export function defaultSorting(layout: ViewLayout): Sorting | undefined {
  if (layout.view.type === 'list') return undefined;
  const columns = shownColumns(layout);
  const marked = columns.findIndex(({ definition }) => definition.sorting === true);
  return sortingBy(columns, Math.max(marked, 0));
}

/** Sorting by a column in the direction that is usual for it: numbers descend, texts ascend. */
export function sortingBy(columns: readonly ViewColumn[], column: number): Sorting {
  return { column, ascending: !isNumeric(columns[column]!.field.type) };
}

/** Rows in order; those that are equal go by their key, so that they stay where they are from one sample to the next. */
export function sortRows({ columns, rows, seconds }: Sample, sorting: Sorting | undefined): SampleRow[] {
  if (sorting === undefined) return [...rows];
  const { column: at, ascending } = sorting;
  const column = columns[at];
  if (column === undefined) return [...rows];
  const sign = ascending ? 1 : -1;
  const meant = new Map(rows.map((row) => [row, meaningOf(column, row.values[at]!, row.counts[at]!, seconds)] as const));
  return [...rows].sort((a, b) => sign * compare(meant.get(a)!, meant.get(b)!) || compare(a.key, b.key));
}

/** Order of two values of one column. Of different types (IPv4 and IPv6 ends) numbers come first. */
export function compare(a: FieldValue, b: FieldValue): number {
  if (typeof a !== typeof b && (typeof a === 'string' || typeof b === 'string')) return typeof a === 'string' ? 1 : -1;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The text of each shown cell of a row. */
export function rowTexts({ columns, seconds }: Pick<Sample, 'columns' | 'seconds'>, row: SampleRow): string[] {
  return columns.map((column, i) => cellText(column, meaningOf(column, row.values[i]!, row.counts[i]!, seconds)));
}

/**
 * The sums of the columns that can be summed, by shown column; undefined where a sum means nothing: ids, texts,
 * maxima and averages of times.
 */
export function totalsOf({ columns, rows, seconds }: Sample): (number | undefined)[] {
  return columns.map((column, i) => {
    const { aggregation, groupAggregation } = column.definition;
    const adds = aggregation === 'SUM' || aggregation === 'TIME_AVG' || groupAggregation === 'SUM' || column.field.type === 'DOUBLE';
    if (!adds || aggregation === undefined || (aggregation === 'MAX' && groupAggregation === undefined) || !isNumeric(column.field.type))
      return undefined;
    return rows.reduce((sum, row) => sum + Number(meaningOf(column, row.values[i]!, row.counts[i]!, seconds)), 0);
  });
}
