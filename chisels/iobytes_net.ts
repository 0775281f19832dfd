import { totalsChisel } from '../src/chisel/index.ts';

export default totalsChisel({
  category: 'Net',
  summary: 'Show total network I/O bytes',
  description: 'Counts the bytes read from and written to the network and prints the sums every second.',
  filter: 'evt.is_io=true and (fd.type=ipv4 or fd.type=ipv6)',
});
