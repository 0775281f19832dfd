import { totalsChisel } from '../src/chisel/index.ts';

export default totalsChisel({
  category: 'I/O',
  summary: 'Sum of I/O bytes on any type of FD',
  description: 'Counts the bytes read from and written to any kind of fd and prints the sums every second.',
  filter: 'evt.is_io=true',
});
