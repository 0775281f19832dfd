import { GrammarError, type SourceRange } from '../../grammar/index.ts';

/** A filter that reads well but cannot be meant: an unknown field, a value that is not of the field's type. */
export class FilterError extends GrammarError {
  override readonly name = 'FilterError';

  constructor(text: string, range: SourceRange, message: string, hint?: string) {
    super(text, { start: range.start, end: range.end, message, hint });
  }
}
