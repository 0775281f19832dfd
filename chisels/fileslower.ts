import { slowerChisel } from '../src/chisel/index.ts';

export default slowerChisel({
  category: 'Performance',
  summary: 'Trace slow file I/O',
  description:
    'Shows reads and writes of files that took longer than a number of ms. Green: a process of the host, blue: one in a container.',
  filter: 'evt.is_io=true and fd.type=file',
  without: '/dev/',
});
