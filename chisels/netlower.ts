import { slowerChisel } from '../src/chisel/index.ts';

export default slowerChisel({
  category: 'Performance',
  summary: 'Trace slow network I/O',
  description:
    'Shows reads and writes of network connections that took longer than a number of ms. Green: a process of the host, blue: one in a container.',
  filter: 'evt.is_io=true and (fd.type=ipv4 or fd.type=ipv6)',
});
