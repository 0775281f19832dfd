import { defineView } from '../../src/chisel/view/index.ts';
import { processActions } from './shared/actions.ts';
import { files, folders, orchestrated, serverPorts } from './shared/scopes.ts';

export default defineView({
  id: 'procs_cpu',
  name: 'Processes CPU',
  description: 'Processes with their CPU time, split into time in the program and time in the kernel.',
  type: 'table',
  tags: ['Default', 'wsysdig'],
  filter: 'evt.type!=switch',
  useDefaults: true,
  root: true,
  appliesTo: ['', ...orchestrated, ...files, ...folders, ...serverPorts, 'container.id', 'evt.type', 'fd.type'],
  drilldown: 'threads',
  columns: [
    { field: 'thread.tid', key: true },
    { field: 'proc.pid', groupKey: true },
    { field: 'proc.pid', name: 'PID', description: 'Process id.', size: 8 },
    { field: 'proc.vpid', name: 'VPID', description: 'Process id inside the container.', size: 8, tags: ['containers'] },
    {
      field: 'thread.cpu',
      name: 'TOT',
      description: 'Time on a processor, in percent of one.',
      aggregation: 'AVG',
      groupAggregation: 'SUM',
      size: 8,
      sorting: true,
    },
    {
      field: 'thread.cpu.user',
      name: 'USER',
      description: 'Time in the program itself, in percent of one processor.',
      aggregation: 'AVG',
      groupAggregation: 'SUM',
      size: 8,
    },
    {
      field: 'thread.cpu.system',
      name: 'SYS',
      description: 'Time in the kernel, in percent of one processor.',
      aggregation: 'AVG',
      groupAggregation: 'SUM',
      size: 8,
    },
    { field: 'evt.count', name: 'SYSCALLS', description: 'Calls each second.', aggregation: 'TIME_AVG', groupAggregation: 'SUM', size: 9 },
    { field: 'container.name', name: 'CONTAINER', description: 'Name of the container.', size: 20, tags: ['containers'] },
    { field: 'proc.exeline', name: 'Command', description: 'The program with its arguments.', aggregation: 'MAX', size: 0 },
  ],
  actions: processActions,
});
