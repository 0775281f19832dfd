import { tableChisel } from '../src/chisel/index.ts';

export default tableChisel({
  category: 'Net',
  summary: 'Top network connections by total bytes',
  description: 'Shows the network connections with most bytes, in and out.',
  filter: '(fd.type=ipv4 or fd.type=ipv6) and evt.is_io=true',
  keys: { 'fd.l4proto': 'Proto', 'fd.name': 'Conn' },
  containerKeys: { 'container.name': 'container.name', 'fd.l4proto': 'Proto', 'fd.name': 'Conn' },
  value: 'evt.rawarg.res',
  title: 'Bytes',
  units: 'bytes',
  top: 30,
});
