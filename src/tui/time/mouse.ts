import type { Input } from '../input/index.ts';
import type { Shell } from '../shell.ts';
import { linesAbove, tableArea } from '../table/index.ts';
import { around, between, widthOfSpan } from './axis.ts';
import { barPlace, cellAt } from './bar.ts';
import { timeLines } from './place.ts';
import { askWindow, axisOf } from './window.ts';

/** A click on the bar brings the window there, dragging makes one. True: the input was one for the bar. */
export function timeMouse(shell: Shell, input: Input): boolean {
  if (input.kind !== 'mouse' || input.button !== 'left') return false;
  const { drag, window } = shell.ui.time;
  const { columns, rows } = shell.ui;
  const lines = timeLines(shell.port, rows);
  const axis = axisOf(shell);
  if (lines === 0 || axis === undefined) return false;
  const area = tableArea(rows, shell.snapshot, lines);
  const y = linesAbove + area.height + (area.totals ? 1 : 0);
  if (drag === undefined && (input.action !== 'press' || input.y < y || input.y >= y + lines)) return false;
  const place = barPlace(columns, axis, window);
  const perCell = widthOfSpan(axis) / place.cells;
  const cell = cellAt(place, input.x);
  const at = axis.from_ns + cell * perCell;
  if (input.action === 'press') {
    shell.dispatch({ type: 'time', time: { drag: { from_ns: at, to_ns: at } } });
    return true;
  }
  if (drag === undefined) return false;
  if (input.action === 'move') {
    shell.dispatch({ type: 'time', time: { drag: { ...drag, to_ns: at >= drag.from_ns ? at + perCell : at } } });
    return true;
  }
  shell.dispatch({ type: 'time', time: { drag: undefined } });
  // The cell it was let go over may be another than that of the last move.
  const clicked = drag.from_ns === drag.to_ns && at === drag.from_ns;
  askWindow(shell, clicked ? around(axis, window, at + perCell / 2) : between(axis, drag.from_ns, at >= drag.from_ns ? at + perCell : at));
  return true;
}
