import { Lines } from '../components/lines.tsx';
import { footerLine } from '../footer.ts';
import type { Input, MouseInput } from '../input/index.ts';
import { commandById } from '../keymap.ts';
import type { Shell } from '../shell.ts';
import { currentTable } from '../state/index.ts';
import {
  type ColumnPlan,
  headingLine,
  linesAbove,
  placeColumns,
  rowLine,
  sourceLine,
  tableArea,
  totalsLine,
  viewLine,
} from '../table/index.ts';
import { barCells, barLine, eventsLine, timeLines, timeMouse } from '../time/index.ts';
import { defineScreen } from './screen.ts';

/** Rows that one turn of the wheel moves. */
const wheelRows = 3;

/** A second click within this time is a double click. */
const doubleClick_ms = 400;

/** The table without the last line of the screen, which others fill: screens that lie over it show it behind them. */
export function tableLines(shell: Shell, columns: number, rows: number): string[] {
  const { snapshot, look, ui, port } = shell;
  const table = currentTable(ui);
  const plan = planOf(shell, columns);
  const below = timeLines(port, rows);
  const area = tableArea(rows, snapshot, below);
  const unseen = Math.max(0, snapshot.drops - ui.dropsSeen);
  const lines = [
    viewLine(snapshot, columns, look, port.recording, unseen).text,
    sourceLine(snapshot, columns, look).text,
    headingLine(plan, columns, snapshot.sorting, look),
  ];
  const end = Math.min(snapshot.rows.length, table.top + area.height);
  for (let i = table.top; i < end; i++) lines.push(rowLine(snapshot.rows.at(i), plan, columns, i === table.index, look));
  while (lines.length < linesAbove + area.height) lines.push(' '.repeat(columns));
  if (area.totals) lines.push(totalsLine(snapshot, plan, columns, look));
  const timeline = below === 0 ? undefined : port.timeline?.(barCells(columns), ui.time.lane);
  if (timeline !== undefined) {
    lines.push(barLine(timeline, ui.time, ui.time.window, columns, look));
    if (below > 1) lines.push(eventsLine(timeline, ui.time, ui.time.window, columns, look));
  }
  return lines;
}

function planOf({ snapshot, ui }: Shell, columns: number): ColumnPlan {
  const { columns: all, sorting, view, trend } = snapshot;
  return placeColumns(all, columns, currentTable(ui).scrolled, sorting, ui.choices[view.id], ui.trends ? trend : undefined);
}

/** Which row is selected of how many. */
function position({ snapshot, ui }: Shell): string {
  return snapshot.rows.length === 0 ? 'no rows' : `${currentTable(ui).index + 1}/${snapshot.rows.length}`;
}

/** The last click on a row, to know a double click. */
const clicks = new WeakMap<Shell, { readonly at_ms: number; readonly row: number }>();

function press(shell: Shell, { x, y }: MouseInput, now_ms: number): void {
  const { columns } = shell.ui;
  if (y === 0) {
    const step = viewLine(shell.snapshot, columns, shell.look).spans.find(({ from, to }) => x >= from && x < to)?.step;
    if (step !== undefined) for (let ups = shell.ui.tables.length - 1 - step; ups > 0; ups--) shell.drillUp();
  } else if (y === 1) {
    const onFilter = sourceLine(shell.snapshot, columns, shell.look).spans.some(({ from, to }) => x >= from && x < to);
    if (onFilter) commandById('filter')?.run(shell);
  } else if (y === linesAbove - 1) {
    const column = planOf(shell, columns).placed.find((placed) => x >= placed.x && x < placed.x + placed.width);
    if (column !== undefined) shell.sortBy(column.index);
  } else {
    const row = currentTable(shell.ui).top + y - linesAbove;
    if (y - linesAbove >= shell.tableHeight || row >= shell.snapshot.rows.length) return;
    const last = clicks.get(shell);
    const again = last?.row === row && now_ms - last.at_ms < doubleClick_ms;
    clicks.set(shell, { at_ms: again ? 0 : now_ms, row });
    shell.selectRow(row);
    if (again) shell.drillDown();
  }
}

/** The mouse in the table. Keys are all in the key map. */
export function tableMouse(shell: Shell, input: Input): boolean {
  if (input.kind !== 'mouse') return false;
  const { index } = currentTable(shell.ui);
  if (input.action === 'wheelup') shell.selectRow(index - wheelRows);
  else if (input.action === 'wheeldown') shell.selectRow(index + wheelRows);
  else if (input.action === 'press' && input.button === 'left') press(shell, input, Date.now());
  return true;
}

export const tableScreen = defineScreen('table', {
  input: (shell, _state, input) => timeMouse(shell, input) || tableMouse(shell, input),
  View: ({ shell, columns, rows }) => (
    <Lines columns={columns} lines={[...tableLines(shell, columns, rows), footerLine(shell, columns, position(shell))]} />
  ),
});
