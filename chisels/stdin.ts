import { defineChisel } from '../src/chisel/index.ts';

export default defineChisel({
  category: 'I/O',
  summary: 'Print stdin of processes',
  description: 'Shows what processes read from their standard input. A filter restricts it to a process.',
  fields: ['evt.rawarg.data'],
  filter: 'fd.num=0 and evt.is_io=true',
  snaplen: 2000,
  onEvent({ evt }, run) {
    if (evt['rawarg.data'] !== undefined) run.write(evt['rawarg.data'], '\n');
  },
});
