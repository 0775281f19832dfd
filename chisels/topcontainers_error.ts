import { tableChisel } from '../src/chisel/index.ts';

export default tableChisel({
  category: 'Errors',
  summary: 'Top containers by number of errors',
  description: 'Shows the containers most calls failed in.',
  filter: 'evt.failed=true and container.name!=host',
  keys: { 'container.name': 'container.name' },
  value: 'evt.count',
  title: '#Errors',
  units: 'none',
  top: 100,
});
