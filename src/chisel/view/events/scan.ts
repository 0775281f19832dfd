import { EventFlag, eventKeyCount, eventTable, typeOfKey } from '../../../event/index.ts';
import { compileFilter } from '../../../filter/index.ts';
import type { EventContext } from '../../../machine/index.ts';
import type { Span } from '../session/compute.ts';
import type { EventStore } from '../store/event-store.ts';
import { Replay } from '../store/replay.ts';

/** Which events of a store are meant. */
export interface EventQuestion {
  /** Binary string; '' for all. */
  readonly filter: string;
  /** undefined: all there is. */
  readonly window: Span | undefined;
}

/** ms of work between two pauses. */
const sliceMs = 12;

/**
 * Calls `onEvent` for each event that passes, in steps; each pause is a chance to do something else, or to give up.
 *
 * @throws FilterError, FilterSyntaxError before the first step
 */
export function* scan(
  store: EventStore,
  { filter: text, window }: EventQuestion,
  onEvent: (context: EventContext) => void,
): Generator<void, void, undefined> {
  const filter = text.trim() === '' ? undefined : compileFilter(text);
  const predicate = filter?.predicate;
  const keys = filter === undefined ? new Uint8Array(eventKeyCount).fill(1) : filter.keys.slice();
  // Those of the tracer itself are for whoever keeps threads up to date: sysdig shows them only when asked to.
  for (let key = 0; key < eventKeyCount; key++) {
    const { flags, category } = eventTable[typeOfKey(key)]!;
    if ((flags & EventFlag.UNUSED) !== 0 || category === 'INTERNAL') keys[key] = 0;
  }
  const replay = new Replay(store, {
    window,
    keys,
    onEvent: (context) => {
      if (predicate === undefined || predicate(context)) onEvent(context);
      return false;
    },
    countsFds: (filter?.fields ?? []).some(({ definition }) => definition.name.startsWith('proc.fd')),
  });
  yield* replay.run();
}

/** Runs work in slices without holding up whoever waits for keys; false where it was given up. */
export async function inSlices(work: Generator<void, void, undefined>, signal?: AbortSignal): Promise<boolean> {
  let pause = Date.now() + sliceMs;
  for (;;) {
    if (work.next().done === true) return true;
    if (Date.now() < pause) continue;
    await new Promise(setImmediate);
    if (signal?.aborted === true) return false;
    pause = Date.now() + sliceMs;
  }
}
