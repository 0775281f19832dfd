import type { Command } from '../command.ts';
import { openExport } from '../saving/open.ts';

export const savingCommands: readonly Command[] = [
  {
    id: 'export',
    keys: ['ctrl-s'],
    on: ['table'],
    label: 'Export',
    help: 'save the table as CSV, JSON, NDJSON, Markdown or text',
    topic: 'Saving',
    unavailable: ({ port }) => (port.export === undefined ? 'there is nothing to save here' : undefined),
    run: openExport,
  },
];
