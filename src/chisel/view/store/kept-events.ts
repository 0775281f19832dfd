import type { InitialState } from '../../../event/index.ts';
import type { EventContext } from '../../../machine/index.ts';
import type { EventStore } from './event-store.ts';
import { filesAt } from './files-at.ts';
import { Replay } from './replay.ts';

/**
 * The events that a store keeps from a time on, and those that come while they are read, as a capture would have them that
 * had begun then.
 */
export class KeptEvents {
  readonly #store: EventStore;
  readonly #first: number;
  readonly #replay: Replay;
  readonly #work: Generator<void, void, undefined>;
  #read = 0;

  /**
   * @param since a time on the store's base
   * @param onEvent called for each; the context is that of the machine as it was then
   */
  constructor(store: EventStore, since: number, onEvent: (context: EventContext) => void) {
    this.#store = store;
    this.#first = numberAt(store, since);
    this.#replay = new Replay(store, {
      window: undefined,
      first: this.#first,
      keys: undefined,
      onEvent: (context) => {
        onEvent(context);
        this.#read++;
        return false;
      },
    });
    this.#work = this.#replay.run();
    // Up to the first event.
    this.#work.next();
  }

  /** The store's number of the event that comes next. */
  get next(): number {
    return this.#first + this.#read;
  }

  /** The machine as it was before the event that comes next. */
  state(): InitialState {
    const state = this.#replay.machine.snapshot();
    const alive = new Set(state.threads.map(({ tid }) => tid));
    return { ...state, fdLists: filesAt(this.#store, this.next).filter(({ tid }) => alive.has(tid)) };
  }

  /** Reads some thousand events; true where none is left. */
  read(): boolean {
    return this.#work.next().done === true;
  }

  /** So many of those read so far the store had to let go before they were read. To be asked where none is left. */
  get lost(): number {
    return this.#store.count - this.next;
  }
}

/** The number of the first event that is kept and not before a time. */
function numberAt({ segments, count }: EventStore, time: number): number {
  const segment = segments.find(({ latest }) => latest >= time);
  if (segment === undefined) return count;
  let i = 0;
  while (segment.time[i]! < time) i++;
  return segment.first + i;
}
