import { type EventCursor, eventNumber } from '../event/index.ts';
import type { ThreadPart } from '../filter/index.ts';
import { type EventContext, identityKeys } from '../machine/index.ts';
import { ThreadVerdicts } from '../source/index.ts';

const changing: ReadonlySet<number> = new Set(identityKeys);
const described: ReadonlySet<number> = new Set(['PPME_CONTAINER_JSON_E', 'PPME_CONTAINER_JSON_2_E'].map((name) => eventNumber(name)));

/**
 * Finds out, while a live capture runs, of which threads nothing can pass the filter, whatever they do, and has the kernel leave them out.
 * A thread is delivered until it has been looked at, and again from the moment at which it changes.
 */
export class Judge {
  readonly verdicts = new ThreadVerdicts();
  readonly #part: ThreadPart;

  constructor(part: ThreadPart) {
    this.#part = part;
  }

  /** An event the filter rejected, with the machine as it is after it. */
  rejected(context: EventContext, evt: EventCursor): void {
    const { tid } = evt;
    if (!this.verdicts.isDue(tid, evt.time)) return;
    const { thread, machine } = context;
    // Who was made up may yet become known by the events of others. The event of a change is older than the change.
    if (thread === undefined || thread.tid !== tid || thread.invented || changing.has(evt.key)) return;
    if (this.#part.dependsOnContainer && !machine.knowsPlaceOf(thread)) return;
    if (!this.#part.predicate(context)) this.verdicts.reject(tid, evt.timeHigh, evt.timeLow);
  }

  /** Any event, before the machine sees it: what becomes known of a container may let its threads pass. */
  turn({ type }: EventCursor): void {
    if (this.#part.dependsOnContainer && described.has(type)) this.verdicts.clear();
  }
}
