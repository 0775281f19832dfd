import type { ShownSpectrogram } from '../port.ts';
import type { Shell } from '../shell.ts';
import type { ScreenStates } from '../state/index.ts';
import { widthText } from './axis.ts';

type State = ScreenStates['spectrogram'];

/** Lines that are no cells: title, decades, what is under the cursor, footer. */
const linesAround = 4;
/** Columns before the cells: the clock and a blank. */
export const spectrogramLeft = 11;
const columnsMax = 110;

/** How many lines and columns of cells a screen has. */
export function gridOf({ columns, rows }: { readonly columns: number; readonly rows: number }): {
  readonly lines: number;
  readonly columns: number;
} {
  return { lines: Math.max(1, rows - linesAround), columns: Math.max(8, Math.min(columnsMax, columns - spectrogramLeft - 1)) };
}

/** A rectangle of cells, the ends included. */
export interface Box {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** The cells chosen: from where Space was pressed to the cursor, or the one under it. */
export function boxOf({ line, column, anchor }: State): Box {
  const from = anchor ?? { line, column };
  return {
    top: Math.min(line, from.line),
    bottom: Math.max(line, from.line),
    left: Math.min(column, from.column),
    right: Math.max(column, from.column),
  };
}

/** Times and latencies of a box, the ends excluded. */
export function rangesOf(shown: ShownSpectrogram, box: Box, grid: { readonly lines: number; readonly columns: number }) {
  const perLine = (shown.to_ns - shown.from_ns) / grid.lines;
  return {
    from_ns: shown.from_ns + box.top * perLine,
    to_ns: shown.from_ns + (box.bottom + 1) * perLine,
    least_ns: shown.latencyAt(box.left, grid.columns),
    most_ns: shown.latencyAt(box.right + 1, grid.columns),
  };
}

/** What is under the cursor, in numbers: `t=+3.5s 10us-13us n=42`. */
export function readout(shown: ShownSpectrogram, state: State, grid: { readonly lines: number; readonly columns: number }): string {
  const box = boxOf(state);
  const { from_ns, to_ns, least_ns, most_ns } = rangesOf(shown, box, grid);
  const cells = shown.cells(grid.lines, grid.columns);
  let count = 0;
  for (let y = box.top; y <= box.bottom; y++) for (let x = box.left; x <= box.right; x++) count += cells[y * grid.columns + x] ?? 0;
  const after = widthText(from_ns - shown.from_ns);
  const until = box.top === box.bottom ? '' : `..+${widthText(to_ns - shown.from_ns)}`;
  return `t=+${after}${until} ${shown.latencyText(least_ns)}-${shown.latencyText(most_ns)} n=${count}`;
}

/** Opens a spectrogram of what is selected; it is filled when it is made. */
export function openSpectrogram(shell: Shell, view: string): void {
  shell.open('spectrogram', { view, shown: undefined, line: 0, column: 0, anchor: undefined });
  makeSpectrogram(shell, view);
}

/** Makes it, and shows it where it is still asked for. */
export function makeSpectrogram(shell: Shell, view: string): void {
  void shell.port.spectrogram?.(view).then((shown) => {
    const top = shell.ui.screens.at(-1);
    if (shown === undefined || top?.id !== 'spectrogram' || top.state.view !== view) return;
    if ('refused' in shown) {
      shell.close();
      shell.accept(shown);
    } else shell.update('spectrogram', { ...top.state, shown });
  });
}
