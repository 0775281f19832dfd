import { tableChisel } from '../src/chisel/index.ts';

export default tableChisel({
  category: 'Errors',
  summary: 'Top files by number of errors',
  description: 'Shows the files most calls failed on.',
  filter: 'fd.type=file and evt.failed=true',
  keys: { 'fd.name': 'Filename' },
  containerKeys: { 'fd.name': 'Filename', 'container.name': 'container.name' },
  value: 'evt.count',
  title: '#Errors',
  units: 'none',
  top: 100,
});
