import { eventTable } from '../event/index.ts';
import type { BoundField, FieldSettings } from '../field/index.ts';
import { type EventWriter, jsonFormat, Output, presetFormat, Summary, textFormat } from '../format/index.ts';
import type { EventContext, EventPredicate } from '../machine/index.ts';
import type { SourceCounters } from '../source/index.ts';
import type { Settings } from './settings.ts';
import { isTerminal } from './terminal.ts';

/** By type number: 1 for events that are only shown to those who look for mistakes. */
const isInternal: Uint8Array = Uint8Array.from(eventTable, ({ category }) => (category === 'INTERNAL' ? 1 : 0));

/** Shows events as lines, counts them, and says when there were enough. */
export class Printer {
  readonly #output: Output;
  readonly #write: EventWriter | undefined;
  readonly #displayFilter: EventPredicate | undefined;
  readonly #summary: Summary | undefined;
  readonly #debug: boolean;
  readonly #live: boolean;
  readonly #json: boolean;
  readonly #colours: boolean;
  readonly #most: number;
  readonly #unlimited: boolean;
  /** Events after which a source has given enough. */
  #until: number;
  #delivered = 0;
  #printed = 0;

  /**
   * @param look how values are written
   * @param displayFilter asked only about what is shown; everything else counts as shown
   */
  constructor(settings: Settings, look: FieldSettings, displayFilter: EventPredicate | undefined) {
    const terminal = isTerminal(1);
    this.#colours = terminal && !settings.json && (process.env.NO_COLOR ?? '') === '';
    this.#output = new Output(1, { unbuffered: settings.unbuffered });
    const { format } = settings;
    const text = 'text' in format ? format.text : presetFormat(format.preset, this.#colours);
    // The format is compiled in any case: a mistake in it is said even where -q prints nothing.
    const write = settings.json ? jsonFormat(text, look) : textFormat(text, look);
    this.#write = settings.quiet ? undefined : write;
    this.#displayFilter = displayFilter;
    this.#summary = settings.summary ? new Summary() : undefined;
    this.#debug = settings.debug;
    this.#live = settings.files.length === 0;
    this.#json = settings.json;
    this.#most = settings.maxEvents ?? Number.POSITIVE_INFINITY;
    this.#unlimited = this.#most === Number.POSITIVE_INFINITY;
    this.#until = this.#most;
  }

  /** The fields that are shown. */
  get fields(): readonly BoundField[] {
    return this.#write?.fields ?? [];
  }

  /**
   * By event key: 1 where such an event can be shown at all, and nobody counts those that are not; undefined where any
   * may matter.
   */
  get keys(): Uint8Array | undefined {
    return this.#summary === undefined && this.#most === Number.POSITIVE_INFINITY ? this.#write?.keys : undefined;
  }

  /** Events that passed the filter, hidden ones included. */
  get delivered(): number {
    return this.#delivered;
  }

  /** Events come from another source: `-n` counts each file anew, as sysdig does. */
  begin(): void {
    this.#until = this.#delivered + this.#most;
  }

  /** Whether nobody reads the output any more. */
  get closed(): boolean {
    return this.#output.closed;
  }

  /** Whether nothing more is wanted from this source: it gave enough events, or nobody reads the output any more. */
  get ended(): boolean {
    if (this.#output.closed) return true;
    if (this.#unlimited) return false;
    return (this.#live && this.#write !== undefined ? this.#printed : this.#delivered) >= this.#until;
  }

  /** Counts events that nobody looks at. */
  pass(count: number): void {
    this.#delivered += count;
  }

  /** Shows an event. Returns false when nothing more is wanted. */
  event(context: EventContext): boolean {
    this.#delivered++;
    if (this.#write === undefined && this.#summary === undefined) return !this.ended;
    this.#summary?.count(context);
    const shown = isInternal[context.evt.type] === 0 || this.#debug;
    if (this.#write !== undefined && shown && (this.#displayFilter === undefined || this.#displayFilter(context))) {
      if (this.#write(context, this.#output.bytes)) {
        this.#printed++;
        this.#output.lineDone();
      }
    }
    return !this.ended;
  }

  /**
   * With -j, one more line at the end where events were lost: an object with the single member `drops`, which no event
   * has, so that whoever reads the stream learns of it there.
   */
  losses({ seen, delivered, filtered, dropped }: SourceCounters): void {
    if (!this.#json || this.#write === undefined) return;
    this.#output.bytes.text(JSON.stringify({ drops: { seen, delivered, filtered, dropped } }));
    this.#output.bytes.text('\n');
    this.#output.flush();
  }

  /** Hands everything shown so far to the system. */
  flush(): void {
    this.#output.flush();
  }

  /** The table at the end, where one is wanted, and the terminal's own colours back. */
  finish(): void {
    this.#summary?.write(this.#output.bytes);
    if (this.#colours && this.#printed > 0) this.#output.bytes.text('\x1b[00m');
    this.#output.flush();
  }
}
