import { EventCursor, EventFlag, eventFlags, eventTypeCount, type InitialState } from '../event/index.ts';
import type { EventContext, EventPredicate, Machine } from '../machine/index.ts';
import type { Batch, EventSource } from '../source/index.ts';

/** Who looks at the events of a capture. */
export interface Consumer {
  /**
   * An event that passed the filter. Returns false to end the capture.
   * `batch` gives the bytes of the event's block.
   */
  onEvent(context: EventContext, batch: Batch): boolean;
  /**
   * An event that the filter rejected but that changes state, for writers that must keep the file readable.
   */
  onState?(context: EventContext, batch: Batch): void;
  /** The machine begins anew with these tables, before the events of the batch. */
  onSection(section: InitialState): void;
  /** Between two batches: output can be flushed, the clock looked at. What it gives is waited for. */
  onPause(): Promise<void> | undefined;
  /** Asked between two batches. */
  wantsMore(): boolean;
}

/** What is to be captured. */
export interface CapturePlan {
  readonly source: EventSource;
  readonly machine: Machine;
  /** Decides which events are shown; undefined: all. */
  readonly filter: EventPredicate | undefined;
  /** By event type number: 1 where the filter can match at all; undefined: any type can. */
  readonly wantedTypes: Uint8Array | undefined;
  readonly consumer: Consumer;
}

/** How long a file may be read without a look at signals and timers, in ms. */
const uninterruptedMs = 50;

/**
 * Runs a capture to its end: takes events from the source, brings the machine up to each of them, and hands over
 * those that pass the filter. The source must be open. Rejects with the source's own errors; everything before the
 * error has been handed over by then.
 */
export async function runCapture(plan: CapturePlan): Promise<void> {
  const { source, machine, filter, consumer } = plan;
  const needed = neededTypes(plan);
  const evt = new EventCursor();
  const { context } = machine;
  let lookedUp = performance.now();
  for (;;) {
    const step = source.nextBatch();
    const batch = step instanceof Promise ? await step : step;
    if (batch === undefined) return;
    if (batch.section !== undefined) {
      machine.load(batch.section);
      consumer.onSection(batch.section);
    }
    while (batch.next(evt)) {
      if (needed[evt.type] === 0) continue;
      if (machine.process(evt, filter)) {
        if (!consumer.onEvent(context, batch)) return;
      } else if (consumer.onState !== undefined && (eventFlags[evt.type]! & EventFlag.MODIFIES_STATE) !== 0) {
        consumer.onState(context, batch);
      }
    }
    const pause = consumer.onPause();
    if (pause !== undefined) await pause;
    if (!consumer.wantsMore()) return;
    if (!(step instanceof Promise) && performance.now() - lookedUp > uninterruptedMs) {
      await new Promise(setImmediate);
      lookedUp = performance.now();
    }
  }
}

/** By event type number: 1 where the event must be looked at, because it changes state or because it can be shown. */
function neededTypes({ machine, wantedTypes }: CapturePlan): Uint8Array {
  const needed = new Uint8Array(eventTypeCount).fill(1);
  if (wantedTypes === undefined) return needed;
  for (let type = 0; type < eventTypeCount; type++) needed[type] = wantedTypes[type] === 1 || machine.stateEvents[type] === 1 ? 1 : 0;
  return needed;
}
