import type { SourceRange } from '../range.ts';

/**
 * What a filter text means before anything is known about fields.
 *
 * Every node carries the range it was read from. Parentheses that only group leave no node of their own: an `and`
 * whose operands are parenthesised spans those parentheses, the operands themselves do not.
 *
 * Text of values and arguments is engine text: one character per byte, what was typed encoded as UTF-8, a `\xHH`
 * escape one byte. To show a user what was written, slice the filter by the node's range instead.
 */
export type FilterNode = Expression | LeftSide | RightSide | OperatorNode | ModifierNode | ArgumentList | FieldArgument;

/** Something that is true or false of an event. */
export type Expression = OrExpression | AndExpression | NotExpression | Check;

/** `a or b or c`: two operands or more, as many as stand side by side. */
export interface OrExpression extends SourceRange {
  readonly kind: 'or';
  readonly operands: readonly Expression[];
}

/** `a and b and c`: two operands or more; binds closer than `or`. */
export interface AndExpression extends SourceRange {
  readonly kind: 'and';
  readonly operands: readonly Expression[];
}

/** `not a`; `not not a` is two of them. */
export interface NotExpression extends SourceRange {
  readonly kind: 'not';
  readonly operand: Expression;
}

/** One test of one event. */
export type Check = ExistsCheck | Comparison;

/** `fd.name exists`. */
export interface ExistsCheck extends SourceRange {
  readonly kind: 'exists';
  readonly left: LeftSide;
  /** The word `exists`. */
  readonly operator: OperatorNode;
}

/**
 * `left operator right`. With a modifier (only after a text operator) the right side is a list; `in`, `intersects`
 * and `pmatch` have a list or a transformer there; every other operator has a value or a transformer.
 */
export interface Comparison extends SourceRange {
  readonly kind: 'comparison';
  readonly left: LeftSide;
  readonly operator: OperatorNode;
  readonly modifier: ModifierNode | undefined;
  readonly right: RightSide;
}

/** What is compared: a field, or transformers round fields. */
export type LeftSide = Field | Transformer;

/** What it is compared with. A transformer named `val` holds exactly one field and stands nowhere but here. */
export type RightSide = Value | ValueList | Transformer;

/**
 * A field as it was written. `name` holds every dot (`evt.arg.name`, `k8s.pod.label.app.kubernetes.io/name`): only
 * field knowledge can say where a dotted name ends and its argument begins.
 */
export interface Field extends SourceRange {
  readonly kind: 'field';
  readonly name: string;
  /** The name alone, without the bracket argument. */
  readonly nameRange: SourceRange;
  /** What stands in brackets behind the name, `2` in `proc.aname[2]`. */
  readonly argument: FieldArgument | undefined;
}

/** What stands between `[` and `]`; the range covers the quotes, not the brackets. */
export interface FieldArgument extends SourceRange {
  readonly kind: 'argument';
  readonly text: string;
  readonly quote: Quote | undefined;
}

/** A constant to compare with. Numbers are text too: only the field's type says how to read them. */
export interface Value extends SourceRange {
  readonly kind: 'value';
  /** Unquoted and unescaped. */
  readonly text: string;
  readonly quote: Quote | undefined;
}

/** `(a, 'b', "c")`; may be empty. */
export interface ValueList extends SourceRange {
  readonly kind: 'list';
  readonly items: readonly Value[];
}

/** `tolower(proc.name)`, `join("-", (fd.name, fd.num))`, `getopt(proc.args, "ab:")[b]`. */
export interface Transformer extends SourceRange {
  readonly kind: 'transformer';
  readonly name: TransformerName;
  readonly nameRange: SourceRange;
  /** How many there may be is checked by the parser, see `transformers.ts`; their types are not. */
  readonly arguments: readonly TransformerArgument[];
  /** What stands in brackets behind the closing parenthesis; only `getopt` may have it. */
  readonly index: FieldArgument | undefined;
}

/** What stands in a transformer's parentheses, between commas. */
export type TransformerArgument = Field | Transformer | Value | ArgumentList;

/** A list among a transformer's arguments; its items are no lists themselves. May be empty. */
export interface ArgumentList extends SourceRange {
  readonly kind: 'arguments';
  readonly items: readonly (Field | Transformer | Value)[];
}

/** An operator where it was written. `==` arrives as `=`; the range tells what was typed. */
export interface OperatorNode extends SourceRange {
  readonly kind: 'operator';
  readonly name: OperatorName;
}

/** `oneof`, `anyof` or `allof` between a text operator and its list. */
export interface ModifierNode extends SourceRange {
  readonly kind: 'modifier';
  readonly name: ModifierName;
}

/** The sign a value was quoted with. */
export type Quote = '"' | "'";

export type OperatorName = 'exists' | SymbolOperator | TextOperator | ListOperator;

/** Operators written with signs. */
export type SymbolOperator = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** Operators on text and bytes, written as words. These and `=`, `!=` take a modifier. */
export type TextOperator = 'contains' | 'icontains' | 'bcontains' | 'startswith' | 'bstartswith' | 'endswith' | 'glob' | 'iglob' | 'regex';

/** Operators that compare with a list. */
export type ListOperator = 'in' | 'intersects' | 'pmatch';

export type ModifierName = 'oneof' | 'anyof' | 'allof';

export type TransformerName = 'tolower' | 'toupper' | 'b64' | 'basename' | 'len' | 'join' | 'concat' | 'getopt' | 'val';
