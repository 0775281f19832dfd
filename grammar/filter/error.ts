import { GrammarError } from '../error.ts';
import type { Problem } from '../problem.ts';

/** `empty`: nothing but blanks; `nesting`: deeper than the limit; `syntax`: everything else. */
export type FilterErrorKind = 'empty' | 'nesting' | 'syntax';

/** A filter text that is no filter. `message` is one line and may be printed as it is. */
export class FilterSyntaxError extends GrammarError {
  override readonly name = 'FilterSyntaxError';
  readonly kind: FilterErrorKind;

  constructor(text: string, found: Problem, kind: FilterErrorKind = 'syntax') {
    super(text, found);
    this.kind = kind;
  }
}
