import { defineView } from '../../src/chisel/view/index.ts';
import { orchestrated, processes } from './shared/scopes.ts';

export default defineView({
  id: 'spy_users_wsysdig',
  name: 'Spy Users',
  description: 'Commands people run and directories they change to, one row for each thread.',
  type: 'table',
  tags: ['Default', 'wsysdig', 'nocsysdig'],
  filter:
    '((evt.type=execve and evt.dir=<) or (evt.type=chdir and evt.dir=< and proc.name contains sh and not proc.name contains sshd)) and evt.failed=false',
  useDefaults: true,
  appliesTo: ['', ...orchestrated, ...processes],
  drilldown: 'threads',
  propagateFilter: false,
  columns: [
    { field: 'thread.nametid', key: true },
    { field: 'evt.time', name: 'TIME', description: 'When it happened.', size: 12, sorting: true },
    { field: 'user.name', name: 'USER', description: 'User it ran as.', size: 12 },
    { field: 'proc.ppid', name: 'SHELL', description: 'Process id of the parent.', size: 8 },
    { field: 'container.name', name: 'Container', description: 'Name of the container.', size: 20, tags: ['containers'] },
    { field: 'proc.exeline', name: 'Command', description: 'The program with its arguments.', aggregation: 'MAX', size: 0 },
  ],
});
