import { tableChisel } from '../src/chisel/index.ts';

export default tableChisel({
  category: 'I/O',
  summary: 'Top containers by R+W disk bytes',
  description: 'Shows the containers that read and wrote most bytes of files.',
  filter: 'fd.type=file and evt.is_io=true and container.name!=host',
  keys: { 'container.name': 'container.name' },
  value: 'evt.rawarg.res',
  title: 'Bytes',
  units: 'bytes',
  top: 10,
});
