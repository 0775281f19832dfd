import { defineChisel } from './define.ts';
import { numberText, toNumber } from './text.ts';
import type { ChiselDefinition } from './types.ts';

/** What a chisel of running totals is about. */
export interface TotalsDefinition {
  readonly category: string;
  readonly summary: string;
  readonly description: string;
  /** Which events count. */
  readonly filter: string;
}

interface Totals {
  read: number;
  written: number;
}

const totalsFields = ['evt.rawarg.res', 'evt.is_io_read'] as const;

/** A chisel that prints every second, in the time of the events, how many bytes went in and out since the line before. */
export function totalsChisel(about: TotalsDefinition): ChiselDefinition<Record<never, never>, (typeof totalsFields)[number], Totals> {
  return defineChisel({
    ...about,
    fields: totalsFields,
    interval: 1000,
    state: (): Totals => ({ read: 0, written: 0 }),
    onEvent({ evt }, { state }) {
      const bytes = toNumber(evt['rawarg.res'] ?? 0);
      if (bytes <= 0) return;
      if (evt.is_io_read === true) state.read += bytes;
      else state.written += bytes;
    },
    onInterval(run, { time }) {
      const { state } = run;
      const { read, written } = state;
      if (run.json) run.printJson({ time, in: read, out: written, tot: read + written });
      else run.print(`${run.clock(time)} in:${numberText(read)} out:${numberText(written)} tot:${numberText(read + written)}`);
      state.read = 0;
      state.written = 0;
    },
  });
}
