import { type Container, containerJson } from '../../machine/index.ts';
import { isContainerId, type Runtime, RuntimeError, shortIdLength } from './runtime.ts';

/** Who wants to know of containers. */
export interface AskerListener {
  /** All that is known of a container: JSON of a container event, as a binary string. Comes again when it has changed. */
  container(json: string): void;
  /** All runtimes were asked about this id once; its container, where one was found, came before. */
  asked(id: string): void;
  /** What ran at the start is described, as far as it could be. */
  listed(): void;
  /** Why something is missing: one line. */
  note(text: string): void;
}

/** Questions to one runtime at a time. */
const questionsMax = 8;
/** Containers of one runtime's list that are described; further ones when something happens in them. */
const listMax = 4096;
/** Descriptions remembered, so that what has not changed is not told again. */
const rememberedMax = 8192;
/** A container may be seen before its runtime knows it: asked again after so long. ms */
const againMs = [30, 200, 1000, 3000, 10_000];
/** How long a runtime is left alone that failed twice in a row; then twice as long each time. One failure may be chance. ms */
const restMsMin = 250;
const restMsMax = 10_000;
/** Questions that wait for their turn; beyond, none is taken. */
const waitingMax = 4096;

interface Asked {
  readonly runtime: Runtime;
  /** Position among all: the first is believed most. */
  readonly rank: number;
  readonly waiting: (() => void)[];
  busy: number;
  /** In a row. */
  failures: number;
  /** Not asked before this time, ms. */
  restsUntil: number;
  readonly noted: Set<string>;
}

/**
 * Asks all runtimes of a host about its containers: at the start what runs, then whatever they say is new, and what
 * somebody asks for. Never rejects: what goes wrong becomes a note, once for each kind of trouble of each runtime.
 */
export class ContainerAsker {
  readonly #runtimes: readonly Asked[];
  readonly #listener: AskerListener;
  /** What was told of each container, and the rank of who said it. */
  readonly #told = new Map<string, { readonly json: string; readonly rank: number }>();
  readonly #timers = new Set<NodeJS.Timeout>();
  #closed = false;

  /** @param runtimes in the order in which they are asked, and believed */
  constructor(runtimes: readonly Runtime[], listener: AskerListener) {
    this.#runtimes = runtimes.map((runtime, rank) => ({
      runtime,
      rank,
      waiting: [],
      busy: 0,
      failures: 0,
      restsUntil: 0,
      noted: new Set(),
    }));
    this.#listener = listener;
  }

  /** Begins: everything that happens from now on is seen, and what runs already is described. */
  async begin(): Promise<void> {
    for (const asked of this.#runtimes) asked.runtime.watch((id, announced) => void this.#follow(asked, id, announced));
    await Promise.all(this.#runtimes.map((asked) => this.#list(asked)));
    this.#listener.listed();
  }

  /** Asks about the container with these first digits of its id. */
  async ask(id: string, attempt = 0): Promise<void> {
    if (!isContainerId(id) || this.#closed) return;
    let found = false;
    for (const asked of this.#runtimes) {
      found = await this.#describe(asked, id);
      if (found) break;
    }
    if (attempt === 0) this.#listener.asked(id);
    const after = againMs[attempt];
    if (found || after === undefined || this.#timers.size >= waitingMax || this.#closed) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      void this.ask(id, attempt + 1);
    }, after).unref();
    this.#timers.add(timer);
  }

  close(): void {
    this.#closed = true;
    for (const timer of this.#timers) clearTimeout(timer);
    for (const { runtime } of this.#runtimes) runtime.close();
  }

  /** Something is new about a container; where its runtime has no answer now, it is asked again later. */
  async #follow(asked: Asked, id: string, announced: Container | undefined): Promise<void> {
    if (announced !== undefined && !this.#told.has(announced.id)) {
      this.#tell(asked.rank, announced);
      void this.#glance(asked, announced);
    }
    if (!(await this.#describe(asked, id))) await this.ask(id.slice(0, shortIdLength));
  }

  /** Tells more of a container that was announced, unless all is known of it by then. */
  async #glance(asked: Asked, announced: Container): Promise<void> {
    if (asked.runtime.glance === undefined) return;
    const told = this.#told.get(announced.id);
    const more = await this.#attempt(asked, (runtime) => runtime.glance?.(announced) ?? Promise.resolve(undefined));
    if (more !== undefined && this.#told.get(announced.id) === told) this.#tell(asked.rank, more);
  }

  async #list(asked: Asked): Promise<void> {
    const ids = await this.#attempt(asked, (runtime) => runtime.list());
    await Promise.all((ids ?? []).slice(0, listMax).map((id) => this.#describe(asked, id)));
  }

  /** Whether the runtime knows the container. */
  async #describe(asked: Asked, id: string): Promise<boolean> {
    const containers = await this.#attempt(asked, (runtime) => runtime.describe(id));
    for (const container of containers ?? []) this.#tell(asked.rank, container);
    return containers?.some((container) => container.id === id.slice(0, shortIdLength)) ?? false;
  }

  #tell(rank: number, container: Container): void {
    const json = containerJson(container);
    if (json === undefined || this.#closed) return;
    const before = this.#told.get(container.id);
    // Who is asked later does not overrule: it may be any user's program.
    if (before !== undefined && (before.json === json || before.rank < rank)) return;
    this.#told.delete(container.id);
    this.#told.set(container.id, { json, rank });
    if (this.#told.size > rememberedMax) this.#told.delete(this.#told.keys().next().value ?? '');
    this.#listener.container(json);
  }

  /** Asks a runtime unless it rests; undefined where it gave no answer. */
  async #attempt<T>(asked: Asked, question: (runtime: Runtime) => Promise<T>): Promise<T | undefined> {
    if (asked.waiting.length >= waitingMax) return undefined;
    while (asked.busy >= questionsMax) await new Promise<void>((turn) => asked.waiting.push(turn));
    if (this.#closed || performance.now() < asked.restsUntil) {
      asked.waiting.shift()?.();
      return undefined;
    }
    asked.busy++;
    try {
      const answer = await question(asked.runtime);
      asked.failures = 0;
      return answer;
    } catch (error) {
      this.#trouble(asked, error);
      return undefined;
    } finally {
      asked.busy--;
      asked.waiting.shift()?.();
    }
  }

  #trouble(asked: Asked, error: unknown): void {
    const code = error instanceof RuntimeError ? error.code : 'garbage';
    asked.failures++;
    if (asked.failures > 1) asked.restsUntil = performance.now() + Math.min(restMsMin * 2 ** (asked.failures - 2), restMsMax);
    if (asked.noted.has(code)) return;
    asked.noted.add(code);
    this.#listener.note(`${asked.runtime.name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
