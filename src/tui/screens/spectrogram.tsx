import { Lines } from '../components/lines.tsx';
import { footerLine } from '../footer.ts';
import { type Input, keyLabel, type MouseInput } from '../input/index.ts';
import { commandById } from '../keymap.ts';
import type { Shell } from '../shell.ts';
import type { ScreenStates } from '../state/index.ts';
import { inColumns } from '../text/index.ts';
import { boxOf, gridOf, makeSpectrogram, rangesOf, readout, spectrogramLeft } from '../time/index.ts';
import { defineScreen } from './screen.ts';

type State = ScreenStates['spectrogram'];

/** Lines above the cells: title, decades. */
const above = 2;
/** A density is worth one step of the ramp more for each so many times. */
const step = 2;
const decades = ['1ns', '10ns', '100ns', '1us', '10us', '100us', '1ms', '10ms', '100ms', '1s', '10s'] as const;

/** Cells that cursor keys move by. */
const moves: Readonly<Record<string, readonly [lines: number, columns: number]>> = {
  up: [-1, 0],
  down: [1, 0],
  left: [0, -1],
  right: [0, 1],
  k: [-1, 0],
  j: [1, 0],
  pageup: [-10, 0],
  pagedown: [10, 0],
  home: [0, -1000],
  end: [0, 1000],
};

export const spectrogramScreen = defineScreen('spectrogram', {
  input: (shell, state, input) => (input.kind === 'mouse' ? mouse(shell, state, input) : key(shell, state, input)),
  View: ({ shell, state, columns, rows }) => <Lines columns={columns} lines={spectrogramLines(shell, state, columns, rows)} />,
});

function moved(shell: Shell, state: State, line: number, column: number): State {
  const grid = gridOf(shell.ui);
  return {
    ...state,
    line: Math.max(0, Math.min(grid.lines - 1, line)),
    column: Math.max(0, Math.min(grid.columns - 1, column)),
  };
}

function mouse(shell: Shell, state: State, { action, button, x, y }: MouseInput): boolean {
  if (button !== 'left') return true;
  const at = moved(shell, state, y - above, x - spectrogramLeft);
  if (action === 'press') shell.update('spectrogram', { ...at, anchor: undefined });
  else if (action === 'move') shell.update('spectrogram', { ...at, anchor: state.anchor ?? { line: state.line, column: state.column } });
  return true;
}

function key(shell: Shell, state: State, input: Input): boolean {
  if (input.kind !== 'key') return true;
  const label = keyLabel(input);
  const move = moves[label];
  if (move !== undefined) {
    shell.update('spectrogram', moved(shell, state, state.line + move[0], state.column + move[1]));
    return true;
  }
  if (label === ' ') {
    shell.update('spectrogram', { ...state, anchor: state.anchor === undefined ? { line: state.line, column: state.column } : undefined });
    return true;
  }
  if (label === 'enter') {
    into(shell, state);
    return true;
  }
  if (label === 'escape' && state.anchor !== undefined) {
    shell.update('spectrogram', { ...state, anchor: undefined });
    return true;
  }
  if (label === 'f2' || label === 'r') {
    makeSpectrogram(shell, state.view);
    return label === 'r';
  }
  return false;
}

/** The events in the box: a window and a filter, and their list where there is one. */
function into(shell: Shell, state: State): void {
  if (state.shown === undefined) return;
  const { from_ns, to_ns, least_ns, most_ns } = rangesOf(state.shown, boxOf(state), gridOf(shell.ui));
  const field = state.view === 'spectro_traces' ? 'span.duration' : 'evt.latency';
  const own = `${field}>=${Math.round(least_ns)} and ${field}<${Math.round(most_ns)}`;
  const { filter } = shell.snapshot;
  const window = { from_ns: Math.round(from_ns), to_ns: Math.round(to_ns) };
  if (!shell.accept(shell.port.setFilter(filter === '' ? own : `(${filter}) and ${own}`))) return;
  if (!shell.accept(shell.port.setWindow(window))) return;
  shell.dispatch({ type: 'time', time: { window, before: shell.ui.time.window } });
  shell.close();
  const dig = commandById('dig');
  if (dig !== undefined && dig.unavailable?.(shell) === undefined) dig.run(shell);
}

function spectrogramLines(shell: Shell, state: State, columns: number, rows: number): string[] {
  const { look, snapshot, port } = shell;
  const grid = gridOf({ columns, rows });
  const view = port.views().find(({ id }) => id === state.view)?.name ?? state.view;
  const path = ['whole machine', ...snapshot.path.map(({ label }) => look.show(label))].join(` ${look.marks.step} `);
  const { shown } = state;
  const title = look.paint(
    'heading',
    inColumns(`Viewing: ${look.tell(view)}  For: ${path}${shown === undefined ? '  counting ...' : ''}`, columns),
  );
  const blank = ' '.repeat(columns);
  if (shown === undefined) return [title, ...Array.from({ length: rows - 2 }, () => blank), footerLine(shell, columns)];
  const cells = shown.cells(grid.lines, grid.columns);
  const box = boxOf(state);
  const perLine = (shown.to_ns - shown.from_ns) / grid.lines;
  const body = Array.from({ length: grid.lines }, (_, y) => {
    let line = inColumns(shown.clock(shown.from_ns + y * perLine), spectrogramLeft);
    const text = Array.from({ length: grid.columns }, (_cell, x) => density(cells[y * grid.columns + x]!)).join('');
    const inBox = y >= box.top && y <= box.bottom;
    line += inBox
      ? text.slice(0, box.left) + look.paint('selected', text.slice(box.left, box.right + 1)) + text.slice(box.right + 1)
      : text;
    return line + ' '.repeat(Math.max(0, columns - spectrogramLeft - grid.columns));
  });
  const said = inColumns(` ${readout(shown, state, grid)}   ${shown.total} events${state.anchor === undefined ? '' : '   box'}`, columns);
  return [title, decadesLine(grid.columns, columns), ...body, look.paint('state', said), footerLine(shell, columns)];
}

/** From nothing to very many, in characters that every terminal has. */
const ramp = ' .:-=+*#%@';

/** A count as a character: each step of the ramp stands for twice as many. */
function density(count: number): string {
  if (count === 0) return ramp[0]!;
  return ramp[Math.min(ramp.length - 1, 1 + Math.floor(Math.log(count) / Math.log(step)))]!;
}

/** Latencies above the columns where they begin. */
function decadesLine(cells: number, columns: number): string {
  let line = ' '.repeat(spectrogramLeft);
  for (const [i, name] of decades.entries()) {
    const x = spectrogramLeft + Math.round((i * cells) / decades.length);
    if (x >= line.length) line = `${inColumns(line, x)}${name} `;
  }
  return inColumns(line, columns);
}
