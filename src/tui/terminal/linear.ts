/** How long several inputs in a row are answered together, ms. */
const gather_ms = 30;

const styles = /\x1b\[[\d;]*m/g;

export interface LinearOptions {
  /** The screen as it would be drawn, its lines separated by `\n`. */
  readonly draw: () => string;
  readonly write: (text: string) => void;
  /** What is shown is older than what was asked for: the answer waits. */
  readonly busy: () => boolean;
  /** What stands before the selected line. */
  readonly mark: string;
}

/**
 * A screen for those who hear it: lines below each other, and after each input only those that are new. Nothing is
 * written that was not asked for by a key.
 */
export class LinearScreen {
  readonly #options: LinearOptions;
  #shown: readonly string[] = [];
  #timer: NodeJS.Timeout | undefined;

  constructor(options: LinearOptions) {
    this.#options = options;
  }

  /** All lines. */
  whole(): void {
    this.#shown = [];
    this.#print();
  }

  /** Something was asked for: what is new by it follows. */
  answer(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.#options.busy() ? this.answer() : this.#print()), gather_ms);
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  #print(): void {
    const lines = this.#options
      .draw()
      .replace(styles, '')
      .split('\n')
      .map((line) => line.trimEnd());
    const fresh = freshLines(this.#shown, lines, this.#options.mark);
    this.#shown = lines;
    if (fresh.length > 0) this.#options.write(fresh.map((line) => `${line}\r\n`).join(''));
  }
}

/** Lines that were not there before; that another line was selected before is not told again. */
export function freshLines(before: readonly string[], now: readonly string[], mark: string): string[] {
  const known = new Set(before);
  const unmarked = (line: string) => (line.startsWith(mark) ? line.slice(mark.length).trimStart() : line.trimStart());
  const texts = new Set(before.map(unmarked));
  // The last line holds keys, and the number of the row: the number alone is no news.
  const numbered = (line: string | undefined) => line?.replace(/\d+/g, '');
  const last = numbered(before.at(-1)) === numbered(now.at(-1)) ? now.length - 1 : now.length;
  return now.slice(0, last).filter((line) => line !== '' && !known.has(line) && (line.startsWith(mark) || !texts.has(unmarked(line))));
}
