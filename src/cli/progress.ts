import type { EventSource } from '../source/index.ts';
import { nowMs } from './clock.ts';
import { isTerminal } from './terminal.ts';

/** Progress is shown unasked when reading takes longer than this, in ms. */
const patienceMs = 1000;
/** And at most so often. */
const stepMs = 200;

/** Shows on stderr how much of a file is read: when asked for, and on a terminal when it takes long. */
export class Progress {
  readonly #source: EventSource;
  readonly #asked: boolean;
  readonly #unasked: boolean;
  readonly #started = nowMs();
  #shown = -1;
  #last = 0;

  /** @param quietOutput nothing else is written on the terminal meanwhile */
  constructor(source: EventSource, asked: boolean, quietOutput: boolean) {
    this.#source = source;
    this.#asked = asked;
    this.#unasked = quietOutput && isTerminal(2);
  }

  /** To be called now and then. */
  show(): void {
    if (!this.#asked && !this.#unasked) return;
    const now = nowMs();
    if (now - this.#last < stepMs || (!this.#asked && now - this.#started < patienceMs)) return;
    this.#last = now;
    const progress = this.#source.progress();
    if (progress !== undefined && progress.total > 0) this.#write((100 * progress.done) / progress.total);
  }

  /** Clears the line, or leaves the last figure where progress was asked for. */
  end(complete: boolean): void {
    if (this.#asked && complete) this.#write(100);
    if (this.#shown < 0) return;
    process.stderr.write(this.#asked ? '\n' : '\r\x1b[K');
  }

  #write(percent: number): void {
    this.#shown = percent;
    process.stderr.write(`\r${percent.toFixed(2)}`);
  }
}
