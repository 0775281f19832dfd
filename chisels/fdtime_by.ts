import { tableChisel } from '../src/chisel/index.ts';

export default tableChisel({
  category: 'I/O',
  summary: 'FD time group by',
  description: 'Shows the values of a field most time was spent on in reads and writes: with proc.name processes, with fd.name files.',
  args: { key: { type: 'string', description: 'The field used for grouping' } },
  filter: 'evt.is_io=true',
  keys: ({ args }) => ({ [args.key]: args.key }),
  value: 'evt.latency',
  title: 'Time',
  units: 'time',
  top: 10,
});
