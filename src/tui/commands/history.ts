import type { Command } from '../command.ts';

export const historyCommands: readonly Command[] = [
  {
    id: 'undo',
    keys: ['u'],
    on: ['table', 'time'],
    label: 'Undo',
    help: 'back to the view, filter, order and window before the last change',
    topic: 'Views',
    run: (shell) => {
      if (!shell.undo()) shell.say('info', 'nothing to undo');
    },
  },
  {
    id: 'redo',
    keys: ['ctrl-r'],
    on: ['table', 'time'],
    label: 'Redo',
    help: 'what was undone, again',
    topic: 'Views',
    run: (shell) => {
      if (!shell.redo()) shell.say('info', 'nothing to redo');
    },
  },
];
