import { GrammarError } from '../error.ts';
import type { Problem } from '../problem.ts';

/** `empty`: no text at all; `unknown-field`: a `%` with a name nobody knows; `nesting`: deeper than the limit; `syntax`: the rest. */
export type FormatErrorKind = 'empty' | 'unknown-field' | 'nesting' | 'syntax';

/** An output format that cannot be taken. `message` is one line and may be printed as it is. */
export class FormatSyntaxError extends GrammarError {
  override readonly name = 'FormatSyntaxError';
  readonly kind: FormatErrorKind;

  constructor(text: string, found: Problem, kind: FormatErrorKind = 'syntax') {
    super(text, found);
    this.kind = kind;
  }
}
