import type { Command } from '../command.ts';
import { openExport } from '../saving/open.ts';
import { noRecording, startOrStop } from '../saving/recording.ts';

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
  {
    id: 'record',
    keys: ['R'],
    on: ['table', 'time'],
    label: 'Rec',
    help: 'write what happens into a capture file, or end that',
    topic: 'Saving',
    footer: 14,
    unavailable: noRecording,
    run: startOrStop,
  },
];
