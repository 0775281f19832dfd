import { tableChisel } from '../src/chisel/index.ts';

export default tableChisel({
  category: 'I/O',
  summary: 'Top files by time',
  description: 'Shows the files most time was spent on in reads and writes.',
  filter: 'fd.type=file and evt.is_io=true',
  keys: { 'fd.name': 'Filename' },
  containerKeys: { 'fd.name': 'Filename', 'container.name': 'container.name' },
  value: 'evt.latency',
  title: 'Time',
  units: 'time',
  top: 10,
});
