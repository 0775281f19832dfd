import type { Look } from '../look/index.ts';
import type { Branch, ShownRow, Snapshot, Sorting } from '../port.ts';
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

/**
 * A row of cells in exactly `width` columns.
 *
 * @param trend what stands where the plan has a trend
 * @param branch what stands before the text that takes the rest of the line
 */
export function cellsLine(
  cells: readonly (string | undefined)[],
  plan: ColumnPlan,
  width: number,
  mark: string,
  look: Look,
  trend = '',
  branch = '',
): string {
  let line = mark;
  let end = widthOf(mark);
  for (const { index, column, x, width: own } of plan.placed) {
    const before = index === plan.rest ? cut(branch, Math.floor(own / 2)) : '';
    line += ' '.repeat(Math.max(0, x - end)) + before + inColumns(look.show(cells[index] ?? ''), own - widthOf(before), column.align);
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
  const line = cellsLine(row.cells, plan, width, selected ? look.marks.selected : ' ', look, trend, branchText(row.branch, look));
  return selected ? look.paint('selected', line) : line;
}

/** The lines that lead to a row of a tree. */
function branchText(branch: Branch | undefined, look: Look): string {
  if (branch === undefined) return '';
  const { more, last, passing, none } = look.marks.branch;
  return branch.passing.map((goesOn) => (goesOn ? passing : none)).join('') + (branch.last ? last : more);
}

/** The line of totals. */
export function totalsLine({ totals, rows }: Snapshot, plan: ColumnPlan, width: number, look: Look): string {
  const count = ` ${look.marks.sum} ${rows.length} rows`;
  const cells = cellsLine(totals ?? [], plan, width, '', look);
  // The number of rows stands where the first columns have no totals.
  const free = /^ */.exec(cells)![0].length;
  return look.paint('sum', widthOf(count) < free ? count + cells.slice(widthOf(count)) : cells);
}
