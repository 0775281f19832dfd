import { defineView } from '../../src/chisel/view/index.ts';
import { resourceColumns } from './shared/resources.ts';

export default defineView({
  id: 'mesos_tasks',
  name: 'Mesos Tasks',
  description: 'Mesos tasks with the resources of their processes.',
  type: 'table',
  filter: "mesos.task.id != ''",
  useDefaults: true,
  appliesTo: ['', 'evt.res', 'mesos.framework.id'],
  drilldown: 'containers',
  columns: [
    { field: 'thread.tid', key: true },
    ...resourceColumns,
    { field: 'mesos.task.id', groupKey: true },
    { field: 'mesos.task.id', name: 'ID', description: 'Id of the task.', size: 38 },
    { field: 'mesos.task.name', name: 'NAME', description: 'Name of the task.', size: 25 },
    { field: 'mesos.task.labels', name: 'LABELS', description: 'Labels of the task.', size: 0 },
  ],
});
