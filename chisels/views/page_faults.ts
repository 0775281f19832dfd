import { defineView } from '../../src/chisel/view/index.ts';
import { files, folders, orchestrated, serverPorts } from './shared/scopes.ts';

export default defineView({
  id: 'page_faults',
  name: 'Page Faults',
  description: 'Processes with the page faults of their threads, those that read from disk first.',
  type: 'table',
  tags: ['Default', 'wsysdig'],
  filter: 'evt.type!=switch',
  useDefaults: true,
  appliesTo: ['', ...orchestrated, ...files, ...folders, ...serverPorts, 'container.id', 'evt.type'],
  drilldown: 'errors',
  columns: [
    { field: 'proc.pid', key: true },
    {
      field: 'thread.pfmajor',
      name: 'MAJOR',
      description: 'Page faults that read from disk, since the start of the thread.',
      aggregation: 'MAX',
      size: 9,
      sorting: true,
    },
    {
      field: 'thread.pfminor',
      name: 'MINOR',
      description: 'Page faults that needed no disk, since the start of the thread.',
      aggregation: 'MAX',
      size: 9,
    },
    { field: 'proc.pid', name: 'PID', description: 'Process id.', size: 8 },
    { field: 'proc.vpid', name: 'VPID', description: 'Process id inside the container.', size: 8, tags: ['containers'] },
    { field: 'container.name', name: 'Container', description: 'Name of the container.', size: 20, tags: ['containers'] },
    { field: 'proc.exeline', name: 'Command', description: 'The program with its arguments.', aggregation: 'MAX', size: 0 },
  ],
});
