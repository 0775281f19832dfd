import type { Command } from '../command.ts';

export const timeCommands: readonly Command[] = [
  {
    id: 'pause',
    keys: ['p', ' '],
    on: ['table'],
    label: 'Pause',
    help: 'freeze what is shown, or go on; collecting continues',
    topic: 'Time',
    footer: 21,
    unavailable: ({ snapshot }) =>
      snapshot.state.kind === 'live' || snapshot.state.kind === 'paused' ? undefined : 'what is recorded stands still',
    run: (shell) => shell.port.setPaused(shell.snapshot.state.kind !== 'paused'),
  },
  {
    id: 'clear',
    keys: ['c', 'delete'],
    on: ['table'],
    label: 'Clear',
    help: 'empty the list',
    topic: 'Rows',
    footer: 23,
    unavailable: ({ snapshot }) => (snapshot.view.type === 'list' ? undefined : 'only lists are cleared'),
    run: (shell) => shell.port.clear(),
  },
];
