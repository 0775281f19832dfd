import { tableChisel } from '../src/chisel/index.ts';

export default tableChisel({
  category: 'Net',
  summary: 'Top containers by network I/O',
  description: 'Shows the containers that received and sent most bytes over the network.',
  filter: '(fd.type=ipv4 or fd.type=ipv6) and evt.is_io=true and container.name!=host',
  keys: { 'container.name': 'container.name' },
  value: 'evt.rawarg.res',
  title: 'Bytes',
  units: 'bytes',
  top: 100,
});
