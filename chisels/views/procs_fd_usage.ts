import { defineView } from '../../src/chisel/view/index.ts';
import { processActions } from './shared/actions.ts';
import { files, folders, orchestrated, serverPorts } from './shared/scopes.ts';

export default defineView({
  id: 'procs_fd_usage',
  name: 'Processes FD Usage',
  description: 'Processes with the file descriptors they have open, against the limit they may reach.',
  tips: ['A process that leaks descriptors climbs to 100 and then fails to open anything.'],
  type: 'table',
  tags: ['Default'],
  filter: 'evt.type!=switch',
  useDefaults: true,
  root: true,
  appliesTo: ['', ...orchestrated, ...files, ...folders, ...serverPorts, 'container.id', 'evt.type', 'fd.type'],
  drilldown: 'io_by_type',
  columns: [
    { field: 'proc.pid', key: true },
    { field: 'proc.pid', name: 'PID', description: 'Process id.', size: 8 },
    { field: 'proc.vpid', name: 'VPID', description: 'Process id inside the container.', size: 8, tags: ['containers'] },
    { field: 'proc.fdopencount', name: 'OPEN', description: 'Descriptors open.', aggregation: 'MAX', size: 8, sorting: true },
    { field: 'proc.fdlimit', name: 'MAX', description: 'Descriptors it may open.', aggregation: 'MAX', size: 8 },
    { field: 'proc.fdusage', name: 'PCT', description: 'Descriptors open in percent of those it may open.', aggregation: 'MAX', size: 8 },
    { field: 'container.name', name: 'Container', description: 'Name of the container.', size: 20, tags: ['containers'] },
    { field: 'proc.exeline', name: 'Command', description: 'The program with its arguments.', aggregation: 'MAX', size: 0 },
  ],
  actions: processActions,
});
