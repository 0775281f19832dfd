/** When to look into the ring again. */
export interface PollOptions {
  /** Shortest and longest pause in milliseconds. */
  readonly minMs?: number;
  readonly maxMs?: number;
  /** A pause is chosen so that about this many bytes gather in it: a fraction of the ring. */
  readonly targetBytes: number;
}

const DEFAULT_MIN_MS = 1;
const DEFAULT_MAX_MS = 20;

/**
 * Drains a ring by a timer that follows its traffic: 20 ms apart when little happens, down to 1 ms when much does, at once when
 * more waits than a pause is meant to gather. Waking a reader per record costs the traced programs ten times more.
 */
export class AdaptivePoll {
  readonly #drain: () => number;
  readonly #waitingBytes: () => number;
  readonly #minMs: number;
  readonly #maxMs: number;
  readonly #targetBytes: number;
  #delayMs: number;
  #lastMs = 0;
  #timer: NodeJS.Timeout | undefined;
  #immediate: NodeJS.Immediate | undefined;
  #isRunning = false;

  /** `drain` takes records out and returns how many bytes; `waitingBytes` tells what is left. What `drain` throws ends the polling and the process's usual handling sees it. */
  constructor(drain: () => number, waitingBytes: () => number, options: PollOptions) {
    this.#drain = drain;
    this.#waitingBytes = waitingBytes;
    this.#minMs = options.minMs ?? DEFAULT_MIN_MS;
    this.#maxMs = options.maxMs ?? DEFAULT_MAX_MS;
    this.#targetBytes = options.targetBytes;
    this.#delayMs = this.#minMs;
  }

  /** Pause before the next look, in milliseconds. */
  get delayMs(): number {
    return this.#delayMs;
  }

  start(): void {
    if (this.#isRunning) return;
    this.#isRunning = true;
    this.#lastMs = performance.now();
    this.#timer = setTimeout(this.#turn, this.#minMs);
  }

  /** No look follows; records that still wait are the owner's to drain. */
  stop(): void {
    this.#isRunning = false;
    clearTimeout(this.#timer);
    clearImmediate(this.#immediate);
  }

  readonly #turn = (): void => {
    const bytes = this.#drain();
    if (!this.#isRunning) return;
    const now = performance.now();
    this.#delayMs = nextDelay(this.#delayMs, bytes, now - this.#lastMs, this.#targetBytes, this.#minMs, this.#maxMs);
    this.#lastMs = now;
    if (this.#waitingBytes() >= this.#targetBytes) this.#immediate = setImmediate(this.#turn);
    else this.#timer = setTimeout(this.#turn, this.#delayMs);
  };
}

/**
 * The pause in which `targetBytes` gather at the rate last seen (`bytes` in `elapsedMs`). It shortens at once and at most doubles,
 * so that a lull inside a burst does not let the ring run over.
 */
export function nextDelay(previousMs: number, bytes: number, elapsedMs: number, targetBytes: number, minMs: number, maxMs: number): number {
  const wanted = bytes > 0 ? (targetBytes * elapsedMs) / bytes : maxMs;
  return Math.max(minMs, Math.min(wanted, previousMs * 2, maxMs));
}
