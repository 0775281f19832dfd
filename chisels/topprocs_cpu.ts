import { tableChisel } from '../src/chisel/index.ts';

export default tableChisel({
  category: 'CPU Usage',
  summary: 'Top processes by CPU usage',
  description: 'Shows the processes that used most processor time, in percent of one processor.',
  filter: 'evt.type=procinfo',
  keys: { 'proc.name': 'Process', 'proc.pid': 'PID' },
  containerKeys: {
    'proc.name': 'Process',
    'proc.pid': 'Host_pid',
    'proc.vpid': 'Container_pid',
    'container.name': 'container.name',
  },
  value: 'thread.cpu',
  // Percent, added up over reports that come once a second: ten million ns each.
  scale: 1e7,
  zeros: true,
  title: 'CPU%',
  units: 'timepct',
  top: 10,
});
