import {
  type EventLine,
  EventList,
  type EventReader,
  eventLine,
  fieldsOf,
  joinFilters,
  keyFieldOf,
  pairOf,
  type Sample,
  selectionFilter,
  type Transfer,
  transfer,
  transferFilter,
  type ViewSession,
} from '../../chisel/view/index.ts';
import type { DigEvents, EventDetails, EventsPort, ListedEvents } from '../ports/events.ts';
import { clockText } from './clock.ts';

/** Events read at once when one of them is shown. */
const chunkEvents = 128;
/** Chunks that stay in memory. */
const keptChunks = 24;

/** What the events of a session hang on. */
export interface EventsOf {
  readonly session: ViewSession;
  /** The rows on the screen. */
  readonly sample: () => Sample;
  /** Nothing comes any more, or it is not to be shown. */
  readonly still: () => boolean;
  /** Tells the user something. */
  readonly note: (text: string) => void;
  /** Called whenever more may have come. Gives what ends it. */
  readonly subscribe: (listener: () => void) => () => void;
}

/** The events behind the rows of a session. */
export class SessionEvents implements EventsPort {
  readonly #of: EventsOf;

  constructor(of: EventsOf) {
    this.#of = of;
  }

  echo(rowKey: string | undefined): ListedEvents<Transfer> {
    return new Listed(this.#of, this.#list(rowKey, transferFilter), transfer);
  }

  dig(rowKey: string | undefined): DigEvents {
    return new Dug(this.#of, this.#list(rowKey), eventLine);
  }

  clock(time_ns: number): string {
    const ns = this.#of.session.store.absolute(time_ns);
    const at = new Date(Number(ns / 1_000_000n));
    const two = (value: number) => String(value).padStart(2, '0');
    const rest = String(ns % 1_000_000_000n).padStart(9, '0');
    return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}.${rest}`;
  }

  #list(rowKey: string | undefined, also = ''): EventList {
    const { session, still } = this.#of;
    session.wantEvents();
    const { span } = session;
    // What goes on is listed from what is shown on.
    const window = span === undefined || still() ? span : { from: span.from, to: Number.POSITIVE_INFINITY };
    const { present, store } = session;
    if (present === undefined) {
      const from = clockText(store.absolute(store.keptFrom));
      this.#of.note(`only events from ${from} on are in memory and listed: of a window before that, or a shorter one, all would be`);
    }
    return new EventList(present ?? store, { filter: joinFilters([session.wholeFilter, this.#rowFilter(rowKey), also]), window });
  }

  #rowFilter(rowKey: string | undefined): string {
    const { key, rows, layout } = this.#of.sample();
    const row = rowKey === undefined ? undefined : rows.find(({ keyText }) => keyText === rowKey);
    const field = keyFieldOf(layout.view, layout, key);
    return row === undefined || key === undefined || field === undefined ? '' : selectionFilter(field, key, row);
  }
}

class Listed<Item> implements ListedEvents<Item> {
  protected readonly list: EventList;
  protected readonly of: EventsOf;
  readonly #read: EventReader<Item>;
  readonly #chunks = new Map<number, readonly (Item | undefined)[]>();
  readonly #listeners = new Set<() => void>();
  readonly #stop: () => void;
  readonly #closed = new AbortController();
  #chunksOf = 0;
  #again = false;
  reading = false;
  paused = false;

  constructor(of: EventsOf, list: EventList, read: EventReader<Item>) {
    this.of = of;
    this.list = list;
    this.#read = read;
    this.#stop = of.subscribe(() => this.#more());
    this.#more();
  }

  get length(): number {
    return this.list.length;
  }

  get left(): number {
    return this.list.left;
  }

  at(index: number): Item | undefined {
    if (index < 0 || index >= this.length) return undefined;
    if (this.#chunksOf !== this.left) {
      this.#chunks.clear();
      this.#chunksOf = this.left;
    }
    const chunk = Math.floor(index / chunkEvents);
    const within = index % chunkEvents;
    let known = this.#chunks.get(chunk);
    if (known === undefined || known.length <= within) {
      known = this.page(chunk * chunkEvents, (chunk + 1) * chunkEvents);
      if (this.#chunks.size >= keptChunks) this.#chunks.delete(this.#chunks.keys().next().value!);
      this.#chunks.set(chunk, known);
    }
    return known[within];
  }

  page(from: number, to: number): readonly (Item | undefined)[] {
    return this.list.page(from, to, this.#read);
  }

  setPaused(paused: boolean): void {
    this.paused = paused;
    this.#more();
  }

  clear(): void {
    this.list.clear();
    this.#chunks.clear();
    this.#tell();
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  close(): void {
    this.#closed.abort();
    this.#stop();
    this.#listeners.clear();
  }

  #more(): void {
    this.#again = true;
    if (this.reading || this.paused || this.#closed.signal.aborted) return;
    this.reading = true;
    void this.#readOn();
  }

  async #readOn(): Promise<void> {
    while (this.#again && !this.paused && !this.#closed.signal.aborted) {
      this.#again = false;
      const before = this.length + this.left;
      await this.list.read(this.#closed.signal);
      if (this.length + this.left !== before) this.#tell();
    }
    this.reading = false;
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

class Dug extends Listed<EventLine> implements DigEvents {
  details(index: number): EventDetails | undefined {
    return this.list.page(index, index + 1, (context, previous) => ({
      line: eventLine(context, previous),
      fields: fieldsOf(context),
      pair: pairOf(this.list.store, context),
    }))[0];
  }
}
