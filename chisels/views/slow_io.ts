import { defineView } from '../../src/chisel/view/index.ts';
import { orchestrated, processes } from './shared/scopes.ts';

export default defineView({
  id: 'slow_io',
  name: 'Slow File I/O',
  description: 'Single operations on files that took longer than a millisecond.',
  tips: ['Long ones are nearly always those that reached the disk.'],
  type: 'table',
  tags: ['Default', 'wsysdig'],
  filter: "evt.is_io=true and fd.type=file and (not fd.name contains '/dev/') and evt.latency>1000000",
  useDefaults: true,
  appliesTo: ['', ...orchestrated, ...processes],
  columns: [
    { field: 'evt.rawtime', key: true },
    { field: 'evt.time', name: 'TIME', description: 'When it happened.', size: 12 },
    { field: 'evt.latency', name: 'LATENCY', description: 'How long the call took.', size: 8, sorting: true },
    { field: 'fd.name', name: 'FILENAME', description: 'Name of the file or connection.', size: 32 },
    { field: 'container.name', name: 'Container', description: 'Name of the container.', size: 20, tags: ['containers'] },
    { field: 'proc.pid', name: 'PID', description: 'Process id.', size: 12 },
    { field: 'proc.exeline', name: 'Command', description: 'The program with its arguments.', aggregation: 'MAX', size: 0 },
  ],
});
