import { defineChisel } from '../src/chisel/index.ts';

export default defineChisel({
  category: 'I/O',
  summary: 'Print stdout of processes',
  description: 'Shows what processes write to their standard output. A filter restricts it to a process.',
  fields: ['evt.rawarg.data'],
  filter: 'fd.num=1 and evt.is_io=true',
  snaplen: 2000,
  onEvent({ evt }, run) {
    if (evt['rawarg.data'] !== undefined) run.write(evt['rawarg.data'], '\n');
  },
});
