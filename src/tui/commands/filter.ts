import type { Command } from '../command.ts';
import { openFilter } from '../filtering/open.ts';

export const filterCommands: readonly Command[] = [
  {
    id: 'filter',
    keys: ['f4', '\\'],
    on: ['table'],
    label: 'Filter',
    help: 'write a filter of events: Tab completes, Up is what was written before, F2 filters rows by a text',
    topic: 'Find and filter',
    footer: 4,
    run: openFilter,
  },
];
