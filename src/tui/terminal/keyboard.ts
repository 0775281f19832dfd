import { type Input, InputDecoder } from '../input/index.ts';

/** How long bytes that may begin a sequence wait for the rest, ms. Slow lines deliver a sequence in pieces. */
const sequenceWait_ms = 40;

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
    clearTimeout(this.#timer);
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
    clearTimeout(this.#timer);
    for (const input of this.#decoder.push(Buffer.from(bytes as Buffer))) this.#onInput(input);
    if (this.#decoder.pending) this.#timer = setTimeout(() => this.#flush(), sequenceWait_ms);
  };

  #flush(): void {
    for (const input of this.#decoder.flush()) this.#onInput(input);
  }
}
