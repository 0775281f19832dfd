import type { Command } from '../command.ts';
import { lineOf } from '../edit/index.ts';

const nothingSought = 'nothing was searched for yet: /';

export const findingCommands: readonly Command[] = [
  {
    id: 'search',
    keys: ['/'],
    on: ['table'],
    label: 'Search',
    help: 'search rows for a text',
    topic: 'Find and filter',
    footer: 20,
    run: (shell) => shell.open('search', { line: lineOf('') }),
  },
  {
    id: 'search.next',
    keys: ['f3', 'n'],
    on: ['table'],
    label: 'Next',
    help: 'next row with the text',
    topic: 'Find and filter',
    footer: 3,
    unavailable: ({ ui }) => (ui.search === '' ? nothingSought : undefined),
    run: (shell) => shell.searchFrom(1),
  },
  {
    id: 'search.previous',
    keys: ['N'],
    on: ['table'],
    label: 'Previous',
    help: 'previous row with the text',
    topic: 'Find and filter',
    unavailable: ({ ui }) => (ui.search === '' ? nothingSought : undefined),
    run: (shell) => shell.searchFrom(-1),
  },
  {
    id: 'textFilter',
    keys: ['ctrl-f'],
    on: ['table'],
    label: 'Rows',
    help: 'show only rows that hold a text',
    topic: 'Find and filter',
    footer: 22,
    run: (shell) => {
      const before = shell.snapshot.textFilter;
      shell.open('textFilter', { line: lineOf(before), before });
    },
  },
];
