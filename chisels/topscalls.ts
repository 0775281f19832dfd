import { tableChisel } from '../src/chisel/index.ts';

export default tableChisel({
  category: 'Performance',
  summary: 'Top system calls by number of calls',
  description: 'Shows the system calls made most often. A filter restricts it to a process, thread or file.',
  filter: 'evt.type!=switch',
  keys: { 'evt.type': 'Syscall' },
  containerKeys: { 'evt.type': 'Syscall', 'container.name': 'container.name' },
  value: 'evt.count',
  title: '# Calls',
  units: 'none',
  top: 30,
});
