import { defineChisel, exactly, paint, refusesColours, timeText, toNumber } from '../src/chisel/index.ts';

/** Processes that ran longer are yellow, and red; ns. */
const yellowFrom = 3e9;
const redFrom = 10e9;

export default defineChisel({
  category: 'Performance',
  summary: 'Show process execution time',
  description:
    'Shows the processes that ended and how long they ran: red above 10 s, yellow above 3 s, otherwise green, or blue in a container.',
  args: { disable_color: { type: 'string', optional: true, description: "'disable_colors': no colours" } },
  fields: ['proc.name', 'proc.args', 'proc.duration', 'container.name', 'container.id'],
  filter: 'evt.type=procexit',
  onStart(run) {
    run.print(row(run.containers, 'proc.duration', 'container.id', 'container.name', 'proc.name', 'proc.args'));
    const [short, long] = ['-'.repeat(13), '-'.repeat(20)];
    run.print(row(run.containers, short, long, long, short, long));
  },
  onEvent({ proc, container }, run) {
    if (proc.duration === undefined) return;
    const duration = toNumber(proc.duration);
    const line = row(
      run.containers,
      timeText(duration),
      container.id ?? 'nil',
      container.name ?? 'nil',
      proc.name ?? 'nil',
      proc.args ?? 'nil',
    );
    const usual = container.name === 'host' ? 'green' : 'blue';
    const colour = duration > redFrom ? 'red' : duration > yellowFrom ? 'yellow' : usual;
    run.print(refusesColours(run.args.disable_color) ? line : paint(colour, line));
  },
  onEnd: (run) => run.print(),
});

function row(containers: boolean, duration: string, id: string, container: string, name: string, args: string): string {
  const where = containers ? `${exactly(id, 20)} ${exactly(container, 20)} ` : '';
  return `${exactly(duration, 13)} ${where}${exactly(name, 12)} ${args}`;
}
