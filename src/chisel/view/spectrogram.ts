import { compileFilter } from '../../filter/index.ts';
import { bindWritten } from './layout.ts';
import type { Span } from './session/compute.ts';
import type { EventStore } from './store/event-store.ts';
import { Followed, type Work } from './store/followed.ts';
import { Replay } from './store/replay.ts';

/** Bins of latency: ten a decade, from 1 ns to 100 s. */
export const latencyBins = 110;
const binsPerDecade = 10;

/** Bins of time: finer ones no screen can show. */
export const timeBins = 512;

/** How latencies are spread over time. */
export interface Spectrogram {
  /** Times on the source's base, in ns. */
  readonly from: number;
  readonly to: number;
  /** By time bin, then latency bin: how many events. */
  readonly counts: Uint32Array;
  readonly total: number;
}

/** The latency in ns at which a bin begins. */
export function latencyAt(bin: number): number {
  return 10 ** (bin / binsPerDecade);
}

/** The bin of a latency in ns; what is slower than all is in the last. */
export function binOf(latency: number): number {
  return latency < 1 ? 0 : Math.min(latencyBins - 1, Math.floor(Math.log10(latency) * binsPerDecade + 1e-9));
}

/**
 * Counts events by time and latency, in steps.
 *
 * @param field gives the latency in ns; events without one do not count
 * @throws FilterError, FilterSyntaxError
 */
export function* computeSpectrogram(
  store: EventStore,
  filter: string,
  field: string,
  window: Span | undefined,
): Generator<void, Spectrogram, undefined> {
  const { replay, finish } = spectrogramOf(store, filter, field, window, timesOf(store, window));
  yield* replay.run();
  return finish();
}

/** The time that a spectrogram is of. */
function timesOf({ firstTime, lastTime }: Pick<EventStore, 'firstTime' | 'lastTime'>, window: Span | undefined): Span {
  return window ?? { from: firstTime, to: lastTime };
}

/** The same from all that comes into a store, while it comes. */
export class FollowedSpectrogram extends Followed<Spectrogram> {
  /** @param times of the first and the last event that will have come, which a store cannot know before */
  constructor(
    store: EventStore,
    times: Pick<EventStore, 'firstTime' | 'lastTime'>,
    filter: string,
    field: string,
    window: Span | undefined,
  ) {
    super(() => spectrogramOf(store, filter, field, window, timesOf(times, window), true));
  }
}

function spectrogramOf(
  store: EventStore,
  filter: string,
  field: string,
  window: Span | undefined,
  { from, to }: Span,
  follows = false,
): Work<Spectrogram> {
  const compiled = filter === '' ? undefined : compileFilter(filter);
  const { extract } = bindWritten(field);
  const perBin = (to - from) / timeBins || 1;
  const counts = new Uint32Array(timeBins * latencyBins);
  let total = 0;
  const replay = new Replay(store, {
    window,
    keys: compiled?.keys,
    follows,
    onEvent: (context) => {
      if (compiled !== undefined && !compiled.predicate(context)) return false;
      const latency = Number(extract(context) ?? 0);
      // An enter, or an exit whose enter is not known, has none.
      if (latency <= 0) return false;
      const time = Math.max(0, Math.min(timeBins - 1, Math.floor((context.evt.time - from) / perBin)));
      const cell = time * latencyBins + binOf(latency);
      counts[cell] = counts[cell]! + 1;
      total++;
      return false;
    },
  });
  return { replay, finish: () => ({ from, to, counts, total }) };
}

/** A spectrogram in as many lines and columns as find room; each cell is the sum of those it covers. */
export function spectrogramCells({ counts }: Spectrogram, lines: number, columns: number): Uint32Array {
  const cells = new Uint32Array(lines * columns);
  for (let time = 0; time < timeBins; time++) {
    const line = Math.min(lines - 1, Math.floor((time * lines) / timeBins));
    for (let bin = 0; bin < latencyBins; bin++) {
      const count = counts[time * latencyBins + bin]!;
      if (count === 0) continue;
      const at = line * columns + Math.min(columns - 1, Math.floor((bin * columns) / latencyBins));
      cells[at] = cells[at]! + count;
    }
  }
  return cells;
}
