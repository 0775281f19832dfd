import { tableChisel } from '../src/chisel/index.ts';

export default tableChisel({
  category: 'I/O',
  summary: 'Top processes by R+W disk bytes',
  description: 'Shows the processes that read and wrote most bytes of files.',
  filter: 'fd.type=file and evt.is_io=true',
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
  top: 10,
});
