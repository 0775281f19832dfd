import { eventNumber, type TimeBase } from '../../../event/index.ts';
import { type CompiledFilter, compileFilter, type Predicate } from '../../../filter/index.ts';
import type { EventContext, Machine } from '../../../machine/index.ts';
import type { ViewLayout } from '../layout.ts';
import { visitThreads } from '../process-table.ts';
import { RowCollector } from '../rows.ts';
import { type Sample, sampleOf } from '../sample.ts';
import { wantedKeys } from './compute.ts';

const tableEntry = eventNumber('PPME_SYSDIGEVENT_X');

/** A sample made while events come in, for whoever asks only once: nothing of them is kept. */
export class StreamedSample {
  readonly #layout: ViewLayout;
  readonly #filter: CompiledFilter | undefined;
  readonly #predicate: Predicate | undefined;
  readonly #keys: Uint8Array | undefined;
  readonly #rows: RowCollector;
  /** Events so far. */
  count = 0;
  #first = Number.NaN;
  #last = Number.NaN;

  /**
   * @param filter the whole filter, that of the view included; a binary string, '' for none
   * @throws FilterError, FilterSyntaxError
   */
  constructor(layout: ViewLayout, filter: string) {
    this.#layout = layout;
    this.#filter = filter === '' ? undefined : compileFilter(filter);
    this.#predicate = this.#filter?.predicate;
    this.#keys = wantedKeys(layout, this.#filter, true);
    this.#rows = new RowCollector(layout);
  }

  /** Takes in the current event of the machine. */
  add(context: EventContext): void {
    const { evt } = context;
    if (this.count++ === 0) this.#first = evt.time;
    this.#last = evt.time;
    const { key } = evt;
    if (this.#keys === undefined || this.#keys[key] === 1) this.#take(context, key);
  }

  #take(context: EventContext, key: number): void {
    if (this.#predicate === undefined || this.#predicate(context)) this.#rows.add(context, key);
  }

  /** The rows, those of idle threads included. Nothing may be added afterwards. */
  finish(machine: Machine, base: TimeBase): Sample {
    if (this.count > 0 && (this.#filter === undefined || this.#filter.keys[tableEntry] === 1)) {
      const end = ((BigInt(base.high) << 32n) | BigInt(base.low)) + BigInt(Math.trunc(this.#last));
      visitThreads(machine, end, base, (context) => this.#take(context, tableEntry));
    }
    return sampleOf(this.#layout, this.#rows.take(), this.count === 0 ? 0 : (this.#last - this.#first) / 1e9);
  }
}
