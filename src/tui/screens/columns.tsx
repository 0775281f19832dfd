import { Page, pageHeight } from '../components/page.tsx';
import { type Input, keyLabel } from '../input/index.ts';
import type { Shell } from '../shell.ts';
import { movedBy, type ScreenStates, selectIn } from '../state/index.ts';
import { chosenColumns, titleOf } from '../table/index.ts';
import { inColumns } from '../text/index.ts';
import { defineScreen } from './screen.ts';

/** All columns in the order the user wants them in, hidden ones too. */
function ordered({ snapshot, ui }: Shell): number[] {
  const choice = ui.choices[snapshot.view.id];
  return chosenColumns(snapshot.columns, choice === undefined ? undefined : { ...choice, hidden: [] });
}

function hiddenOf({ snapshot, ui }: Shell): readonly string[] {
  return ui.choices[snapshot.view.id]?.hidden ?? [];
}

/** Changes order or choice of the columns of this view. */
function choose(shell: Shell, order: readonly number[], hidden: readonly string[]): void {
  const { columns, view } = shell.snapshot;
  shell.dispatch({ type: 'choose', view: view.id, choice: { order: order.map((i) => columns[i]!.id), hidden } });
}

function toggle(shell: Shell, index: number): void {
  const order = ordered(shell);
  const hidden = hiddenOf(shell);
  const { id } = shell.snapshot.columns[order[index]!]!;
  const next = hidden.includes(id) ? hidden.filter((one) => one !== id) : [...hidden, id];
  if (next.length < order.length) choose(shell, order, next);
  else shell.say('info', 'one column is always shown');
}

function shift(shell: Shell, state: ScreenStates['columns'], by: number): void {
  const order = ordered(shell);
  const to = state.index + by;
  if (to < 0 || to >= order.length) return;
  const moved = order.toSpliced(state.index, 1).toSpliced(to, 0, order[state.index]!);
  choose(shell, moved, hiddenOf(shell));
  shell.update('columns', { ...state, index: to });
}

function onKey(shell: Shell, state: ScreenStates['columns'], input: Input & { kind: 'key' }): boolean {
  const order = ordered(shell);
  const key = keyLabel(input);
  const to = movedBy(key, state.index, order.length, pageHeight(shell.ui.rows));
  if (to !== undefined) {
    shell.update('columns', selectIn(state, to, order.length, pageHeight(shell.ui.rows)));
    return true;
  }
  const column = order[state.index];
  switch (key) {
    case 'enter':
      shell.close();
      if (column !== undefined && shell.snapshot.sorting?.column !== column) shell.sortBy(column);
      return true;
    case 'I': {
      const { sorting } = shell.snapshot;
      if (sorting !== undefined) shell.port.setSorting({ ...sorting, descending: !sorting.descending });
      return true;
    }
    case ' ':
      if (column !== undefined) toggle(shell, state.index);
      return true;
    case '-':
    case '+':
      shift(shell, state, key === '-' ? -1 : 1);
      return true;
    case '0':
      choose(shell, [], []);
      return true;
    case 'f9':
      shell.close();
      return true;
    default:
      return false;
  }
}

export const columnsScreen = defineScreen('columns', {
  input: (shell, state, input) => {
    if (input.kind === 'key') return onKey(shell, state, input);
    if (input.kind !== 'mouse') return false;
    const { length } = ordered(shell);
    const to =
      input.action === 'wheelup'
        ? state.index - 1
        : input.action === 'wheeldown'
          ? state.index + 1
          : input.action === 'press'
            ? state.top + input.y - 1
            : undefined;
    if (to !== undefined && to < length) shell.update('columns', selectIn(state, to, length, pageHeight(shell.ui.rows)));
    return true;
  },
  View: ({ shell, state, columns, rows }) => {
    const { look, snapshot } = shell;
    const hidden = hiddenOf(shell);
    const lines = ordered(shell).map((index, i) => {
      const column = snapshot.columns[index]!;
      const sorted = snapshot.sorting?.column !== index ? ' ' : snapshot.sorting.descending ? look.marks.descending : look.marks.ascending;
      const text = `${i === state.index ? look.marks.selected : ' '}${hidden.includes(column.id) ? '[ ]' : '[x]'} ${sorted} ${inColumns(look.tell(titleOf(column)), 16)} ${look.tell(column.description)}`;
      const line = inColumns(text, columns);
      return i === state.index ? look.paint('selected', line) : line;
    });
    return (
      <Page
        shell={shell}
        columns={columns}
        rows={rows}
        title="Enter sorts  I inverts  Space shows or hides  - + moves  0 as it was"
        lines={lines.slice(state.top)}
      />
    );
  },
});
