import { isSingle } from '../text/index.ts';

/** Nothing is left on the screen; what is written next begins at its upper left corner. */
export const blank = '\x1b[2J\x1b[H';
/** What stands between them is to appear at once ("Synchronized Output"); terminals that do not know it ignore it. */
const together = ['\x1b[?2026h', '\x1b[?2026l'] as const;
const eraseRest = '\x1b[K';
/** Of a line that changed in several places, what stayed between them is written again where it is no longer than this. */
const gapMax = 8;

function goTo(row: number, column: number): string {
  return `\x1b[${row + 1};${column + 1}H`;
}

/**
 * Draws screens that are nothing but lines, past Ink, which would measure and take apart all of them for each frame: only
 * what differs from what is on the screen is written.
 */
export class Painter {
  readonly #write: (text: string) => void;
  readonly #pause_ms: number;
  /** undefined: Ink draws. */
  #wanted: readonly string[] | undefined;
  /** What is on the screen; undefined: nobody knows. */
  #shown: readonly string[] | undefined;
  #drawn_ms = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;

  /** @param perSecond draws no more often than that */
  constructor(write: (text: string) => void, perSecond: number) {
    this.#write = write;
    this.#pause_ms = 1000 / perSecond;
  }

  /** The screen is to show these lines, each as wide as it. */
  paint(lines: readonly string[]): void {
    this.#wanted = lines;
    if (this.#timer !== undefined) return;
    const wait = this.#drawn_ms + this.#pause_ms - performance.now();
    if (wait <= 0) this.#draw();
    else this.#later(wait);
  }

  /** What is shown next is not drawn by us. What is on the screen stays until somebody else draws. */
  leave(): void {
    this.#wanted = undefined;
  }

  /** Somebody else is about to draw. Gives what takes our lines away; '' where there are none. */
  giveWay(): string {
    const had = this.#shown !== undefined;
    this.#shown = undefined;
    // What is drawn by others while our lines are wanted was meant for what was shown before.
    if (this.#wanted !== undefined && this.#timer === undefined) this.#later(0);
    return had ? blank : '';
  }

  /** Nobody knows what is on the screen: all of it is drawn anew. */
  again(): void {
    this.#shown = undefined;
    if (this.#wanted !== undefined) this.#draw();
  }

  /** Nothing more is drawn. */
  end(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#wanted = undefined;
    this.#shown = undefined;
  }

  #later(ms: number): void {
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#draw();
    }, ms);
  }

  #draw(): void {
    const lines = this.#wanted;
    if (lines === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#drawn_ms = performance.now();
    const changes = this.#shown === undefined ? blank + changedLines([], lines) : changedLines(this.#shown, lines);
    this.#shown = lines;
    if (changes !== '') this.#write(together[0] + changes + together[1]);
  }
}

/** What makes one screen another. Lines end in the terminal's own style, and what is not there is blank. */
export function changedLines(before: readonly string[], now: readonly string[]): string {
  let changes = '';
  for (let row = 0; row < Math.max(before.length, now.length); row++) {
    const [old, line] = [before[row] ?? '', now[row] ?? ''];
    if (old !== line) changes += changedLine(row, old, line);
  }
  return changes;
}

function changedLine(row: number, old: string, line: string): string {
  const end = Math.min(old.length, line.length);
  let same = 0;
  while (same < end && old.charCodeAt(same) === line.charCodeAt(same)) same++;
  if (old.length === line.length && isSingle(line) && isSingle(old)) return changedCells(row, old, line, same);
  // Styles and characters of two columns: where on the screen a place in the text is, is known only before the first of them.
  const from = isSingle(line.slice(0, same)) ? same : 0;
  return goTo(row, from) + eraseRest + (line.endsWith(' ') ? line.slice(from).trimEnd() : line.slice(from));
}

/** Both have one column a character: only those that differ are written. */
function changedCells(row: number, old: string, line: string, first: number): string {
  let changes = '';
  let from = first;
  let to = first + 1;
  for (let i = to; i < line.length; i++) {
    if (old.charCodeAt(i) === line.charCodeAt(i)) continue;
    if (i - to > gapMax) {
      changes += goTo(row, from) + line.slice(from, to);
      from = i;
    }
    to = i + 1;
  }
  return changes + goTo(row, from) + line.slice(from, to);
}
