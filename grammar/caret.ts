import { cellsOf } from './cells.ts';
import { isUnprintable } from './show.ts';

/** Two lines to print below each other. */
export interface CaretLines {
  /** The line of the text that holds the place, made safe to print. */
  readonly source: string;
  /** Carets below the place. */
  readonly marks: string;
}

/** A user-perceived character as it is drawn, and where it stands in the text. */
interface Drawn {
  readonly shown: string;
  readonly cells: number;
  readonly start: number;
  readonly end: number;
}

const COLUMNS = 100;
const COLUMNS_MIN = 10;
const ELLIPSIS = '…';
/** Made on first use: it takes as long as everything else at start-up together. */
let segmenter: Intl.Segmenter | undefined;

function graphemesOf(text: string): Intl.Segments {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  return segmenter.segment(text);
}

/**
 * Points at a stretch of a text: one line of it, cut to about `columns` round the stretch, and carets below. An empty
 * stretch gets one caret; one that goes on behind its line is marked to the end of that line. Tabs become one blank
 * and what cannot be printed, or is drawn differently by different terminals, becomes `�`, so that the carets stand right.
 */
export function renderCaret(text: string, start: number, end: number, columns = COLUMNS): CaretLines {
  const place = placeIn(text, clamp(start, 0, text.length));
  const line = lineAt(text, place);
  const until = clamp(end, place, line.end);
  const width = Math.max(columns, COLUMNS_MIN);
  const shown = cut(draw(text, line, place, until, width), place, width);
  let source = '';
  let indent = 0;
  let carets = 0;
  for (const character of shown) {
    source += character.shown;
    if (character.end <= place) indent += character.cells;
    else if (character.start < until) carets += character.cells;
  }
  return { source, marks: ' '.repeat(indent) + '^'.repeat(Math.max(1, carets)) };
}

/** Where to point for an offset: itself, or the end of the last text where it stands behind line breaks that end it. */
function placeIn(text: string, offset: number): number {
  const written = text.trimEnd().length;
  return offset > written && /[\r\n]/.test(text.slice(written, offset)) ? written : offset;
}

/** The line that holds an offset, without its break. */
function lineAt(text: string, offset: number): { start: number; end: number } {
  let start = offset;
  while (start > 0 && !isLineBreak(text[start - 1])) start--;
  let end = offset;
  while (end < text.length && !isLineBreak(text[end])) end++;
  return { start, end };
}

function isLineBreak(character: string | undefined): boolean {
  return character === '\n' || character === '\r';
}

/** The characters of a line, as many as can matter on both sides of the place. */
function draw(text: string, line: { start: number; end: number }, place: number, until: number, columns: number): Drawn[] {
  // A character takes several units and may take no column; what lies farther away is not shown in any case.
  const reach = columns * 8;
  const from = Math.max(line.start, place - reach);
  const to = Math.min(line.end, Math.min(until, place + reach) + reach);
  const drawn: Drawn[] = [];
  if (from > line.start) drawn.push({ shown: ELLIPSIS, cells: 1, start: from, end: from });
  for (const { segment, index } of graphemesOf(text.slice(from, to))) {
    const start = from + index;
    drawn.push({ ...drawOne(segment), start, end: start + segment.length });
  }
  if (to < line.end) drawn.push({ shown: ELLIPSIS, cells: 1, start: to, end: to });
  return drawn;
}

function drawOne(grapheme: string): { shown: string; cells: number } {
  if (grapheme === '\t') return { shown: ' ', cells: 1 };
  const cells = cellsOf(grapheme);
  return cells === 0 || isUnprintable(grapheme) ? { shown: '�', cells: 1 } : { shown: grapheme, cells };
}

/** Cuts what is drawn to a number of columns that holds the place with some of what stands before it. */
function cut(drawn: readonly Drawn[], place: number, columns: number): readonly Drawn[] {
  const total = drawn.reduce((sum, { cells }) => sum + cells, 0);
  if (total <= columns) return drawn;
  let placeIndex = drawn.findIndex(({ end }) => end > place);
  if (placeIndex < 0) placeIndex = drawn.length;
  let first = placeIndex;
  let used = 0;
  while (first > 0 && used < columns / 2) used += drawn[--first]!.cells;
  let last = placeIndex;
  while (last < drawn.length && used < columns) used += drawn[last++]!.cells;
  while (first > 0 && used < columns) used += drawn[--first]!.cells;
  const shown = drawn.slice(first, last);
  if (first > 0) shown[0] = elided(shown[0]!);
  if (last < drawn.length) shown[shown.length - 1] = elided(shown.at(-1)!);
  return shown;
}

function elided({ start, end }: Drawn): Drawn {
  return { shown: ELLIPSIS, cells: 1, start, end };
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(Math.max(value, min), max);
}
