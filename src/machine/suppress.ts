import { type EventCursor, eventNumber } from '../event/index.ts';

/** Events that tell a thread's name when it begins, with parent and name at the same places: only the newest versions. */
const births: ReadonlySet<number> = new Set(
  ['CLONE_20_X', 'FORK_20_X', 'VFORK_20_X', 'EXECVE_19_X', 'EXECVEAT_X', 'CLONE3_X'].map((code) => eventNumber(`PPME_SYSCALL_${code}`)),
);
const death = eventNumber('PPME_PROCEXIT_1_E');
const parentParam = 5;
const commParam = 13;

/**
 * Leaves out all events of processes with certain command names, and of their children, as if they had not happened
 * (`-U`). A process is recognised when it is born or executes something; those that run already when the capture begins are not.
 */
export class Suppressor {
  readonly #names: ReadonlySet<string>;
  readonly #tids = new Set<number>();
  #count = 0;

  /** @param names binary strings, as `proc.name` shows them */
  constructor(names: readonly string[]) {
    this.#names = new Set(names);
  }

  /** Events left out so far. */
  get count(): number {
    return this.#count;
  }

  /**
   * Whether the event is left out. To be asked about every event, in order; those that stay get the number they have
   * without the others.
   */
  hides(evt: EventCursor): boolean {
    if (!this.#isHidden(evt)) {
      evt.num -= this.#count;
      return false;
    }
    this.#count++;
    return true;
  }

  #isHidden(evt: EventCursor): boolean {
    const { tid, type } = evt;
    if (births.has(type) && evt.paramCount > commParam) {
      const hidden = this.#tids.has(evt.i64(parentParam)) || this.#names.has(evt.text(commParam));
      if (hidden) this.#tids.add(tid);
      else this.#tids.delete(tid);
      return hidden;
    }
    if (type === death) return this.#tids.delete(tid);
    return this.#tids.has(tid);
  }
}
