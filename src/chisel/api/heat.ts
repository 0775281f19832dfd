import { defineChisel } from './define.ts';
import { paint } from './paint.ts';
import type { ChiselDefinition, EventOf, FieldName, Run } from './types.ts';

const nsPerMs = 1e6;

/** From few to many, of the palette of 256 colours: green, yellow, red. */
const palette = [22, 28, 64, 34, 2, 76, 46, 118, 154, 191, 227, 226, 11, 220, 209, 208, 202, 197, 9, 1] as const;
/** How much of a cell is filled with the higher colour. The last stands for three quarters, with both colours changed about. */
const fills = [' ', '░', '▒', '░'] as const;
/** Each colour stands for so many times more than the one before. */
const step = 1.6;

const heatArguments = {
  refresh_time: { type: 'int', optional: true, description: 'Time between two lines of the chart, in ms' },
} as const;

/** A picture of how many events fall where, a line an interval. */
export interface HeatDefinition<Name extends FieldName> {
  readonly category: string;
  readonly summary: string;
  readonly description: string;
  readonly filter: string;
  readonly fields: readonly Name[];
  /** Length of an interval where no argument says it, ms. */
  readonly refresh: number;
  /** Printed once, above. */
  readonly intro?: string;
  /** Where an event falls, 0 to 1 from left to right; undefined: nowhere. Interval in ns. */
  readonly place: (event: EventOf<Name>, interval: number) => number | undefined;
  /** Marks below the chart: where they stand, and what they say. */
  readonly marks: (interval: number) => readonly (readonly [place: number, text: string])[];
  /** The interval in which the capture ends is drawn too. */
  readonly drawsLast: boolean;
}

/** A chisel that draws a spectrogram in a terminal: a line an interval, whose colours tell how many events fell where. */
export function heatChisel<const Name extends FieldName>(
  about: HeatDefinition<Name>,
): ChiselDefinition<typeof heatArguments, Name, Map<number, number>> {
  const { refresh, place, marks, intro, drawsLast, ...rest } = about;
  const ms = (run: { readonly args: { readonly refresh_time: number | undefined } }): number => run.args.refresh_time ?? refresh;
  const draw = (run: Run<typeof heatArguments, Map<number, number>>): void => {
    const { width } = run.terminal;
    const perSecond = 1000 / ms(run);
    run.screen.up(1);
    const cells = Array.from({ length: width }, (_, column) => {
      const count = run.state.get(column) ?? 0;
      if (count === 0) return paint(0, ' ', 0);
      const { colour, background, fill } = heat(count * perSecond);
      return paint(colour, fill, background);
    });
    run.write(...cells, '\n', legend(width, marks(ms(run) * nsPerMs)), '\n');
    run.state.clear();
  };
  return defineChisel<typeof heatArguments, Name, Map<number, number>>({
    ...rest,
    args: heatArguments,
    interval: ms,
    state: () => new Map(),
    onStart(run) {
      if (!(ms(run) > 0)) run.fail('refresh_time is to be above 0 ms');
      if (!run.terminal.isTerminal) {
        run.print('This chisel only works on ANSI terminals. Aborting.');
        run.fail('draws, and needs a terminal to do so');
      }
      run.screen.hideCursor();
      if (intro !== undefined) run.write(intro, '\n\n');
    },
    onEvent(event, run) {
      const where = place(event, ms(run) * nsPerMs);
      if (where === undefined) return;
      const column = Math.min(run.terminal.width - 1, Math.floor(where * run.terminal.width));
      run.state.set(column, (run.state.get(column) ?? 0) + 1);
    },
    onInterval: draw,
    onEnd(run) {
      if (drawsLast) draw(run);
      run.print();
      run.screen.showCursor();
    },
  });
}

/** How a number of events per second looks. */
function heat(perSecond: number): { readonly colour: number; readonly background: number; readonly fill: string } {
  const level = Math.min(palette.length, Math.max(1, Math.log10(perSecond + 1) / Math.log10(step)));
  const part = level - Math.floor(level);
  const fill = fills[Math.floor(part * fills.length)]!;
  const low = palette[Math.floor(level) - 1]!;
  const high = palette[Math.ceil(level) - 1]!;
  return part > 0.75 ? { colour: high, background: low, fill } : { colour: low, background: high, fill };
}

/** The line below a chart. A mark without room is left out. */
function legend(width: number, marks: readonly (readonly [place: number, text: string])[]): string {
  let line = '';
  for (const [place, text] of marks) {
    const column = Math.ceil(place * width);
    if (column < line.length || column + text.length + 1 > width) continue;
    line = `${line.padEnd(column)}|${text}`;
  }
  return line.padEnd(width);
}
