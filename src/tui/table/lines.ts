import type { Look } from '../look/index.ts';
import type { ShownRow, Snapshot, Sorting } from '../port.ts';
import { cut, inColumns, widthOf } from '../text/index.ts';
import { type ColumnPlan, titleOf } from './columns.ts';
import { trendText } from './trend.ts';

/** The line of titles; the sorted one carries its direction, and columns without room are counted at the end. */
export function headingLine(plan: ColumnPlan, width: number, sorting: Sorting | undefined, look: Look): string {
  let line = '';
  for (const { index, column, x, width: own } of plan.placed) {
    const mark = sorting?.column !== index ? '' : sorting.descending ? look.marks.descending : look.marks.ascending;
    line = inColumns(line, x) + inColumns(look.tell(titleOf(column)) + mark, own, column.align);
    if (plan.trend?.trend.column === index) line = inColumns(line, plan.trend.x) + inColumns(look.tell(plan.trend.title), plan.trend.width);
  }
  const more = plan.hidden === 0 ? '' : ` +${plan.hidden} cols ${look.marks.more}`;
  return look.paint('heading', inColumns(cut(line, Math.max(0, width - widthOf(more))), width - widthOf(more)) + more);
}

/** A row of cells in exactly `width` columns. @param trend what stands where the plan has a trend */
export function cellsLine(
  cells: readonly (string | undefined)[],
  plan: ColumnPlan,
  width: number,
  mark: string,
  look: Look,
  trend = '',
): string {
  let line = mark;
  let end = widthOf(mark);
  for (const { index, column, x, width: own } of plan.placed) {
    line += ' '.repeat(Math.max(0, x - end)) + inColumns(look.show(cells[index] ?? ''), own, column.align);
    end = x + own;
    if (plan.trend?.trend.column === index) {
      line += ' '.repeat(plan.trend.x - end) + inColumns(trend, plan.trend.width);
      end = plan.trend.x + plan.trend.width;
    }
  }
  return line + ' '.repeat(Math.max(0, width - end));
}

/** A row; the selected one is marked and reversed. */
export function rowLine(row: ShownRow, plan: ColumnPlan, width: number, selected: boolean, look: Look): string {
  const trend = plan.trend === undefined ? '' : trendText(plan.trend.trend, row.key, look);
  const line = cellsLine(row.cells, plan, width, selected ? look.marks.selected : ' ', look, trend);
  return selected ? look.paint('selected', line) : line;
}

/** The line of totals. */
export function totalsLine({ totals, rows }: Snapshot, plan: ColumnPlan, width: number, look: Look): string {
  const count = ` ${look.marks.sum} ${rows.length} rows`;
  const cells = cellsLine(totals ?? [], plan, width, '', look);
  // The number of rows stands where the first columns have no totals.
  const free = /^ */.exec(cells)![0].length;
  return look.paint('sum', widthOf(count) < free ? count + cells.slice(widthOf(count)) : cells);
}
