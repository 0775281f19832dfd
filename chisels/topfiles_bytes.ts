import { tableChisel } from '../src/chisel/index.ts';

export default tableChisel({
  category: 'I/O',
  summary: 'Top files by R+W bytes',
  description: 'Shows the files most bytes were read from and written to.',
  filter: 'fd.type=file and evt.is_io=true',
  keys: { 'fd.name': 'Filename' },
  containerKeys: { 'container.name': 'container.name', 'fd.name': 'Filename' },
  value: 'evt.rawarg.res',
  title: 'Bytes',
  units: 'bytes',
  top: 10,
});
