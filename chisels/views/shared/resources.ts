import type { ColumnDefinition } from '../../../src/chisel/view/index.ts';

/** What the processes of a group use together: processor, memory, files and network. For views grouped by what runs them. */
export const resourceColumns: readonly ColumnDefinition[] = [
  {
    field: 'thread.cpu',
    name: 'CPU',
    description: 'Time on a processor, in percent of one.',
    aggregation: 'AVG',
    groupAggregation: 'SUM',
    size: 8,
    sorting: true,
  },
  { field: 'thread.vmsize.b', name: 'VIRT', description: 'Address space.', aggregation: 'MAX', groupAggregation: 'SUM', size: 9 },
  { field: 'thread.vmrss.b', name: 'RES', description: 'Memory in RAM.', aggregation: 'MAX', groupAggregation: 'SUM', size: 9 },
  {
    field: 'evt.buflen.file',
    name: 'FILE',
    description: 'Bytes read from and written to files each second.',
    aggregation: 'TIME_AVG',
    groupAggregation: 'SUM',
    size: 8,
  },
  {
    field: 'evt.buflen.net',
    name: 'NET',
    description: 'Bytes received and sent over the network each second.',
    aggregation: 'TIME_AVG',
    groupAggregation: 'SUM',
    size: 8,
  },
];
