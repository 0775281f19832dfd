import { defineView } from '../../src/chisel/view/index.ts';
import { orchestrated, processes, serverPorts } from './shared/scopes.ts';

export default defineView({
  id: 'io_by_type',
  name: 'I/O by Type',
  description: 'Data moved by kind of file descriptor: files, sockets, pipes and the rest.',
  type: 'table',
  tags: ['Default', 'wsysdig'],
  useDefaults: true,
  appliesTo: ['', ...orchestrated, ...processes, ...serverPorts, 'evt.res'],
  drilldown: 'procs',
  columns: [
    { field: 'fd.type', key: true },
    { field: 'evt.buflen.in', name: 'BPS IN', description: 'Bytes read each second.', aggregation: 'TIME_AVG', size: 12 },
    { field: 'evt.buflen.out', name: 'BPS OUT', description: 'Bytes written each second.', aggregation: 'TIME_AVG', size: 12 },
    { field: 'evt.count', name: 'IOPS', description: 'Calls each second.', aggregation: 'TIME_AVG', size: 9, sorting: true },
    { field: 'evt.latency', name: 'TIME', description: 'Time spent in the calls, together.', aggregation: 'SUM', size: 9 },
    { field: 'fd.type', name: 'I/O Type', description: 'Kind of file descriptor.', aggregation: 'SUM', size: 0 },
  ],
});
