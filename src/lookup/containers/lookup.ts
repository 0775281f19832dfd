import type { Readable, Writable } from 'node:stream';
import { Answer, answerMax } from './protocol.ts';
import { isContainerId, shortIdLength } from './runtime.ts';

/** The two ends of a pipe to whoever answers, and how to end it. */
export interface HelperPipes {
  readonly questions: Writable;
  readonly answers: Readable;
  end(): void;
}

/** How long the stream may wait for the containers that ran at its start. ms */
const listMs = 400;
/** How long it may wait for the answer to a question. ms */
const answerMs = 30;
/** Once so many questions in a row were not answered in that time, it does not wait any more. */
const patience = 4;
/** Ids asked about; beyond, none is. */
const idsMax = 65_536;
const notesMax = 32;

/** Asks a helper about containers and hands over what it says; never holds anybody longer than some ms. */
export class ContainerLookup {
  /** Why something is not known: lines for whoever wants to know. */
  readonly notes: string[] = [];
  readonly #pipes: HelperPipes;
  readonly #onContainer: (json: string) => void;
  readonly #asked = new Set<string>();
  readonly #open = new Set<string>();
  #listed = false;
  #gone = false;
  #impatience = 0;
  #rest = '';
  #wake: (() => void) | undefined;

  /** @param onContainer takes the JSON of a container event, a binary string; called from the event loop */
  constructor(pipes: HelperPipes, onContainer: (json: string) => void) {
    this.#pipes = pipes;
    this.#onContainer = onContainer;
    pipes.answers.setEncoding('latin1');
    pipes.answers.on('data', (chunk: string) => this.#take(chunk));
    pipes.answers.on('end', () => this.#lost());
    pipes.answers.on('error', () => this.#lost());
    pipes.questions.on('error', () => this.#lost());
  }

  /** Asks about a container, once; what is found comes to the listener. */
  ask(id: string): void {
    if (this.#gone || id.length !== shortIdLength || !isContainerId(id) || this.#asked.has(id) || this.#asked.size >= idsMax) return;
    this.#asked.add(id);
    this.#open.add(id);
    this.#pipes.questions.write(`${id}\n`, 'latin1');
  }

  /** Waits until the containers that run already are known, or some time has passed. */
  async begun(): Promise<void> {
    if (!this.#listed && !this.#gone) await this.#wait(listMs, () => this.#listed);
    if (!this.#listed && !this.#gone) this.notes.push('container runtimes took too long to list what runs; names come later');
  }

  /**
   * Something to wait for, for some ms, until questions are answered; undefined where none is open or waiting has not
   * paid lately.
   */
  settled(): Promise<void> | undefined {
    if (this.#open.size === 0 || this.#gone || this.#impatience >= patience) return undefined;
    return this.#wait(answerMs, () => this.#open.size === 0).then(() => {
      this.#impatience = this.#open.size === 0 ? 0 : this.#impatience + 1;
    });
  }

  close(): void {
    this.#gone = true;
    this.#wake?.();
    this.#pipes.end();
  }

  async #wait(ms: number, isDone: () => boolean): Promise<void> {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      this.#wake?.();
    }, ms);
    while (!isDone() && !this.#gone && !late) {
      await new Promise<void>((wake) => {
        this.#wake = wake;
      });
    }
    clearTimeout(timer);
  }

  #take(chunk: string): void {
    const lines = (this.#rest + chunk).split('\n');
    this.#rest = lines.pop() ?? '';
    if (this.#rest.length > answerMax) this.#lost();
    for (const line of lines) this.#answer(line[0] ?? '', line.slice(1));
    this.#wake?.();
  }

  #answer(kind: string, text: string): void {
    if (this.#gone) return;
    if (kind === Answer.container) this.#onContainer(text);
    else if (kind === Answer.asked) this.#open.delete(text);
    else if (kind === Answer.listed) this.#listed = true;
    else if (kind === Answer.note && this.notes.length < notesMax) this.notes.push(text);
    if (kind === Answer.asked && this.#open.size === 0) this.#impatience = 0;
  }

  #lost(): void {
    if (this.#gone) return;
    this.#gone = true;
    this.notes.push('whoever asks the container runtimes has ended; new containers have no names');
    this.#wake?.();
  }
}
