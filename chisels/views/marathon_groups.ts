import { defineView } from '../../src/chisel/view/index.ts';

export default defineView({
  id: 'marathon_groups',
  name: 'Marathon Groups',
  description: 'Marathon groups with the resources of the processes in them.',
  type: 'table',
  filter: "marathon.group.id != ''",
  useDefaults: true,
  appliesTo: ['', 'evt.res', 'marathon.app.id'],
  drilldown: 'marathon_apps',
  columns: [
    { field: 'thread.tid', key: true },
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
    { field: 'marathon.group.name', groupKey: true },
    { field: 'marathon.group.id', name: 'ID', description: 'Id of the group.', size: 38 },
  ],
});
