import { defineChisel, exportArguments, type Remarkable, remarkable, saveAround } from '../src/chisel/index.ts';

export default defineChisel({
  category: 'Misc',
  summary: 'Export to file the events around the time range where the given filter matches.',
  description:
    'Saves what the threads of the events that pass the filter of the command line did around them: for example evt.type=open and evt.failed=true. Files only.',
  args: {
    dump_file_name: { type: 'string', description: 'The capture file that is written' },
    dump_range_ms: exportArguments.dump_range_ms,
  },
  fields: ['proc.name', 'evt.time'],
  state: () => [] as Remarkable[],
  onStart(run) {
    if (run.live) run.fail('live capture not supported');
    if (run.filter === '') run.fail('no filter specified');
  },
  onEvent(event, run) {
    run.print(`${event.evt.time} ${event.proc.name ?? '<NA>'}(${event.tid})`);
    run.state.push(remarkable(run, event));
  },
  onEnd(run) {
    if (run.terminal.isTerminal) run.print();
    const { dump_file_name: file, dump_range_ms: range } = run.args;
    run.print();
    run.print(`Saving events around ${run.state.length} syslog entries to ${file}`);
    saveAround(run, run.state, file, range);
  },
});
