import type { InitialState } from '../../../event/index.ts';
import { Machine } from '../../../machine/index.ts';

/** Something a machine learned about users, groups, containers or what orchestrators say. */
interface Lesson {
  /** Number in the store of the first event that it was known at. */
  readonly at: number;
  readonly teach: (machine: Machine) => void;
}

/**
 * What a machine knew beside its threads, and from which event on: few events change it, so each change is kept, and
 * whoever reads events again learns them in the same order.
 */
export class Knowledge {
  readonly #machine: Machine;
  /** Events taken in so far. */
  readonly #now: () => number;
  /** Knows what all events before the oldest one kept said. */
  readonly #oldest: Machine;
  #lessons: Lesson[] = [];
  /** Lessons that went to {@link #oldest}. */
  #given = 0;
  #orchestration = 0;

  /** @param now how many events were taken in: the number of the one that comes next */
  constructor(machine: Machine, now: () => number) {
    this.#machine = machine;
    this.#now = now;
    this.#oldest = new Machine({ mends: machine.mends, still: true });
    copyKnowledge(machine, this.#oldest);
    const { users, groups, containers } = machine;
    users.onChange = (id, entry, containerId) =>
      this.#learn(({ users }) => (entry === undefined ? users.delete(id, containerId) : users.set(id, entry, containerId)));
    groups.onChange = (id, entry, containerId) =>
      this.#learn(({ groups }) => (entry === undefined ? groups.delete(id, containerId) : groups.set(id, entry, containerId)));
    containers.onChange = (container, id) => this.#learn(({ containers }) => void containers.set(id, container));
    this.#orchestration = machine.orchestration.length;
  }

  #learn(teach: (machine: Machine) => void): void {
    this.#lessons.push({ at: this.#now(), teach });
  }

  /** The machine began anew with these tables. */
  begin(state: InitialState): void {
    const tables = { ...state, threads: [], fdLists: [] };
    this.#orchestration = 0;
    this.#learn((machine) => machine.load(tables));
  }

  /** To be called with each event: orchestrators tell nobody when they say something. */
  listen(): void {
    const { orchestration } = this.#machine;
    while (this.#orchestration < orchestration.length) {
      const { type, json } = orchestration[this.#orchestration++]!;
      this.#learn((machine) => machine.addOrchestration(type, json));
    }
  }

  /** Nobody will read events before this one any more. */
  forget(before: number): void {
    const rest = this.#lessons.findIndex(({ at }) => at > before);
    const gone = this.#lessons.splice(0, rest < 0 ? this.#lessons.length : rest);
    this.#given += gone.length;
    for (const { teach } of gone) teach(this.#oldest);
  }

  /** Begins to teach a machine, which knows nothing yet, what was known at the oldest event kept. */
  teach(machine: Machine): Lessons {
    copyKnowledge(this.#oldest, machine);
    const lessons = [...this.#lessons];
    return new Lessons(machine, (n) => lessons[n]);
  }

  /** The same for a machine that is to learn, too, what is yet to come. It must be there before what it learns next is forgotten. */
  teachOn(machine: Machine): Lessons {
    copyKnowledge(this.#oldest, machine);
    const first = this.#given;
    return new Lessons(machine, (n) => this.#lessons[first + n - this.#given]);
  }
}

/** Teaches a machine step by step what another learned. */
export class Lessons {
  readonly #machine: Machine;
  readonly #lesson: (n: number) => Lesson | undefined;
  #given = 0;

  /** @param lesson gives the n-th one; undefined: there are no more so far */
  constructor(machine: Machine, lesson: (n: number) => Lesson | undefined) {
    this.#machine = machine;
    this.#lesson = lesson;
  }

  /** Number of the first event that more is known at, as far as can be said now. */
  get next(): number {
    return this.#lesson(this.#given)?.at ?? Number.POSITIVE_INFINITY;
  }

  /** Gives what was known at event `number`; gives the number of the first event that more was known at. */
  upTo(number: number): number {
    for (;;) {
      const lesson = this.#lesson(this.#given);
      if (lesson === undefined) return Number.POSITIVE_INFINITY;
      if (lesson.at > number) return lesson.at;
      lesson.teach(this.#machine);
      this.#given++;
    }
  }
}

function copyKnowledge(from: Machine, to: Machine): void {
  to.info = from.info;
  to.interfaces.load(from.interfaces.entries);
  from.users.forEach((id, entry, containerId) => void to.users.set(id, entry, containerId));
  from.groups.forEach((id, entry, containerId) => void to.groups.set(id, entry, containerId));
  for (const [id, container] of from.containers) to.containers.set(id, container);
  for (const { type, json } of from.orchestration) to.addOrchestration(type, json);
}
