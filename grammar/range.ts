/**
 * Where something stands in the text the user wrote: offsets in UTF-16 units of that text, `end` exclusive,
 * so that `text.slice(start, end)` is what was written.
 */
export interface SourceRange {
  readonly start: number;
  readonly end: number;
}
