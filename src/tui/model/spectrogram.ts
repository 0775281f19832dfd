import { latencyAt, latencyBins, spectrogramCells, timeText, type ViewSession } from '../../chisel/view/index.ts';
import type { Refusal, ShownSpectrogram } from '../port.ts';
import { clockText } from './clock.ts';

/** The spectrogram of what a session shows. undefined: it was given up. */
export async function shownSpectrogram(session: ViewSession, viewId: string): Promise<ShownSpectrogram | Refusal | undefined> {
  const { store } = session;
  if (store.count === 0) return undefined;
  const made = await session.spectrogram(viewId);
  if (made === undefined) return undefined;
  return {
    from_ns: made.from,
    to_ns: made.to,
    total: made.total,
    cells: (lines, columns) => spectrogramCells(made, lines, columns),
    // A column begins with the first bin that falls into it.
    latencyAt: (column, columns) => latencyAt(Math.ceil((column * latencyBins) / columns)),
    latencyText: timeText,
    clock: (time_ns) => clockText(store.absolute(time_ns)),
  };
}
