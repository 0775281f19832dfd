import { tableChisel } from '../src/chisel/index.ts';

export default tableChisel({
  category: 'Net',
  summary: 'Top processes by network I/O',
  description: 'Shows the processes that received and sent most bytes over the network.',
  filter: '(fd.type=ipv4 or fd.type=ipv6) and evt.is_io=true',
  keys: { 'proc.name': 'Process', 'proc.pid': 'PID' },
  containerKeys: {
    'proc.name': 'Process',
    'proc.pid': 'Host_pid',
    'thread.vtid': 'Container_pid',
    'container.name': 'container.name',
  },
  value: 'evt.rawarg.res',
  title: 'Bytes',
  units: 'bytes',
  top: 100,
});
