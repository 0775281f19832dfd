import { EventCursor, EventFlag, type EventType, eventFlags, eventTable, type InitialState, renamingKey } from '../event/index.ts';
import type { EarlyPredicates, EventContext, EventPredicate, Machine, Needs, Suppressor } from '../machine/index.ts';
import type { Batch, EventSource } from '../source/index.ts';
import { nowMs } from './clock.ts';

/** Who looks at the events of a capture. */
export interface Consumer {
  /** Called before the machine sees an event; `batch` gives the bytes of its block. */
  turn?(evt: EventCursor, batch: Batch): void;
  /**
   * An event that passed the filter. Returns false to end the capture.
   * `batch` gives the bytes of the event's block.
   */
  onEvent(context: EventContext, batch: Batch): boolean;
  /**
   * An event that changes state, or what spans are open, and is not shown: the filter rejected it, or it belongs to the state
   * the capture begins with. For writers, whose readers need it.
   */
  onState?(context: EventContext, batch: Batch): void;
  /** An event that the filter rejected, changing or not. */
  onRejected?(context: EventContext, evt: EventCursor): void;
  /** An enter of a call that changes nothing and is not shown; its exit may be. Called only where there is an `onState`. */
  onHiddenEnter?(context: EventContext, batch: Batch): void;
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
  /** By event key: 1 where the filter can match at all; undefined: any event can. */
  readonly wanted: Uint8Array | undefined;
  /** Whether what the filter says of an event may hang on what it was asked before: then it is asked of all. Default true. */
  readonly remembers?: boolean;
  /** Parts of the filter that may reject an event before it is looked into. */
  readonly early?: EarlyPredicates | undefined;
  /** What of the machine somebody reads beyond what always matters. */
  readonly needs: Needs;
  readonly consumer: Consumer;
  /** Leaves out events as if they had not happened. */
  readonly suppressor?: Pick<Suppressor, 'hides'> | undefined;
}

/**
 * Hands over every event as it is, without a machine: for copying, where nobody asks what an event means, and a row of them is
 * handed over as one.
 * Rejects as {@link runCapture} does.
 */
export async function copyCapture(
  source: EventSource,
  consumer: Pick<Consumer, 'onSection' | 'onPause'>,
  onBlocks: (evt: EventCursor, batch: Batch, count: number) => void,
): Promise<void> {
  const evt = new EventCursor();
  await eachBatch(
    source,
    consumer,
    () => undefined,
    (batch) => {
      for (let left = sliceEvents; left > 0; left--) {
        if (!batch.next(evt)) return Slice.finished;
        onBlocks(evt, batch, 1);
        const count = batch.run?.() ?? 0;
        if (count > 0) onBlocks(evt, batch, count);
      }
      return Slice.more;
    },
  );
}

/**
 * Events handled in one call. A batch of a file has some ten thousand: a function that loops over all of them is
 * compiled while it runs, and because its end has not been seen by then, that code is thrown away at the end of every
 * batch; the loop then ran a fifth of its time uncompiled. One that is called often is compiled as a whole.
 */
const sliceEvents = 256;

/** How a slice of a batch ended. */
const Slice = {
  /** The batch has more events. */
  more: 0,
  /** The batch is used up. */
  finished: 1,
  /** Nobody wants more events. */
  enough: 2,
} as const;

/** How long a file may be read without a look at signals and timers, in ms. */
const uninterruptedMs = 50;

/**
 * Runs a capture to its end: takes events from the source, brings the machine up to each of them, and hands over
 * those that pass the filter. The source must be open. Rejects with the source's own errors; everything before the
 * error has been handed over by then.
 */
export async function runCapture(plan: CapturePlan): Promise<void> {
  const { source, machine, filter, wanted, needs, consumer, suppressor } = plan;
  const turn = consumer.turn?.bind(consumer);
  const rejected = consumer.onRejected?.bind(consumer);
  // Where everything is wanted, nobody asks event by event.
  const needed = wanted === undefined ? undefined : machine.neededEvents(wanted, needs);
  // Those that cannot pass need not be seen where nobody asks about them.
  const alone = suppressor === undefined && turn === undefined && rejected === undefined && consumer.onState === undefined;
  const told = alone && filter !== undefined && plan.remembers === false ? wanted : undefined;
  const skips = needed && machine.skips(needed, needs, told, plan.early);
  const evt = new EventCursor();
  const { context } = machine;
  await eachBatch(
    source,
    consumer,
    (section) => machine.load(section),
    (batch) => {
      const mayBeSkipped = machine.hasBegun && suppressor === undefined ? skips : undefined;
      for (let left = sliceEvents; left > 0; left--) {
        if (!batch.next(evt, mayBeSkipped)) return consumer.wantsMore() ? Slice.finished : Slice.enough;
        if (suppressor?.hides(evt)) continue;
        if (needed !== undefined && needed[evt.key] === 0 && machine.pass(evt, needs.unseen)) continue;
        turn?.(evt, batch);
        if (machine.process(evt, filter)) {
          if (!consumer.onEvent(context, batch)) return Slice.enough;
          continue;
        }
        rejected?.(context, evt);
        if (consumer.onState !== undefined) {
          if (changesState(evt) || context.evt !== evt) consumer.onState(context, batch);
          else if (hasExit(eventTable[evt.type]!)) consumer.onHiddenEnter?.(context, batch);
        }
      }
      return Slice.more;
    },
  );
}

/** Whether what the event says must be known for what comes later. */
function changesState(evt: EventCursor): boolean {
  return (eventFlags[evt.type]! & EventFlag.MODIFIES_STATE) !== 0 || evt.key === renamingKey;
}

/** Whether it is the enter of a call: a task switch, or a signal, has no second event. */
export function hasExit({ enter, number }: EventType): boolean {
  return enter && (eventFlags[number + 1]! & EventFlag.UNUSED) === 0;
}

/**
 * Takes batches from the source until it has no more, or until `handle`, which is given each until it is used up, has
 * enough. Looks at signals and timers now and then, also where the source never waits.
 */
async function eachBatch(
  source: EventSource,
  consumer: Pick<Consumer, 'onSection' | 'onPause'>,
  onSection: (section: InitialState) => void,
  handle: (batch: Batch) => number,
): Promise<void> {
  let lookedUp = nowMs();
  for (;;) {
    const step = source.nextBatch();
    const batch = step instanceof Promise ? await step : step;
    if (batch === undefined) return;
    if (batch.section !== undefined) {
      onSection(batch.section);
      consumer.onSection(batch.section);
    }
    let slice: number;
    do slice = handle(batch);
    while (slice === Slice.more);
    const pause = consumer.onPause();
    if (pause !== undefined) await pause;
    if (slice === Slice.enough) return;
    if (!(step instanceof Promise) && nowMs() - lookedUp > uninterruptedMs) {
      await new Promise(setImmediate);
      lookedUp = nowMs();
    }
  }
}
