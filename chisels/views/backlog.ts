import { defineView } from '../../src/chisel/view/index.ts';
import { serverPorts } from './shared/scopes.ts';

export default defineView({
  id: 'backlog',
  name: 'Socket Queues',
  description: 'Server ports with the queue of connections that waited to be accepted.',
  tips: ['A queue that is nearly full means that the program accepts too slowly.'],
  type: 'table',
  tags: ['Default'],
  filter: 'evt.type=accept',
  useDefaults: true,
  appliesTo: ['', ...serverPorts, 'proc.pid', 'proc.name'],
  drilldown: 'connections',
  columns: [
    { field: 'fd.sport', key: true },
    { field: 'proc.pid', name: 'PID', description: 'Process id.', size: 15 },
    { field: 'fd.sport', name: 'PORT', description: 'Port of the server.', size: 15 },
    {
      field: 'evt.arg[3]',
      name: 'BACKLOG',
      description: 'Connections that waited, on average.',
      aggregation: 'AVG',
      size: 15,
      sorting: true,
    },
    { field: 'evt.arg[2]', name: 'BACKLOG_PCT', description: 'How full the queue was, in percent.', aggregation: 'AVG', size: 15 },
    { field: 'evt.arg[4]', name: 'BACKLOG_MAX', description: 'Connections that can wait.', size: 15 },
    { field: 'proc.name', name: 'PROC', description: 'Name of the program.', size: 50 },
  ],
});
