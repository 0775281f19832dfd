import type { Command } from '../command.ts';
import { lineOf } from '../edit/index.ts';
import { pickableViews } from '../screens/pickable-views.ts';
import { currentTable, startOfList } from '../state/index.ts';

export const viewCommands: readonly Command[] = [
  {
    id: 'view.pick',
    keys: ['f2', 'v'],
    on: ['table'],
    label: 'Views',
    help: 'choose another view',
    topic: 'Views',
    footer: 2,
    run: (shell) => {
      const shown = pickableViews(shell, '').findIndex(({ id }) => id === shell.snapshot.view.id);
      shell.open('views', { ...startOfList, index: Math.max(0, shown), query: lineOf('') });
    },
  },
  {
    id: 'drill.down',
    keys: ['enter'],
    on: ['table'],
    label: 'Into',
    help: 'what is inside the selected row',
    topic: 'Views',
    unavailable: (shell) => (shell.snapshot.rows.length === 0 ? 'there is no row' : undefined),
    run: (shell) => shell.drillDown(),
  },
  {
    id: 'drill.up',
    keys: ['backspace'],
    on: ['table'],
    label: 'Back',
    help: 'back to where this was selected, on the same row',
    topic: 'Views',
    unavailable: (shell) => (shell.ui.tables.length === 1 ? 'this is the whole machine' : undefined),
    run: (shell) => shell.drillUp(),
  },
  {
    id: 'row.whole',
    keys: ['w'],
    on: ['table'],
    label: 'Whole row',
    help: 'all texts of the selected row, uncut',
    topic: 'Rows',
    unavailable: (shell) => (shell.snapshot.rows.length === 0 ? 'there is no row' : undefined),
    run: (shell) => shell.open('row', { key: shell.snapshot.rows.at(currentTable(shell.ui).index).key, top: 0 }),
  },
  {
    id: 'legend',
    keys: ['f7'],
    on: ['table'],
    label: 'Legend',
    help: 'what the columns mean',
    topic: 'Views',
    footer: 7,
    run: (shell) => shell.open('legend', { top: 0 }),
  },
];
