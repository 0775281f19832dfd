import {
  defineChisel,
  exportArguments,
  type Painted,
  paint,
  type Remarkable,
  refusesColours,
  remarkable,
  saveAround,
} from '../src/chisel/index.ts';

export default defineChisel({
  category: 'Logs',
  summary: 'Echo any write made by any process to a log file. Optionally, export the events around each log message to file.',
  description:
    'Shows what is written to files with .log or _log in their names, or in /var/log. On a terminal yellow for warnings, red for errors, otherwise green; with -pc containers blue. With a file name, saves what the writing threads did around each message.',
  args: { ...exportArguments, disable_color: { type: 'string', optional: true, description: "'disable_colors': no colours" } },
  fields: ['evt.buffer', 'proc.name', 'fd.name', 'container.name'],
  filter:
    '((fd.name contains .log or fd.name contains _log or fd.name contains /var/log) and not (fd.name contains .gz or fd.name contains .tgz)) and evt.is_io_write=true and evt.dir=< and evt.failed=false',
  buffers: 'ascii',
  snaplen: 2000,
  state: () => [] as Remarkable[],
  onStart(run) {
    if (run.live && run.args.dump_file_name !== undefined) run.fail('events export not supported on live captures');
  },
  onEvent(event, run) {
    const { evt, proc, fd, container } = event;
    const colours = run.terminal.isTerminal && !refusesColours(run.args.disable_color);
    for (const message of (evt.buffer ?? '').split('\n')) {
      if (message === '') continue;
      const line = `${proc.name ?? ''} ${fd.name ?? ''} ${message}`;
      const name = container.name ?? 'nil';
      if (!run.terminal.isTerminal) run.print(run.containers ? `${name} ${line}` : line);
      else {
        const painted = (text: string): Painted => paint(colours ? colourOf(message) : undefined, text);
        if (!run.containers) run.print(painted(` ${line}`));
        else run.print(painted('  '), name === 'host' || !colours ? painted(name) : paint('blue', name), painted(`  ${line}`));
      }
    }
    if (run.args.dump_file_name !== undefined) run.state.push(remarkable(run, event));
  },
  onEnd(run) {
    if (run.terminal.isTerminal) run.print();
    const { dump_file_name: file, dump_range_ms: range } = run.args;
    if (file === undefined) return;
    run.print(`Writing events for ${run.state.length} log entries`);
    saveAround(run, run.state, file, range);
  },
});

function colourOf(message: string): 'yellow' | 'red' | 'green' {
  if (/warn/i.test(message)) return 'yellow';
  return message.includes('err') ? 'red' : 'green';
}
