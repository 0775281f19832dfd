import { tableChisel } from '../src/chisel/index.ts';

export default tableChisel({
  category: 'Performance',
  summary: 'Top system calls by time',
  description: 'Shows the system calls most time was spent in. A filter restricts it to a process, thread or file.',
  // Enters have no latency; switches have that of the call before them.
  filter: 'evt.dir=< or evt.type=switch',
  keys: { 'evt.type': 'Syscall' },
  containerKeys: { 'evt.type': 'Syscall', 'container.name': 'container.name' },
  value: 'evt.latency',
  title: 'Time',
  units: 'time',
  top: 30,
});
