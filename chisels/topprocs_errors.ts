import { tableChisel } from '../src/chisel/index.ts';

export default tableChisel({
  category: 'Errors',
  summary: 'top processes by number of errors',
  description: 'Shows the processes most calls of which failed.',
  filter: 'evt.failed=true',
  keys: { 'proc.name': 'Process', 'proc.pid': 'PID' },
  containerKeys: {
    'proc.name': 'Process',
    'proc.pid': 'Host_pid',
    'thread.vtid': 'Container_pid',
    'container.name': 'container.name',
  },
  value: 'evt.count',
  title: '#Errors',
  units: 'none',
  top: 100,
});
