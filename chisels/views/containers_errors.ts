import { defineView } from '../../src/chisel/view/index.ts';
import { containerActions } from './shared/actions.ts';
import { files, folders, orchestrated, serverPorts } from './shared/scopes.ts';

export default defineView({
  id: 'containers_errors',
  name: 'Containers Errors',
  description: 'Containers whose system calls failed, with the failures counted by what they were about.',
  type: 'table',
  tags: ['Default'],
  filter: 'container.name != host',
  useDefaults: true,
  appliesTo: ['', ...orchestrated, ...files, ...folders, ...serverPorts, 'container.id', 'evt.type'],
  drilldown: 'errors',
  columns: [
    { field: 'proc.pid', key: true },
    { field: 'container.id', groupKey: true },
    {
      field: 'evt.count.error.file',
      name: 'FILE',
      description: 'Failed calls on files.',
      aggregation: 'SUM',
      groupAggregation: 'SUM',
      size: 8,
    },
    {
      field: 'evt.count.error.net',
      name: 'NET',
      description: 'Failed calls on the network.',
      aggregation: 'SUM',
      groupAggregation: 'SUM',
      size: 8,
      sorting: true,
    },
    {
      field: 'evt.count.error.memory',
      name: 'MEMORY',
      description: 'Failed calls about memory.',
      aggregation: 'SUM',
      groupAggregation: 'SUM',
      size: 8,
    },
    {
      field: 'evt.count.error.other',
      name: 'OTHER',
      description: 'All other failed calls.',
      aggregation: 'SUM',
      groupAggregation: 'SUM',
      size: 8,
    },
    { field: 'container.type', name: 'ENGINE', description: 'What runs the container: docker, cri, lxc and so on.', size: 8 },
    { field: 'container.id', name: 'ID', description: 'Id of the container.', size: 13 },
    { field: 'container.name', name: 'CONTAINER', description: 'Name of the container.', size: 0 },
  ],
  actions: containerActions,
});
