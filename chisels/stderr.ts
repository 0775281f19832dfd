import { defineChisel, exactly, paint, refusesColours } from '../src/chisel/index.ts';

export default defineChisel({
  category: 'I/O',
  summary: 'Print stderr of processes',
  description:
    'Shows what processes write to their standard error. A filter restricts it to a process. With -pc the container too: blue, green for the host.',
  args: { disable_color: { type: 'string', optional: true, description: "'disable_colors': no colours" } },
  fields: ['evt.rawarg.data', 'container.name', 'container.id'],
  filter: 'fd.num=2 and evt.is_io=true',
  snaplen: 2000,
  onEvent({ evt, container }, run) {
    const data = evt['rawarg.data'];
    if (data === undefined) return;
    if (!run.containers) {
      run.write(data, '\n');
      return;
    }
    const line = `${exactly(container.id ?? 'nil', 20)} ${exactly(container.name ?? 'nil', 20)} ${data}`;
    const colour = container.name === 'host' ? 'green' : 'blue';
    run.write(refusesColours(run.args.disable_color) ? line : paint(colour, line), '\n');
  },
});
