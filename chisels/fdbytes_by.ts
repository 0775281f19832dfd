import { tableChisel } from '../src/chisel/index.ts';

export default tableChisel({
  category: 'I/O',
  summary: 'I/O bytes, aggregated by an arbitrary filter field',
  description: 'Shows the values of a field with most bytes read and written: with proc.name processes, with fd.sport ports.',
  args: { key: { type: 'string', description: 'The field used for grouping' } },
  filter: 'evt.is_io=true and evt.failed=false',
  keys: ({ args }) => ({ [args.key]: args.key }),
  value: 'evt.rawarg.res',
  title: 'Bytes',
  units: 'bytes',
  top: 30,
});
