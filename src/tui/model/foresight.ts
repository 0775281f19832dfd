import type { ViewSession } from '../../chisel/view/index.ts';

/** It begins so long after the user did the last thing, ms: what is half made when the next key comes was made for nothing. */
const rest_ms = 400;

/**
 * Makes the tables that the user may go to next while nothing else is to be done, so that another view of a large file is
 * there at once. The session keeps them.
 */
export class Foresight {
  readonly #session: ViewSession;
  #work: AbortController | undefined;

  constructor(session: ViewSession) {
    this.#session = session;
  }

  /** Somebody waits for something else. */
  stop(): void {
    this.#work?.abort();
    this.#work = undefined;
  }

  /** Goes on with what is not made yet, for the whole file without a selection. Resolves when all is made, or it was stopped. */
  async begin(): Promise<void> {
    this.stop();
    const { path, filter, window, present } = this.#session;
    if (path.length > 0 || filter !== '' || window !== undefined || present === undefined) return;
    this.#work = new AbortController();
    await this.#make(this.#work.signal);
  }

  async #make(signal: AbortSignal): Promise<void> {
    await rested(signal);
    if (signal.aborted) return;
    const { view } = this.#session;
    const likely = this.#session
      .applicable()
      .filter((other) => other.unavailable === undefined && other.view.type === 'table' && other.view.id !== view.id)
      .map((other) => other.view.id)
      .sort((a, b) => Number(b === view.drilldown) - Number(a === view.drilldown));
    for (const id of likely) {
      await new Promise(setImmediate);
      if (signal.aborted) return;
      await this.#session.preview(id, signal);
    }
  }
}

/** Resolves when nobody did anything for a while, or at once when somebody does. */
function rested(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, rest_ms).unref();
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
