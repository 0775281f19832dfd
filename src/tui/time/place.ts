import type { ViewPort } from '../port.ts';

/** Screens this high show errors, losses and marks below the bar; lower ones the bar only, and small ones rows instead. */
const rowsForBoth = 26;
const rowsForBar = 16;

/** Lines that the time axis takes below the table. */
export function timeLines(port: ViewPort, screenRows: number): number {
  if (screenRows < rowsForBar || port.timeline?.(1, 'events') === undefined) return 0;
  return screenRows >= rowsForBoth ? 2 : 1;
}
