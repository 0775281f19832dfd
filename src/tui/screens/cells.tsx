import { Page, pageHeight } from '../components/page.tsx';
import { keyLabel } from '../input/index.ts';
import type { Shell } from '../shell.ts';
import { movedBy, type ScreenStates, selectIn } from '../state/index.ts';
import { titleOf } from '../table/index.ts';
import { displayText, elide, inColumns } from '../text/index.ts';
import { defineScreen } from './screen.ts';

type State = ScreenStates['cells'];

const titleWidth = 16;

const questions: Readonly<Record<State['purpose'], string>> = {
  filter: 'Count only events with this value',
  exclude: 'Leave out events with this value',
  copy: 'Copy',
};

interface Entry {
  readonly title: string;
  /** Binary strings: the cell, or all of the row. */
  readonly values: readonly string[];
  /** undefined: the whole row. */
  readonly column: number | undefined;
}

/** The cells of the row, and for copying the row before them; none where the row went away. */
function entriesOf({ snapshot }: Shell, { rowKey, purpose }: State): Entry[] {
  const at = snapshot.rows.indexOf(rowKey);
  if (at < 0) return [];
  const { cells } = snapshot.rows.at(at);
  const single = snapshot.columns.map((column, i) => ({ title: titleOf(column), values: [cells[i] ?? ''], column: i }));
  return purpose === 'copy' ? [{ title: 'whole row', values: cells, column: undefined }, ...single] : single;
}

function take(shell: Shell, state: State, { values, column }: Entry): void {
  shell.close();
  if (state.purpose === 'copy') {
    // Tabs within a cell are written out.
    shell.copy(values.map(displayText).join('\t'));
    return;
  }
  const found = shell.port.cellFilter?.(state.rowKey, column ?? 0);
  if (found === undefined) return;
  if ('refused' in found) {
    shell.accept(found);
    return;
  }
  const wanted = state.purpose === 'filter' ? found.filter : `not (${found.filter})`;
  const { filter } = shell.snapshot;
  shell.accept(shell.port.setFilter(filter === '' ? wanted : `(${filter}) and ${wanted}`));
}

export const cellsScreen = defineScreen('cells', {
  input: (shell, state, input) => {
    const entries = entriesOf(shell, state);
    const height = pageHeight(shell.ui.rows);
    const move = (to: number) => shell.update('cells', { ...state, ...selectIn(state, to, entries.length, height) });
    if (input.kind === 'mouse') {
      if (input.action === 'wheelup') move(state.index - 1);
      if (input.action === 'wheeldown') move(state.index + 1);
      if (input.action === 'press' && state.top + input.y - 1 < entries.length) move(state.top + input.y - 1);
      return true;
    }
    if (input.kind !== 'key') return false;
    const key = keyLabel(input);
    if (key === 'enter') {
      const entry = entries[state.index];
      if (entry === undefined) shell.close();
      else take(shell, state, entry);
      return true;
    }
    const to = movedBy(key === 'j' ? 'down' : key === 'k' ? 'up' : key, state.index, entries.length, height);
    if (to !== undefined) move(to);
    return to !== undefined;
  },
  View: ({ shell, state, columns, rows }) => {
    const { look } = shell;
    const lines = entriesOf(shell, state).map(({ title, values }, i) => {
      const selected = i === state.index;
      const shown = elide(look.show(values.join(' ')), Math.max(1, columns - titleWidth - 3), look.marks.elided);
      const line = inColumns(`${selected ? look.marks.selected : ' '} ${inColumns(look.tell(title), titleWidth)} ${shown}`, columns);
      return selected ? look.paint('selected', line) : line;
    });
    const empty = [inColumns('The row is no longer there.', columns)];
    return (
      <Page
        shell={shell}
        columns={columns}
        rows={rows}
        title={`${questions[state.purpose]}: Enter takes the cell, Esc goes back`}
        lines={lines.length === 0 ? empty : lines.slice(state.top)}
      />
    );
  },
});
