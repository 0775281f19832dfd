import { tableChisel } from '../src/chisel/index.ts';

export default tableChisel({
  category: 'CPU Usage',
  summary: 'Top containers by CPU usage',
  description: 'Shows the containers that used most processor time, in percent of one processor.',
  filter: 'evt.type=procinfo',
  keys: { 'container.name': 'container.name' },
  value: 'thread.cpu',
  // Percent, added up over reports that come once a second: ten million ns each.
  scale: 1e7,
  zeros: true,
  title: 'CPU%',
  units: 'timepct',
  top: 10,
});
