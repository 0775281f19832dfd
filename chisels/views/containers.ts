import { defineView } from '../../src/chisel/view/index.ts';
import { containerActions } from './shared/actions.ts';
import { orchestrated } from './shared/scopes.ts';

export default defineView({
  id: 'containers',
  name: 'Containers',
  description: 'Containers that processes were seen in, with the resources of all their processes together.',
  tips: ['Drill down for the processes inside one.'],
  type: 'table',
  tags: ['wsysdig'],
  filter: 'container.name != host',
  useDefaults: true,
  appliesTo: ['', ...orchestrated, 'evt.res'],
  drilldown: 'procs',
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
    { field: 'evt.count.procinfo', name: 'PROCS', description: 'Processes.', aggregation: 'AVG', groupAggregation: 'SUM', size: 8 },
    { field: 'evt.count.threadinfo', name: 'THREADS', description: 'Threads.', aggregation: 'AVG', groupAggregation: 'SUM', size: 8 },
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
    { field: 'container.id', groupKey: true },
    { field: 'container.type', name: 'ENGINE', description: 'What runs the container: docker, cri, lxc and so on.', size: 8 },
    { field: 'container.image', name: 'IMAGE', description: 'Image the container was made from.', size: 30 },
    { field: 'container.id', name: 'ID', description: 'Id of the container.', size: 13 },
    { field: 'container.name', name: 'NAME', description: 'Name of the container.', size: 0 },
  ],
  actions: containerActions,
});
