import { openActions } from '../actions/open.ts';
import type { Command } from '../command.ts';
import { stateOf } from '../state/index.ts';

export const actionCommands: readonly Command[] = [
  {
    id: 'actions',
    keys: ['f8', 'a'],
    on: ['table'],
    label: 'Actions',
    help: 'what can be done with the selected row; each shows what it would run',
    topic: 'Rows',
    footer: 8,
    unavailable: ({ port, snapshot }) =>
      port.actions === undefined ? 'nothing can be run here' : snapshot.rows.length === 0 ? 'there is no row' : undefined,
    run: openActions,
  },
  {
    id: 'actions.close',
    keys: ['escape', 'f10', 'backspace', 'f8'],
    on: ['actions'],
    label: 'Close',
    help: 'back, nothing done',
    topic: 'Program',
    footer: 2,
    palette: false,
    run: (shell) => shell.close(),
  },
  {
    id: 'result.close',
    keys: ['escape', 'q', 'f10', 'backspace'],
    on: ['result'],
    label: 'Close',
    help: 'back to the table; what still runs is ended',
    topic: 'Program',
    footer: 2,
    palette: false,
    run: (shell) => {
      stateOf(shell.ui, 'result')?.giveUp.abort();
      shell.close();
    },
  },
];
