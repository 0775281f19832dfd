import type { EventCursor } from '../../event/index.ts';
import { eventNumber } from '../../event/index.ts';
import type { EventContext, Machine } from '../../machine/index.ts';
import { absoluteTime } from '../clock.ts';

/** Events of traced programs that marked a span: its begin and its end. */
export const spanEnter: number = eventNumber('PPME_TRACER_E');
export const spanExit: number = eventNumber('PPME_TRACER_X');

/** What one of the two events of a span says. */
export interface SpanEvent {
  readonly id: number;
  readonly tags: readonly string[];
  readonly args: readonly (readonly [string, string])[];
  /** ns since the epoch. */
  readonly time: bigint;
  readonly tid: number;
}

/** A span as the current event shows it. */
export interface CurrentSpan {
  readonly event: SpanEvent;
  /** The begin of the span: for a begin the same event; undefined where it was not seen. */
  readonly enter: SpanEvent | undefined;
  /** The begin of the span this one lies in: same id, all tags but the last. */
  readonly parent: SpanEvent | undefined;
}

/** Spans that never end are forgotten, oldest first, when there are more. */
const OPEN_SPANS_MAX = 10_000;

/** Keeps the spans that are open, by their events as they are looked at. */
export class SpanTracker {
  readonly #open = new Map<string, SpanEvent>();
  #num = -1;
  #current: CurrentSpan | undefined;

  /** The span the current event begins or ends; undefined where it is no such event. */
  see({ evt }: EventContext): CurrentSpan | undefined {
    if (evt.type !== spanEnter && evt.type !== spanExit) return undefined;
    if (evt.num === this.#num) return this.#current;
    this.#num = evt.num;
    this.#current = this.#take(evt);
    return this.#current;
  }

  /** The begins of all spans that are open. */
  get open(): Iterable<SpanEvent> {
    return this.#open.values();
  }

  #take(evt: EventCursor): CurrentSpan | undefined {
    if (!evt.has(2) || !evt.has(0, 8)) return undefined;
    const strings = splitTexts(evt.raw(2));
    const event: SpanEvent = {
      id: evt.i64(0),
      tags: splitTexts(evt.raw(1)),
      args: Array.from({ length: strings.length >> 1 }, (_, i) => [strings[2 * i]!, strings[2 * i + 1]!] as const),
      time: absoluteTime(evt),
      tid: evt.tid,
    };
    const key = keyOf(event.id, event.tags);
    const parent = event.tags.length > 1 ? this.#open.get(keyOf(event.id, event.tags.slice(0, -1))) : undefined;
    if (evt.type === spanExit) {
      const enter = this.#open.get(key);
      this.#open.delete(key);
      return { event, enter, parent };
    }
    this.#open.set(key, event);
    if (this.#open.size > OPEN_SPANS_MAX) this.#open.delete(this.#open.keys().next().value!);
    return { event, enter: event, parent };
  }
}

function keyOf(id: number, tags: readonly string[]): string {
  return `${id}\0${tags.join('\0')}`;
}

/** Texts that each end with a NUL. */
function splitTexts(bytes: string): string[] {
  return bytes === '' ? [] : bytes.replace(/\0$/, '').split('\0');
}

const trackers = new WeakMap<Machine, SpanTracker>();

/** The tracker all fields of one capture share. */
export function trackerOf(machine: Machine): SpanTracker {
  let tracker = trackers.get(machine);
  if (tracker === undefined) {
    tracker = new SpanTracker();
    trackers.set(machine, tracker);
  }
  return tracker;
}
