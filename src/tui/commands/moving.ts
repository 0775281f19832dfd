import type { Command } from '../command.ts';
import { currentTable, movedBy } from '../state/index.ts';
import { placeColumns } from '../table/index.ts';

/** What moves the selection, by the key whose meaning it has in lists. */
const moves: readonly (readonly [id: string, as: string, keys: readonly string[], help: string])[] = [
  ['up', 'up', ['up', 'k'], 'one row up'],
  ['down', 'down', ['down', 'j'], 'one row down'],
  ['pageUp', 'pageup', ['pageup'], 'one page up'],
  ['pageDown', 'pagedown', ['pagedown'], 'one page down'],
  ['halfUp', 'ctrl-u', ['ctrl-u'], 'half a page up'],
  ['halfDown', 'ctrl-d', ['ctrl-d'], 'half a page down'],
  ['first', 'home', ['home', 'g g'], 'first row'],
  ['last', 'end', ['end', 'G'], 'last row'],
];

export const movingCommands: readonly Command[] = [
  ...moves.map(
    ([id, as, keys, help]): Command => ({
      id: `move.${id}`,
      keys,
      on: ['table'],
      label: help,
      help,
      topic: 'Moving',
      palette: false,
      run: (shell) => {
        const { rows } = shell.snapshot;
        const to = movedBy(as, currentTable(shell.ui).index, rows.length, shell.tableHeight);
        if (to !== undefined) shell.selectRow(to);
      },
    }),
  ),
  {
    id: 'scroll.left',
    keys: ['left'],
    on: ['table'],
    label: 'Left',
    help: 'columns one to the left',
    topic: 'Moving',
    palette: false,
    run: (shell) => {
      const table = currentTable(shell.ui);
      shell.dispatch({ type: 'table', table: { ...table, scrolled: Math.max(0, table.scrolled - 1) } });
    },
  },
  {
    id: 'scroll.right',
    keys: ['right'],
    on: ['table'],
    label: 'Right',
    help: 'columns one to the right; the first stays',
    topic: 'Moving',
    palette: false,
    run: (shell) => {
      const table = currentTable(shell.ui);
      const { columns, sorting, view } = shell.snapshot;
      const plan = placeColumns(columns, shell.ui.columns, table.scrolled, sorting, shell.ui.choices[view.id]);
      // Where nothing is hidden at the right there is nothing to go to.
      if (plan.hidden <= table.scrolled) return;
      shell.dispatch({ type: 'table', table: { ...table, scrolled: Math.min(plan.scrollMax, table.scrolled + 1) } });
    },
  },
];
