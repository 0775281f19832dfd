import { totalsChisel } from '../src/chisel/index.ts';

export default totalsChisel({
  category: 'I/O',
  summary: 'Sum of file I/O bytes',
  description: 'Counts the bytes read from and written to files and prints the sums every second.',
  filter: 'evt.is_io=true and fd.type=file',
});
