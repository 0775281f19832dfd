import { defineView } from '../../src/chisel/view/index.ts';
import { resourceColumns } from './shared/resources.ts';

export default defineView({
  id: 'mesos_frameworks',
  name: 'Mesos Frameworks',
  description: 'Mesos frameworks with the resources of the processes they run.',
  type: 'table',
  filter: "mesos.framework.id != ''",
  useDefaults: true,
  appliesTo: ['', 'evt.res', 'mesos.task.id'],
  drilldown: 'mesos_tasks',
  columns: [
    { field: 'thread.tid', key: true },
    ...resourceColumns,
    { field: 'mesos.framework.name', groupKey: true },
    { field: 'mesos.framework.id', name: 'ID', description: 'Id of the framework.', size: 38 },
    { field: 'mesos.framework.name', name: 'NAME', description: 'Name of the framework.', size: 25 },
  ],
});
