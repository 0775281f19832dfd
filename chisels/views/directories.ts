import { defineView } from '../../src/chisel/view/index.ts';
import { orchestrated, processes, serverPorts } from './shared/scopes.ts';

export default defineView({
  id: 'directories',
  name: 'Directories',
  description: 'Directories whose files were used, with the data moved and the number of operations.',
  tips: ['A path counts under the directory it is in, not under those above.'],
  type: 'table',
  tags: ['Default', 'wsysdig'],
  filter: "(fd.type=file or fd.type=directory) and fd.name!=''",
  useDefaults: true,
  appliesTo: ['', ...orchestrated, ...processes, ...serverPorts, 'evt.res'],
  drilldown: 'files',
  columns: [
    { field: 'fd.directory', key: true, tags: ['default'] },
    { field: 'fd.containerdirectory', key: true, tags: ['containers'] },
    { field: 'evt.buflen.file.in', name: 'BYTES IN', description: 'Bytes read.', aggregation: 'SUM', size: 12 },
    { field: 'evt.buflen.file.out', name: 'BYTES OUT', description: 'Bytes written.', aggregation: 'SUM', size: 12 },
    { field: 'evt.count.exit', name: 'OPS', description: 'Operations.', aggregation: 'SUM', size: 9, sorting: true },
    { field: 'evt.type.is.3', name: 'OPENS', description: 'Times it was opened by the open call.', aggregation: 'SUM', size: 9 },
    { field: 'evt.count.error', name: 'ERRORS', description: 'Operations that failed.', aggregation: 'SUM', size: 9 },
    { field: 'container.name', name: 'Container', description: 'Name of the container.', size: 20, tags: ['containers'] },
    { field: 'fd.directory', name: 'DIRNAME', description: 'The directory.', size: 0 },
  ],
  actions: [{ key: 'l', description: 'list the directory', argv: ['ls', '-al', '--', '%fd.directory'] }],
});
