import type { ShownColumn, Sorting, Trend } from '../port.ts';
import type { ColumnChoice } from '../state/index.ts';
import { widthOf } from '../text/index.ts';

/** A column on the screen. */
export interface PlacedColumn {
  /** Index into the columns of the snapshot. */
  readonly index: number;
  readonly column: ShownColumn;
  /** The first cell on the line. */
  readonly x: number;
  readonly width: number;
}

/** The trend on the screen, behind the column whose numbers it shows. */
export interface PlacedTrend {
  readonly trend: Trend;
  readonly title: string;
  readonly x: number;
  readonly width: number;
}

export interface ColumnPlan {
  readonly placed: readonly PlacedColumn[];
  /** Index of the column that takes the rest of the line; undefined: there is none. */
  readonly rest: number | undefined;
  /** Where the trend is; undefined: there is none, or it found no room. */
  readonly trend: PlacedTrend | undefined;
  /** Columns that found no room, at the right and scrolled away at the left. */
  readonly hidden: number;
  /** The furthest that scrolling goes. */
  readonly scrollMax: number;
}

/** A column that takes the rest of the line is never narrower than this. */
const restMin = 10;
/** So much more than that it keeps beside a trend. */
const besideTrend = 14;
/** Before the first column stands the mark of the selected row. */
const firstX = 1;
const gap = 1;

/** The title with its unit: `CPU%`, `FILE/s`. */
export function titleOf({ title, unit }: ShownColumn): string {
  if (unit === '%' && !title.includes('%')) return `${title}%`;
  return unit?.endsWith('/s') === true && !title.endsWith('/s') ? `${title}/s` : title;
}

/** Columns in the order the user wants, without those hidden, as indices. The first cannot be hidden: rows are known by it. */
export function chosenColumns(columns: readonly ShownColumn[], choice: ColumnChoice | undefined): number[] {
  const all = columns.map((_, i) => i);
  if (choice === undefined) return all;
  const place = (i: number) => {
    const at = choice.order.indexOf(columns[i]!.id);
    return at < 0 ? choice.order.length + i : at;
  };
  const ordered = all.toSorted((a, b) => place(a) - place(b));
  const shown = ordered.filter((i) => !choice.hidden.includes(columns[i]!.id));
  return shown.length === 0 ? ordered.slice(0, 1) : shown;
}

/**
 * Places columns on a line. The first is always there. Unscrolled, the sorted column and the one that takes the rest
 * come before all others, then the others from the left; scrolled, those behind what was scrolled away, in order.
 */
export function placeColumns(
  columns: readonly ShownColumn[],
  width: number,
  scrolled: number,
  sorting: Sorting | undefined,
  choice?: ColumnChoice,
  trend?: Trend,
): ColumnPlan {
  const order = chosenColumns(columns, choice);
  const widths = new Map(order.map((i) => [i, widthFor(columns[i]!)]));
  const room = width - firstX;
  const scrollMax = Math.max(0, order.length - 2);
  const skipped = Math.min(scrolled, scrollMax);
  const candidates = order.slice(1 + skipped);
  const [first = 0] = order;
  const rest = order.findLast((i) => columns[i]!.width === 0) ?? order.slice(1).findLast((i) => columns[i]!.align === 'left');
  const wanted = skipped > 0 ? candidates : preferred(candidates, [sorting?.column, rest]);
  let used = widths.get(first) ?? 0;
  const kept = new Set([first]);
  for (const i of wanted) {
    const needed = gap + widths.get(i)!;
    if (used + needed > room) break;
    used += needed;
    kept.add(i);
  }
  const shown = order.filter((i) => kept.has(i));
  // What takes the rest takes it; a first column that is wider than the screen is cut.
  const trendTitle = trend === undefined ? '' : `${titleOf(columns[trend.column]!)} trend`;
  const trendWidth = trend === undefined ? 0 : Math.max(trend.buckets, widthOf(trendTitle));
  // A trend only adds: it takes no room from any column, and leaves the one that takes the rest enough to be read.
  const hasTrend =
    trend !== undefined &&
    skipped === 0 &&
    shown.length === order.length &&
    kept.has(trend.column) &&
    room - used - gap - trendWidth >= besideTrend;
  const spare = Math.max(0, room - used - (hasTrend ? gap + trendWidth : 0));
  let x = firstX;
  let placedTrend: PlacedTrend | undefined;
  const placed = shown.map((index) => {
    const own = widths.get(index)! + (index === rest ? spare : 0);
    const column = { index, column: columns[index]!, x, width: Math.max(0, Math.min(own, width - x)) };
    x += own + gap;
    if (hasTrend && index === trend.column) {
      placedTrend = { trend, title: trendTitle, x, width: trendWidth };
      x += trendWidth + gap;
    }
    return column;
  });
  return { placed, rest, trend: placedTrend, hidden: order.length - shown.length, scrollMax };
}

function widthFor(column: ShownColumn): number {
  const title = widthOf(titleOf(column)) + 1;
  return Math.max(column.width === 0 ? restMin : column.width, title);
}

function preferred(candidates: readonly number[], first: readonly (number | undefined)[]): number[] {
  return [...candidates.filter((i) => first.includes(i)), ...candidates.filter((i) => !first.includes(i))];
}
