import { defineView } from '../../src/chisel/view/index.ts';
import { folders, orchestrated, processes, serverPorts } from './shared/scopes.ts';

export default defineView({
  id: 'files',
  name: 'Files',
  description: 'Files that were used, with the data moved and the number of operations.',
  tips: ['Drill down for the processes that used one.'],
  type: 'table',
  tags: ['Default', 'wsysdig'],
  filter: "(fd.type=file or fd.type=directory) and fd.name!=''",
  useDefaults: true,
  appliesTo: ['', ...orchestrated, ...processes, ...folders, ...serverPorts, 'evt.res'],
  drilldown: 'procs',
  columns: [
    { field: 'fd.name', key: true, tags: ['default'] },
    { field: 'fd.containername', key: true, tags: ['containers'] },
    { field: 'evt.buflen.file.in', name: 'BYTES IN', description: 'Bytes read.', aggregation: 'SUM', size: 12 },
    { field: 'evt.buflen.file.out', name: 'BYTES OUT', description: 'Bytes written.', aggregation: 'SUM', size: 12 },
    { field: 'evt.count.exit', name: 'OPS', description: 'Operations.', aggregation: 'SUM', size: 9, sorting: true },
    { field: 'evt.type.is.3', name: 'OPENS', description: 'Times it was opened by the open call.', aggregation: 'SUM', size: 9 },
    { field: 'evt.count.error', name: 'ERRORS', description: 'Operations that failed.', aggregation: 'SUM', size: 9 },
    { field: 'container.name', name: 'Container', description: 'Name of the container.', size: 20, tags: ['containers'] },
    { field: 'fd.name', name: 'FILENAME', description: 'Name of the file or connection.', size: 0 },
  ],
  actions: [{ key: 'l', description: 'show the file', argv: ['less', '--', '%fd.name'], interactive: true }],
});
