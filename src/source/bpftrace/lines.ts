const lineEnd = 0x0a;

/** Cuts a stream of bytes into lines, however it comes in pieces; a line longer than the limit is left out and counted. */
export class LineSplitter {
  /** Lines left out. */
  tooLong = 0;
  readonly #lengthMax: number;
  readonly #onLine: (line: string) => void;
  #pieces: Buffer[] = [];
  #length = 0;
  #skipping = false;

  /**
   * @param lengthMax bytes of the longest line that is given
   * @param onLine is given each line without its end, one char a byte
   */
  constructor(lengthMax: number, onLine: (line: string) => void) {
    this.#lengthMax = lengthMax;
    this.#onLine = onLine;
  }

  push(chunk: Buffer): void {
    let from = 0;
    for (let end = chunk.indexOf(lineEnd); end >= 0; end = chunk.indexOf(lineEnd, from)) {
      this.#take(chunk, from, end);
      this.#finish();
      from = end + 1;
    }
    this.#take(chunk, from, chunk.length);
  }

  /** Gives what stands behind the last line end. */
  end(): void {
    if (this.#length > 0 || this.#skipping) this.#finish();
  }

  #take(chunk: Buffer, from: number, to: number): void {
    if (this.#skipping || from === to) return;
    this.#length += to - from;
    if (this.#length > this.#lengthMax) {
      this.#skipping = true;
      this.#pieces = [];
      return;
    }
    this.#pieces.push(chunk.subarray(from, to));
  }

  #finish(): void {
    if (this.#skipping) this.tooLong++;
    else this.#onLine((this.#pieces.length === 1 ? this.#pieces[0]! : Buffer.concat(this.#pieces)).toString('latin1'));
    this.#pieces = [];
    this.#length = 0;
    this.#skipping = false;
  }
}
