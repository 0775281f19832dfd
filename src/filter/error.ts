import { GrammarError, type SourceRange } from '../../grammar/index.ts';

/** A filter that reads well but cannot be meant: an unknown field, a value that is not of the field's type. */
export class FilterError extends GrammarError {
  override readonly name = 'FilterError';

  constructor(text: string, range: SourceRange, message: string, hint?: string) {
    super(text, {
      start: range.start,
      end: range.end,
      message: printable(message),
      hint: hint === undefined ? undefined : printable(hint),
    });
  }
}

/** Messages quote what the user wrote: nothing in it may act on the terminal. */
function printable(message: string): string {
  return message.replace(/[\x00-\x1f\x7f-\x9f]/g, (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`);
}
