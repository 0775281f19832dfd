import type { Snapshot } from '../port.ts';

/** The smallest screen that shows something. */
export const smallest = { columns: 40, rows: 8 } as const;

/** Screens lower than this show rows instead of their totals. */
const rowsForTotals = 26;

/** Lines above the rows: view, source, titles. */
export const linesAbove = 3;

/** Where rows are on the screen. */
export interface TableArea {
  readonly height: number;
  readonly totals: boolean;
}

/** How a screen of so many lines is divided; the last is the footer's. */
export function tableArea(screenRows: number, { totals }: Snapshot, linesBelow = 0): TableArea {
  const showTotals = totals !== undefined && screenRows >= rowsForTotals;
  return { totals: showTotals, height: Math.max(1, screenRows - linesAbove - 1 - linesBelow - (showTotals ? 1 : 0)) };
}
