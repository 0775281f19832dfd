import type { IToken } from 'chevrotain';
import type { SourceRange } from '../range.ts';
import type { Expression, ListOperator, ModifierName, ModifierNode, OperatorName, OperatorNode, TextOperator } from './ast.ts';
import type { FilterToken } from './token.ts';
import { symbolOperators } from './vocabulary.ts';

/** An expression and the stretch of text it takes with the parentheses round it, which are no part of its own range. */
export interface Enclosed {
  readonly expression: Expression;
  readonly outer: SourceRange;
}

/** Operands side by side as one node; a single one stays what it is. */
export function joined(kind: 'and' | 'or', operands: readonly Enclosed[]): Enclosed {
  const only = operands[0]!;
  if (operands.length === 1) return only;
  const outer = { start: only.outer.start, end: operands.at(-1)!.outer.end };
  return { expression: { kind, operands: operands.map(({ expression }) => expression), ...outer }, outer };
}

/** Where a token ends, exclusive. */
export function endOf(token: IToken): number {
  return (token as FilterToken).end;
}

/** Where a token stands. */
export function rangeOf(token: IToken): SourceRange {
  return { start: token.startOffset, end: endOf(token) };
}

/** The operator a token names. */
export function operatorOf(token: IToken): OperatorNode {
  const symbol = Object.hasOwn(symbolOperators, token.image) ? symbolOperators[token.image as keyof typeof symbolOperators] : undefined;
  const name: OperatorName = symbol ?? (token.image as TextOperator | ListOperator | 'exists');
  return { kind: 'operator', name, ...rangeOf(token) };
}

/** The modifier a token names. */
export function modifierOf(token: IToken): ModifierNode {
  return { kind: 'modifier', name: token.image as ModifierName, ...rangeOf(token) };
}
