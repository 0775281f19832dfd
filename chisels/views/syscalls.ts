import { defineView } from '../../src/chisel/view/index.ts';
import { files, folders, orchestrated, processes, serverPorts } from './shared/scopes.ts';

export default defineView({
  id: 'syscalls',
  name: 'System Calls',
  description: 'System calls with how often they were made and how long they took.',
  type: 'table',
  tags: ['Default', 'wsysdig'],
  filter: 'syscall.type exists',
  useDefaults: true,
  appliesTo: ['', ...orchestrated, ...processes, ...files, ...folders, ...serverPorts, 'evt.res'],
  drilldown: 'syscall_procs',
  columns: [
    { field: 'evt.type', key: true },
    { field: 'evt.count', name: 'CALLS/S', description: 'Calls each second.', aggregation: 'TIME_AVG', size: 10, sorting: true },
    { field: 'evt.latency', name: 'TOT TIME', description: 'Time spent in the calls, together.', aggregation: 'SUM', size: 10 },
    { field: 'evt.latency', name: 'AVG TIME', description: 'Time a call took on average.', aggregation: 'AVG', size: 10 },
    { field: 'evt.type', name: 'SYSCALL', description: 'Name of the call.', aggregation: 'SUM', size: 32 },
  ],
});
