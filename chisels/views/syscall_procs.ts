import { defineView } from '../../src/chisel/view/index.ts';

export default defineView({
  id: 'syscall_procs',
  name: 'Syscall Callers',
  description: 'Processes that made the selected system call, with how often and how long.',
  type: 'table',
  tags: ['Default'],
  filter: 'syscall.type exists',
  useDefaults: true,
  appliesTo: ['evt.type'],
  columns: [
    { field: 'proc.pid', key: true },
    { field: 'evt.count', name: 'CALLS/S', description: 'Calls each second.', aggregation: 'TIME_AVG', size: 10, sorting: true },
    { field: 'evt.latency', name: 'TIME', description: 'Time spent in the calls, together.', aggregation: 'SUM', size: 10 },
    { field: 'container.name', name: 'Container', description: 'Name of the container.', size: 20, tags: ['containers'] },
    { field: 'proc.exeline', name: 'Command', description: 'The program with its arguments.', aggregation: 'MAX', size: 0 },
  ],
});
