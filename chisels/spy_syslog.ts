import { defineChisel, exportArguments, paint, type Remarkable, refusesColours, remarkable, saveAround } from '../src/chisel/index.ts';

/** Severity of a warning; what is below is worse. */
const warning = 4;

export default defineChisel({
  category: 'Logs',
  summary: 'Print every message written to syslog. Optionally, export the events around each syslog message to file.',
  description:
    'Shows every message any process writes to the system log: errors red, warnings yellow, others green, or blue from a container. With a file name, saves what the writing threads did around each message.',
  args: { ...exportArguments, disable_color: { type: 'string', optional: true, description: "'disable_colors': no colours" } },
  fields: [
    'syslog.facility.str',
    'syslog.severity.str',
    'syslog.severity',
    'syslog.message',
    'proc.name',
    'container.name',
    'container.id',
  ],
  filter: 'fd.name contains /dev/log and evt.is_io_write=true and evt.dir=< and evt.failed=false',
  snaplen: 1000,
  state: () => [] as Remarkable[],
  onStart(run) {
    if (run.live && run.args.dump_file_name !== undefined) run.fail('events export not supported on live captures');
  },
  onEvent(event, run) {
    const { syslog, proc, container } = event;
    const { 'facility.str': facility, 'severity.str': severityName, severity, message } = syslog;
    if (severity === undefined || message === undefined) return;
    const where = run.containers ? `${(container.id ?? 'nil').padEnd(20)} ${(container.name ?? 'nil').padEnd(20)} ` : '';
    const line = `${where}${facility}.${severityName} ${proc.name ?? ''}[${event.tid}] ${message}`;
    const usual = container.name === 'host' ? 'green' : 'blue';
    const colour = severity === warning ? 'yellow' : severity < warning ? 'red' : usual;
    run.print(refusesColours(run.args.disable_color) ? line : paint(colour, line));
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
