import { defineView } from '../../src/chisel/view/index.ts';
import { resourceColumns } from './shared/resources.ts';

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
    ...resourceColumns,
    { field: 'marathon.group.name', groupKey: true },
    { field: 'marathon.group.id', name: 'ID', description: 'Id of the group.', size: 38 },
  ],
});
