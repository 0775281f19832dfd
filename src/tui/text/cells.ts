import { cellsOf } from '../../../grammar/index.ts';

/** ASCII and the characters that our screens are drawn with: each is one unit of the text and takes one column. */
const single = /^[\x20-\x7e\u03a3\u0394\u2026\u203a\u2190-\u2193\u2500-\u259f\u25b2\u25bc\u25cf]*$/;

/** Whether each unit of a text is a character of one column. */
export function isSingle(text: string): boolean {
  return single.test(text);
}

/** What one column holds where a character of two columns would be cut in half. */
const halfCharacter = ' ';

let segmenter: Intl.Segmenter | undefined;

/** User-perceived characters of a text. Made when first needed: most text is ASCII. */
export function graphemes(text: string): string[] {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** Columns a text takes on a terminal. */
export function widthOf(text: string): number {
  if (single.test(text)) return text.length;
  return graphemes(text).reduce((sum, grapheme) => sum + cellsOf(grapheme), 0);
}

/** The first `width` columns of a text; never half of a character. */
export function cut(text: string, width: number): string {
  if (width <= 0) return '';
  if (single.test(text)) return text.slice(0, width);
  let used = 0;
  let kept = '';
  for (const grapheme of graphemes(text)) {
    const cells = cellsOf(grapheme);
    if (used + cells > width) return used < width ? kept + halfCharacter : kept;
    kept += grapheme;
    used += cells;
  }
  return kept;
}

/** A text in exactly `width` columns: cut or filled up with blanks. */
export function inColumns(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const shown = cut(text, width);
  const blanks = ' '.repeat(Math.max(0, width - widthOf(shown)));
  return align === 'left' ? shown + blanks : blanks + shown;
}

/** A text in at most `width` columns; what does not inColumns is left out in the middle, and a mark says so. */
export function elide(text: string, width: number, mark = '…'): string {
  if (widthOf(text) <= width) return text;
  const markWidth = widthOf(mark);
  if (width <= markWidth) return cut(mark, width);
  const room = width - markWidth;
  const head = cut(text, Math.ceil(room / 2)).trimEnd();
  return head + mark + tail(text, room - widthOf(head));
}

/** The last columns of a text, at most `width`. */
export function tail(text: string, width: number): string {
  if (width <= 0) return '';
  if (single.test(text)) return text.slice(-width);
  let used = 0;
  let kept = '';
  for (const grapheme of graphemes(text).reverse()) {
    const cells = cellsOf(grapheme);
    if (used + cells > width) break;
    kept = grapheme + kept;
    used += cells;
  }
  return kept;
}

/** Splits a text into lines of at most `width` columns. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const grapheme of graphemes(text)) {
    const cells = cellsOf(grapheme);
    if (used + cells > width && line !== '') {
      lines.push(line);
      line = '';
      used = 0;
    }
    line += grapheme;
    used += cells;
  }
  return [...lines, line];
}
