import { defineView } from '../../src/chisel/view/index.ts';
import { processActions } from './shared/actions.ts';
import { files, folders, orchestrated, serverPorts } from './shared/scopes.ts';

export default defineView({
  id: 'procs_errors',
  name: 'Processes Errors',
  description: 'Processes whose system calls failed, with the failures counted by what they were about.',
  type: 'table',
  tags: ['Default', 'wsysdig'],
  filter: 'evt.type!=switch',
  useDefaults: true,
  appliesTo: ['', ...orchestrated, ...files, ...folders, ...serverPorts, 'container.id', 'evt.type'],
  drilldown: 'errors',
  columns: [
    { field: 'proc.pid', key: true },
    { field: 'evt.count.error.file', name: 'FILE', description: 'Failed calls on files.', aggregation: 'SUM', size: 8 },
    { field: 'evt.count.error.net', name: 'NET', description: 'Failed calls on the network.', aggregation: 'SUM', size: 8 },
    { field: 'evt.count.error.memory', name: 'MEMORY', description: 'Failed calls about memory.', aggregation: 'SUM', size: 8 },
    { field: 'evt.count.error.other', name: 'OTHER', description: 'All other failed calls.', aggregation: 'SUM', size: 8 },
    { field: 'proc.pid', name: 'PID', description: 'Process id.', size: 8 },
    { field: 'container.name', name: 'Container', description: 'Name of the container.', size: 20, tags: ['containers'] },
    { field: 'proc.exeline', name: 'Command', description: 'The program with its arguments.', aggregation: 'MAX', size: 0 },
  ],
  actions: processActions,
});
