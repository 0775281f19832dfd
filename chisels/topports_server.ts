import { tableChisel } from '../src/chisel/index.ts';

export default tableChisel({
  category: 'Net',
  summary: 'Top TCP/UDP server ports by R+W bytes',
  description: 'Shows the server ports with most bytes, in and out.',
  filter: '(fd.type=ipv4 or fd.type=ipv6) and evt.is_io=true',
  keys: { 'fd.sport': 'Srv Port' },
  containerKeys: { 'fd.sport': 'Srv Port', 'container.name': 'container.name' },
  value: 'evt.rawarg.res',
  title: 'Bytes',
  units: 'bytes',
  top: 100,
});
