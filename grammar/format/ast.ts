import type { FieldArgument, Transformer } from '../filter/ast.ts';
import type { SourceRange } from '../range.ts';

/** What an output format such as `*%evt.num %12proc.name` says. */
export interface Format {
  /**
   * The format began with `*`: print the event also when a field has no value (`<NA>`, `null` in JSON). Without it
   * one missing value leaves out the whole event.
   */
  readonly printsMissing: boolean;
  readonly tokens: readonly FormatToken[];
}

export type FormatToken = FormatLiteral | FormatField | FormatTransformer;

/** Text printed as it is, escapes already resolved; engine text, one character per byte. */
export interface FormatLiteral extends SourceRange {
  readonly kind: 'literal';
  readonly text: string;
}

/** `%proc.name`, `%12proc.name`, `%proc.aname[2]`. */
export interface FormatField extends SourceRange {
  readonly kind: 'field';
  /**
   * The text `matchField` accepted; it may hold a dotted argument (`evt.arg.name`), which is field knowledge.
   */
  readonly name: string;
  readonly nameRange: SourceRange;
  /** What stands in brackets behind the name. */
  readonly argument: FieldArgument | undefined;
  /** Columns to fill exactly: padded on the right with spaces, cut when longer. */
  readonly width: number | undefined;
}

/** `%tolower(proc.name)`, `%10join("-", fd.name, fd.num)`. */
export interface FormatTransformer extends SourceRange {
  readonly kind: 'transformer';
  readonly transformer: Transformer;
  readonly width: number | undefined;
}
