import { createToken, type IToken, type TokenType } from 'chevrotain';
import type { Constant } from '../constant.ts';
import type { Problem } from '../problem.ts';

/**
 * The words of the filter language. They carry no patterns: what a word is depends on where it stands (`in` is an
 * operator behind a field and a value behind `=`), so our own scanner makes the tokens.
 */
export const Not = createToken({ name: 'Not' });
export const And = createToken({ name: 'And' });
export const Or = createToken({ name: 'Or' });
export const OpenParen = createToken({ name: 'OpenParen' });
export const CloseParen = createToken({ name: 'CloseParen' });
export const Comma = createToken({ name: 'Comma' });
export const FieldName = createToken({ name: 'FieldName' });
export const OpenBracket = createToken({ name: 'OpenBracket' });
export const Argument = createToken({ name: 'Argument' });
export const CloseBracket = createToken({ name: 'CloseBracket' });
/** A transformer's name with `(` directly behind it. */
export const TransformerWord = createToken({ name: 'TransformerWord' });
export const Exists = createToken({ name: 'Exists' });
/** An operator that takes one value: signs and words. */
export const ValueOperator = createToken({ name: 'ValueOperator' });
export const ListOperatorWord = createToken({ name: 'ListOperatorWord' });
/** `oneof`, `anyof`, `allof` with a `(` behind it. */
export const Modifier = createToken({ name: 'Modifier' });
export const Constants = createToken({ name: 'Constants' });
/** What fits nowhere; no rule of the grammar takes it, so the parser stops there. The scanner stops there too. */
export const Unexpected = createToken({ name: 'Unexpected' });

export const tokenTypes: TokenType[] = [
  Not,
  And,
  Or,
  OpenParen,
  CloseParen,
  Comma,
  FieldName,
  OpenBracket,
  Argument,
  CloseBracket,
  TransformerWord,
  Exists,
  ValueOperator,
  ListOperatorWord,
  Modifier,
  Constants,
  Unexpected,
];

/** A token as our scanner makes it. */
export interface FilterToken extends IToken {
  /** Exclusive, unlike Chevrotain's `endOffset`. */
  readonly end: number;
  /** What a constant or an argument means. */
  readonly constant: Constant | undefined;
  /** Why an unexpected token is one, where the scanner knows better than the grammar. */
  readonly problem: Problem | undefined;
}
