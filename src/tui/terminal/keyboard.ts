import { type Input, InputDecoder } from '../input/index.ts';

/** How long an escape byte waits for a sequence behind it before it is the Escape key, ms. */
const escapeWait_ms = 40;

/**
 * How long the beginning of a sequence waits for the rest, ms. Slow lines deliver one in pieces, and the rest of one that
 * was given up would be letters.
 */
const sequenceWait_ms = 1000;

/** After bytes that nobody typed nothing counts for so long, ms: among random ones there are letters, too. */
const noise_ms = 100;

/** The keyboard side of a terminal: a stream that can be set raw. */
export interface KeyboardStream extends NodeJS.ReadableStream {
  setRawMode?(raw: boolean): unknown;
  ref?(): unknown;
  unref?(): unknown;
}

/** Reads the terminal's bytes and hands out keys, mouse and pastes. Ink never sees them. */
export class Keyboard {
  readonly #stream: KeyboardStream;
  readonly #onInput: (input: Input) => void;
  readonly #onEnd: () => void;
  readonly #decoder = new InputDecoder();
  #timer: NodeJS.Timeout | undefined;
  #immediate: NodeJS.Immediate | undefined;
  #quietUntil = 0;

  /** @param onEnd the terminal is gone */
  constructor(stream: KeyboardStream, onInput: (input: Input) => void, onEnd: () => void) {
    this.#stream = stream;
    this.#onInput = onInput;
    this.#onEnd = onEnd;
  }

  start(): void {
    this.#stream.setRawMode?.(true);
    this.#stream.on('data', this.#read);
    this.#stream.on('end', this.#onEnd);
    this.#stream.on('error', this.#onEnd);
    this.#stream.resume();
  }

  stop(): void {
    this.#waitNoMore();
    this.#stream.off('data', this.#read);
    this.#stream.off('end', this.#onEnd);
    this.#stream.pause();
    try {
      this.#stream.setRawMode?.(false);
    } catch {
      // The terminal is gone: there is nothing left to set.
    }
  }

  readonly #read = (bytes: Buffer | string): void => {
    this.#waitNoMore();
    this.#hear(this.#decoder.push(Buffer.from(bytes as Buffer)));
    if (!this.#decoder.pending) return;
    // Where we are late ourselves, what follows has come already: it is read before this ends.
    const late = () => {
      this.#immediate = setImmediate(() => this.#flush());
    };
    this.#timer = setTimeout(late, this.#decoder.maybeEscape ? escapeWait_ms : sequenceWait_ms);
  };

  #waitNoMore(): void {
    clearTimeout(this.#timer);
    clearImmediate(this.#immediate);
  }

  #flush(): void {
    this.#hear(this.#decoder.flush());
  }

  /** Hands out what was pressed; of what came with noise, or right after it, only Ctrl-C by itself. */
  #hear(inputs: readonly Input[]): void {
    const now = performance.now();
    const isNoise = this.#decoder.takeNoise();
    if (isNoise) this.#quietUntil = now + noise_ms;
    const [first] = inputs;
    const isCtrlC = !isNoise && inputs.length === 1 && first?.kind === 'key' && first.ctrl && first.name === 'c';
    if (now < this.#quietUntil && !isCtrlC) return;
    for (const input of inputs) this.#onInput(input);
  }
}
