import { defineView } from '../../src/chisel/view/index.ts';
import { resourceColumns } from './shared/resources.ts';

export default defineView({
  id: 'marathon_apps',
  name: 'Marathon Apps',
  description: 'Marathon applications with the resources of their processes.',
  type: 'table',
  filter: "marathon.app.id != ''",
  useDefaults: true,
  appliesTo: ['', 'evt.res', 'marathon.group.id'],
  drilldown: 'mesos_tasks',
  columns: [
    { field: 'thread.tid', key: true },
    ...resourceColumns,
    { field: 'marathon.app.id', groupKey: true },
    { field: 'marathon.app.id', name: 'ID', description: 'Id of the application.', size: 38 },
    { field: 'marathon.app.labels', name: 'LABELS', description: 'Labels of the application.', size: 0 },
  ],
});
