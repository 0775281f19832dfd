import type { Worker } from 'node:worker_threads';

/** How long the stream may be held for one answer where it may be held at all. ms */
const ANSWER_MS_MAX = 2000;
/** Names and addresses remembered; the oldest go first. */
const ANSWERS_MAX = 10_000;

/** What the thread that asks writes its answer to. */
interface Question {
  readonly kind: 'name' | 'addresses';
  readonly text: string;
}

/**
 * Asks the system's resolver (`/etc/hosts`, name servers) in a thread of its own, so that the stream is held only when
 * it may be, and no longer than {@link ANSWER_MS_MAX}.
 */
const askerSource = `
const { parentPort, workerData } = require('node:worker_threads');
const dns = require('node:dns').promises;
const { state, bytes } = workerData;
async function answer({ kind, text }) {
  try {
    if (kind === 'name') {
      const { hostname } = await dns.lookupService(text, 0);
      return hostname === text ? [] : [hostname];
    }
    return (await dns.lookup(text, { all: true })).map(({ address }) => address);
  } catch {
    return [];
  }
}
parentPort.on('message', async ({ id, question, waits }) => {
  const found = await answer(question);
  if (waits) {
    const json = Buffer.from(JSON.stringify(found));
    const fits = json.length <= bytes.length ? json : Buffer.from('[]');
    if (Atomics.load(state, 0) === id) {
      bytes.set(fits);
      Atomics.store(state, 1, fits.length);
      Atomics.store(state, 0, -id);
      Atomics.notify(state, 0);
    }
  }
  parentPort.postMessage({ question, found });
});
`;

/** Names of hosts and addresses of names, asked once each. */
export class HostNames {
  /** Whether a question holds the stream until its answer: on a file, never on a live source. */
  readonly waits: boolean;
  readonly #answers = new Map<string, readonly string[]>();
  #asker: Worker | undefined;
  #lastId = 0;
  readonly #state = new Int32Array(new SharedArrayBuffer(8));
  readonly #bytes = new Uint8Array(new SharedArrayBuffer(8192));

  constructor(waits: boolean) {
    this.waits = waits;
  }

  /** Name of an address; undefined where it has none, or the answer is not there yet. */
  nameOf(address: string): string | undefined {
    return this.#ask({ kind: 'name', text: address })[0];
  }

  /** Addresses of a name, as text; none while the answer is not there. */
  addressesOf(name: string): readonly string[] {
    return name === '' ? [] : this.#ask({ kind: 'addresses', text: name });
  }

  /** Ends the thread that asks. */
  close(): void {
    void this.#asker?.terminate();
    this.#asker = undefined;
  }

  #ask(question: Question): readonly string[] {
    const key = `${question.kind} ${question.text}`;
    const known = this.#answers.get(key);
    if (known !== undefined) return known;
    // Until the answer comes nothing is known, and nobody asks again.
    this.#keep(key, []);
    const id = ++this.#lastId;
    Atomics.store(this.#state, 0, id);
    this.#thread().postMessage({ id, question, waits: this.waits });
    if (!this.waits || Atomics.wait(this.#state, 0, id, ANSWER_MS_MAX) === 'timed-out') return [];
    const found = JSON.parse(Buffer.from(this.#bytes.slice(0, Atomics.load(this.#state, 1))).toString()) as string[];
    this.#keep(key, found);
    return found;
  }

  #keep(key: string, found: readonly string[]): void {
    this.#answers.set(key, found);
    if (this.#answers.size > ANSWERS_MAX) this.#answers.delete(this.#answers.keys().next().value!);
  }

  #thread(): Worker {
    if (this.#asker === undefined) {
      // Loaded here, not with this file: nearly no run asks for names.
      const threads = process.getBuiltinModule('node:worker_threads');
      this.#asker = new threads.Worker(askerSource, { eval: true, workerData: { state: this.#state, bytes: this.#bytes } });
      this.#asker.on('message', ({ question, found }: { question: Question; found: readonly string[] }) =>
        this.#keep(`${question.kind} ${question.text}`, found),
      );
      this.#asker.unref();
    }
    return this.#asker;
  }
}
