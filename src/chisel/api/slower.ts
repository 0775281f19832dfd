import { defineChisel } from './define.ts';
import { paint } from './paint.ts';
import { exactly, toNumber } from './text.ts';
import type { ArgumentValues, ChiselDefinition } from './types.ts';

const nsPerMs = 1e6;

const slowerArguments = {
  min_ms: { type: 'int', description: 'Calls that took longer than so many ms are shown' },
  disable_color: { type: 'string', optional: true, description: "'disable_colors': no colours" },
} as const;

/** Whether an argument asks for no colours; sysdig's help and sysdig's code spell it each in its own way. */
export function refusesColours(argument: string | undefined): boolean {
  return argument === 'disable_colors' || argument === 'disable_color';
}

/** What a chisel that shows slow calls is about. */
export interface SlowerDefinition {
  readonly category: string;
  readonly summary: string;
  readonly description: string;
  /** Which calls can be slow. */
  readonly filter: string;
  /** Files and directories that are left out, by how their names begin. */
  readonly without?: string;
}

/** A chisel that shows each I/O call that took longer than its argument says, as it happens. */
export function slowerChisel({ without, ...about }: SlowerDefinition): ChiselDefinition<typeof slowerArguments, SlowerField, undefined> {
  return defineChisel({
    ...about,
    args: slowerArguments,
    fields: slowerFields,
    filter: `(${about.filter}) and evt.dir=<`,
    onStart(run) {
      const columns = ['evt.datetime', 'proc.name', 'evt.type', 'LATENCY(ms)', 'fd.name'];
      if (run.containers) columns.splice(1, 0, 'container.id', 'container.name');
      const widths = widthsOf(run.containers);
      run.print(columns.map((title, i) => inColumn(title, widths[i])).join(' '));
      run.print(columns.map((_title, i) => inColumn('-'.repeat(dashes(widths[i])), widths[i])).join(' '));
    },
    onEvent({ evt, proc, fd, container }, run) {
      const ms = toNumber(evt.latency ?? 0) / nsPerMs;
      if (!(ms > (run.args as ArgumentValues<typeof slowerArguments>).min_ms)) return;
      const name = fd.name ?? '';
      if (without !== undefined && name.startsWith(without)) return;
      const cells = [evt.datetime ?? '', proc.name ?? '', evt.type ?? '', String(Math.trunc(ms)).padStart(latencyWidth), name];
      if (run.containers) cells.splice(1, 0, container.id ?? 'nil', container.name ?? 'nil');
      const widths = widthsOf(run.containers);
      const line = cells.map((text, i) => (i === cells.length - 2 ? text : inColumn(text, widths[i]))).join(' ');
      const colour = container.name === 'host' ? 'green' : 'blue';
      run.print(refusesColours(run.args.disable_color) ? line : paint(colour, line));
    },
  });
}

const slowerFields = ['evt.type', 'evt.datetime', 'evt.latency', 'fd.name', 'proc.name', 'container.name', 'container.id'] as const;
type SlowerField = (typeof slowerFields)[number];

const latencyWidth = 12;

/** Widths of the columns; one below 0 only fills up, undefined leaves the text as it is. */
function widthsOf(containers: boolean): readonly (number | undefined)[] {
  return containers ? [23, 20, 20, 12, -8, -latencyWidth, undefined] : [23, 12, -8, -latencyWidth, undefined];
}

function dashes(width: number | undefined): number {
  return width === undefined ? 41 : Math.abs(width);
}

function inColumn(text: string, width: number | undefined): string {
  if (width === undefined) return text;
  return width < 0 ? text.padEnd(-width) : exactly(text, width);
}
