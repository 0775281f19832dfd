import { echoChisel } from '../src/chisel/index.ts';

export default echoChisel({
  category: 'I/O',
  summary: 'Print the data read and written by processes.',
  description: 'Prints the data read and written on any fd: reads red, writes blue. A filter restricts it to what is of interest.',
  args: { disable_color: { type: 'string', optional: true, description: "'disable_colors': no colours" } },
  filter: 'evt.is_io=true and evt.dir=< and evt.rawres>0',
});
