import type { SourceRange } from './range.ts';

/** A text in one of the two languages cannot be taken. Says what, where, and where we know it, what to do. */
export abstract class GrammarError extends Error implements SourceRange {
  /** The whole text that was read. */
  readonly text: string;
  /** Where in it, in UTF-16 units, `end` exclusive; both are the text's length where it ended too early. */
  readonly start: number;
  readonly end: number;
  /** What to do about it. */
  readonly hint: string | undefined;

  constructor(text: string, found: { start: number; end: number; message: string; hint: string | undefined }) {
    super(found.message);
    this.text = text;
    this.start = found.start;
    this.end = found.end;
    this.hint = found.hint;
  }
}
