import type { ArgumentTable, Run } from './types.ts';

/** What is saved around an event: so many ms before and after it where nothing else is said. */
const usualRange = 1000;

/** An event whose surroundings are to be saved. */
export interface Remarkable {
  /** ns since 1970. */
  readonly time: bigint;
  readonly tid: number;
}

/** Arguments of chisels that can save what happened around the events they show. */
export const exportArguments = {
  dump_file_name: { type: 'string', optional: true, description: 'Save the events around each line to this capture file' },
  dump_range_ms: { type: 'int', optional: true, description: `ms to save before and after each line; ${usualRange} where missing` },
} as const;

/** The event that is handled, to be remembered. */
export function remarkable(run: Run<ArgumentTable>, event: { readonly time: number; readonly tid: number }): Remarkable {
  return { time: run.firstTime + BigInt(event.time), tid: event.tid };
}

/**
 * Saves, when all is over, what the threads of some events did around them: the capture is read once more and written to
 * `file`. Nothing is written where there are no events.
 *
 * @param range ms before and after each
 */
export function saveAround(run: Run<ArgumentTable>, events: readonly Remarkable[], file: string, range = usualRange): void {
  if (events.length === 0) return;
  const filter = events.map(({ time, tid }) => `(evt.around[${time}]=${range} and thread.tid=${tid})`).join(' or ');
  run.again(['-F', '-r', run.source, '-w', file, filter]);
}
