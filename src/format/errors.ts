import { GrammarError, type SourceRange } from '../../grammar/index.ts';

/** An output format that reads well but cannot be meant: an unknown field, one that is only for filters, a wrong argument. */
export class FormatError extends GrammarError {
  override readonly name = 'FormatError';

  constructor(text: string, range: SourceRange, message: string, hint?: string) {
    super(text, { start: range.start, end: range.end, message, hint });
  }
}

/** Output could not be written: a full disk, a terminal that went away. A reader that ended (`| head`) is no error. */
export class OutputError extends Error {
  override readonly name = 'OutputError';
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}
