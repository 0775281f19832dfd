import { type EventCursor, eventNumber } from '../../event/index.ts';

/** Events of traced programs that marked a span: its begin and its end. */
export const spanEnter: number = eventNumber('PPME_TRACER_E');
export const spanExit: number = eventNumber('PPME_TRACER_X');

/** What one of the two events of a span says. */
export interface SpanEvent {
  /** A double where that is exact. */
  readonly id: number | bigint;
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

interface OpenSpan {
  readonly key: string;
  readonly event: SpanEvent;
}

/** Spans that never end are forgotten, oldest first, when there are more. */
const openMax = 10_000;

/** The spans that are open, kept up to date by the events that begin and end them. */
export class Spans {
  /** The last one begun comes last. */
  readonly #open: OpenSpan[] = [];
  #num = -1;
  #current: CurrentSpan | undefined;

  /**
   * The span the event begins or ends; undefined where it is no such event. The same event counts only once.
   *
   * @param sound whether the program wrote what can be understood; otherwise it neither begins nor ends a span
   */
  see(evt: EventCursor, sound = true): CurrentSpan | undefined {
    if (evt.type !== spanEnter && evt.type !== spanExit) return undefined;
    if (evt.num === this.#num) return this.#current;
    this.#num = evt.num;
    this.#current = this.#take(evt, sound);
    return this.#current;
  }

  /** The begins of all spans that are open, the last one first. */
  *open(): Generator<SpanEvent, void, undefined> {
    for (let i = this.#open.length - 1; i >= 0; i--) yield this.#open[i]!.event;
  }

  /** Whether none is. */
  get none(): boolean {
    return this.#open.length === 0;
  }

  /** The machine begins anew. */
  clear(): void {
    this.#open.length = 0;
    this.#num = -1;
    this.#current = undefined;
  }

  #take(evt: EventCursor, sound: boolean): CurrentSpan | undefined {
    if (!evt.has(2) || !evt.has(0, 8)) return undefined;
    const strings = splitTexts(evt.raw(2));
    const id = evt.i64(0);
    const event: SpanEvent = {
      id: Number.isSafeInteger(id) ? id : BigInt.asIntN(64, evt.bigU64(0)),
      tags: splitTexts(evt.raw(1)),
      args: Array.from({ length: strings.length >> 1 }, (_, i) => [strings[2 * i]!, strings[2 * i + 1]!] as const),
      time: BigInt(evt.timeHigh) * 4294967296n + BigInt(evt.timeLow),
      tid: evt.tid,
    };
    if (!sound) return { event, enter: undefined, parent: undefined };
    const { tags } = event;
    const key = keyOf(event.id, tags);
    if (evt.type === spanEnter) {
      this.#open.push({ key, event });
      if (this.#open.length > openMax) this.#open.shift();
      return { event, enter: event, parent: this.#find(event.id, tags.slice(0, -1)) };
    }
    const at = this.#open.findLastIndex((open) => open.key === key);
    const enter = at < 0 ? undefined : this.#open.splice(at, 1)[0]!.event;
    return { event, enter, parent: this.#find(event.id, tags.slice(0, -1)) };
  }

  #find(id: number | bigint, tags: readonly string[]): SpanEvent | undefined {
    const key = keyOf(id, tags);
    return this.#open.findLast((open) => open.key === key)?.event;
  }
}

function keyOf(id: number | bigint, tags: readonly string[]): string {
  return tags.length === 0 ? `${id}` : `${id}\0${tags.join('\0')}`;
}

/** Texts that each end with a NUL. */
function splitTexts(bytes: string): string[] {
  return bytes === '' ? [] : bytes.replace(/\0$/, '').split('\0');
}
