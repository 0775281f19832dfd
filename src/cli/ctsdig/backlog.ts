import { type EventStore, KeptEvents } from '../../chisel/view/index.ts';
import { EventCursor, EventFlag, eventFlags, eventTable, type InitialState } from '../../event/index.ts';
import { type EventContext, type EventPredicate, spanEnter, spanExit } from '../../machine/index.ts';
import { type EventBlock, EventBlockMaker } from '../../scap/index.ts';
import { hasExit } from '../capture.ts';
import { nowMs } from '../clock.ts';
import type { Recorder } from '../recorder.ts';

export interface BacklogOptions {
  readonly store: EventStore;
  /** The time on the store's base that the recording begins at. */
  readonly since: number;
  readonly recorder: Recorder;
  /** Which events; undefined: all. */
  readonly passes: EventPredicate | undefined;
}

/** An event that stores do not take, and readers need: kept until what came before it is written. */
interface Aside extends EventBlock {
  /** How many events the store had when it came. */
  readonly at: number;
  readonly bytes: Buffer;
}

/**
 * What a recording that begins with the past has still to write: what is kept from before, and what has come since. It is
 * written piece by piece, so that neither keys nor the kernel wait.
 */
export class Backlog {
  readonly #options: BacklogOptions;
  readonly #kept: KeptEvents;
  readonly #maker = new EventBlockMaker();
  readonly #evt = new EventCursor();
  readonly #aside: Aside[] = [];

  constructor(options: BacklogOptions) {
    this.#options = options;
    this.#kept = new KeptEvents(options.store, options.since, (context) => this.#write(context));
  }

  /** The machine as it was before the next event to be written. */
  state(): InitialState {
    return this.#kept.state();
  }

  /** An event that the store does not take. */
  putAside({ bytes }: EventCursor, { blockStart, blockEnd }: EventBlock): void {
    const copy = Buffer.from(bytes.subarray(blockStart, blockEnd));
    this.#aside.push({ at: this.#options.store.count, bytes: copy, blockStart: 0, blockEnd: copy.length });
  }

  /** Writes for so many ms; true where all is written. */
  catchUp(ms: number): boolean {
    const end = nowMs() + ms;
    do {
      if (!this.#kept.read()) continue;
      this.#writeAside(Number.POSITIVE_INFINITY);
      return true;
    } while (nowMs() < end);
    return false;
  }

  /** Events that went before they were written, where all others are. */
  get lost(): number {
    return this.#kept.lost;
  }

  #write(context: EventContext): void {
    const { evt } = context;
    const { recorder, passes, store } = this.#options;
    this.#writeAside(this.#kept.next);
    const { key, type } = evt;
    // What a program wrote to mark a span is not kept: only what it says is.
    if (key === spanEnter || key === spanExit) return;
    const maker = this.#maker;
    const { layout } = evt;
    maker.wrap(evt);
    const own = this.#evt;
    own.set(maker.bytes, maker.view, maker.eventStart, maker.blockEnd, layout, store.base);
    own.cpu = evt.cpu;
    recorder.turn(own);
    if (passes === undefined || passes(context)) recorder.event(own, maker);
    else if ((eventFlags[type]! & EventFlag.MODIFIES_STATE) !== 0) recorder.state(own, maker);
    else if (hasExit(eventTable[type]!)) recorder.hiddenEnter(own, maker);
  }

  #writeAside(number: number): void {
    const { recorder } = this.#options;
    while (this.#aside.length > 0 && this.#aside[0]!.at <= number) {
      const aside = this.#aside.shift()!;
      recorder.state(aside, aside);
    }
  }
}
