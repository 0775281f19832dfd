import { defineView } from '../../src/chisel/view/index.ts';

export default defineView({
  id: 'port_bindings',
  name: 'Port bindings',
  description: 'Ports that programs begin to listen on, as it happens.',
  type: 'list',
  tags: ['default', 'wsysdig', 'nocsysdig'],
  filter:
    '(evt.type=bind and evt.dir=< and (fd.type=ipv4 or fd.type=ipv6)) or (evt.type=close and evt.dir=> and fd.typechar=2 and fd.type=ipv4)',
  useDefaults: true,
  appliesTo: [''],
  columns: [
    { field: 'evt.time', name: 'TIME', description: 'When it happened.', size: 12 },
    { field: 'evt.type', name: 'OPERATION', description: 'Name of the call.', size: 24 },
    { field: 'fd.sport', name: 'PORT', description: 'Port of the server.', size: 24 },
    { field: 'proc.exeline', name: 'Command', description: 'The program with its arguments.', aggregation: 'MAX', size: 0 },
  ],
});
