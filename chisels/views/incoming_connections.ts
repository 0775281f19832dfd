import { defineView } from '../../src/chisel/view/index.ts';
import { files, orchestrated, processes, serverPorts } from './shared/scopes.ts';

export default defineView({
  id: 'incoming_connections',
  name: 'New Connections',
  description: 'Connections as they are made: each accept and connect with its two ends.',
  type: 'list',
  tags: ['Default'],
  filter: 'evt.type=accept and evt.dir=< and evt.failed=false',
  appliesTo: ['', ...orchestrated, ...processes, ...files, ...serverPorts, 'fd.dport', 'fd.port', 'fd.lport', 'fd.rport'],
  columns: [
    { field: 'evt.time', name: 'TIME', description: 'When it happened.', size: 19 },
    { field: 'fd.name', name: 'Connection', description: 'Name of the file or connection.', size: 40 },
    { field: 'container.name', name: 'Container', description: 'Name of the container.', size: 20, tags: ['containers'] },
    { field: 'proc.exeline', name: 'Command', description: 'The program with its arguments.', aggregation: 'MAX', size: 0 },
  ],
});
