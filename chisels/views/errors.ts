import { defineView } from '../../src/chisel/view/index.ts';
import { folders, orchestrated, processes, serverPorts } from './shared/scopes.ts';

export default defineView({
  id: 'errors',
  name: 'Errors',
  description: 'Error codes that system calls returned, and how often.',
  tips: ['Drill down to see which processes got one.'],
  type: 'table',
  tags: ['Default', 'wsysdig'],
  filter: 'evt.res != SUCCESS',
  useDefaults: true,
  appliesTo: ['', ...orchestrated, ...processes, ...folders, ...serverPorts],
  drilldown: 'procs_errors',
  columns: [
    { field: 'evt.res', key: true },
    { field: 'evt.count', name: 'COUNT', description: 'How many there were.', aggregation: 'SUM', size: 12, sorting: true },
    { field: 'evt.res', name: 'ERROR', description: 'Outcome: SUCCESS or the name of the error.', size: 0 },
  ],
});
