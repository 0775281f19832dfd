import type { EventSource } from '../source/index.ts';

/**
 * INT and TERM end the capture, not the program: what was captured is still shown, files are closed properly and the
 * exit code is 0. A second signal does not wait.
 */
export class Interrupts {
  #source: EventSource | undefined;
  #seen = false;
  readonly #handler = (): void => {
    if (this.#seen) process.exit(0);
    this.#seen = true;
    this.#source?.stop();
  };

  constructor() {
    process.on('SIGINT', this.#handler);
    process.on('SIGTERM', this.#handler);
  }

  /** Whether a signal has come. */
  get seen(): boolean {
    return this.#seen;
  }

  /** The source to stop from now on. */
  watch(source: EventSource): void {
    this.#source = source;
    if (this.#seen) source.stop();
  }

  stop(): void {
    process.off('SIGINT', this.#handler);
    process.off('SIGTERM', this.#handler);
  }
}
