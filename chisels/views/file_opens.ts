import { defineView } from '../../src/chisel/view/index.ts';
import { files, folders, orchestrated, processes, serverPorts } from './shared/scopes.ts';

export default defineView({
  id: 'file_opens',
  name: 'File Opens List',
  description: 'Every attempt to open a file, with its outcome, as it happens.',
  type: 'list',
  tags: ['Default'],
  filter: 'evt.type=open and evt.dir=<',
  appliesTo: ['', ...orchestrated, ...processes, ...files, ...folders, ...serverPorts, 'evt.res'],
  columns: [
    { field: 'evt.time', name: 'TIME', description: 'When it happened.', size: 19 },
    { field: 'evt.res', name: 'RES', description: 'Outcome: SUCCESS or the name of the error.', size: 8 },
    { field: 'fd.name', name: 'FILE', description: 'Name of the file or connection.', size: 40 },
    { field: 'container.name', name: 'Container', description: 'Name of the container.', size: 20, tags: ['containers'] },
    { field: 'proc.exeline', name: 'Command', description: 'The program with its arguments.', aggregation: 'MAX', size: 0 },
  ],
  actions: [{ key: 'l', description: 'show the file', argv: ['less', '--', '%fd.name'], interactive: true }],
});
