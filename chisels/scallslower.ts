import { defineChisel, exactly, numberText, paint, refusesColours, toNumber } from '../src/chisel/index.ts';

const nsPerMs = 1e6;
const wide = 23;
const narrow = 20;

/** A line of the table; the last column is as long as its text. */
function line(cells: readonly string[], containers: readonly string[]): string {
  const [time = '', name = '', latency = '', type = ''] = cells;
  const middle = containers.map((text) => `${exactly(text, narrow)} `).join('');
  return `${exactly(time, wide)} ${middle}${exactly(name, wide)} ${latency.padEnd(narrow)} ${type}`;
}

export default defineChisel({
  category: 'Performance',
  summary: 'Trace slow syscalls',
  description: 'Shows system calls that took longer than a number of ms. Green: a process of the host, blue: one in a container.',
  args: {
    min_ms: { type: 'int', description: 'Calls that took longer than so many ms are shown' },
    disable_color: { type: 'string', optional: true, description: "'disable_colors': no colours" },
  },
  fields: ['evt.type', 'evt.datetime', 'evt.latency', 'proc.name', 'container.name', 'container.id'],
  onStart(run) {
    // The blank more in front of the second heading is sysdig's.
    const containers = run.containers ? ['container.id'.padEnd(narrow), 'container.name'] : [];
    const heading = line(['evt.datetime', 'proc.name', 'LATENCY(ms)', 'evt.type'], containers);
    run.print(run.containers ? heading.replace(' container.name', '  container.name') : heading);
    const dashes = (width: number): string => '-'.repeat(width);
    run.print(
      line(
        [wide, wide, narrow, narrow].map(dashes),
        containers.map(() => dashes(narrow)),
      ),
    );
  },
  onEvent({ evt, proc, container }, run) {
    if (evt.latency === undefined) return;
    const ms = toNumber(evt.latency) / nsPerMs;
    if (!(ms > run.args.min_ms)) return;
    const containers = run.containers ? [container.id ?? 'nil', container.name ?? 'nil'] : [];
    const text = line([evt.datetime ?? '', proc.name ?? '', numberText(ms), evt.type ?? ''], containers);
    run.print(refusesColours(run.args.disable_color) ? text : paint(container.name === 'host' ? 'green' : 'blue', text));
  },
});
