import { EOF, type TokenType } from 'chevrotain';
import type { SourceRange } from '../range.ts';
import { expectAfter } from './expect.ts';
import { filterParser } from './parser.ts';
import { scanFilter } from './scan.ts';
import {
  And,
  Argument,
  CloseParen,
  Comma,
  Constants,
  Exists,
  FieldName,
  type FilterToken,
  ListOperatorWord,
  Modifier,
  Not,
  OpenParen,
  Or,
  TransformerWord,
  Unexpected,
  ValueOperator,
} from './token.ts';
import { freeTransformerNames, modifierNames, operatorNames, transformerNames } from './vocabulary.ts';

/** What may be written at a place of a filter. */
export type CompletionKind =
  | 'field'
  | 'transformer'
  | 'not'
  /** `(` round a condition. */
  | 'group'
  | 'operator'
  | 'value'
  | 'modifier'
  /** `(` that begins a list. */
  | 'list'
  | 'connective'
  /** What belongs into the brackets behind a field. */
  | 'argument'
  | 'comma'
  /** `)`. */
  | 'close'
  /** The filter may end here. */
  | 'end';

/** What an editor can offer at a place. */
export interface Completion {
  /** The word begun there, which a completion replaces; empty where none is. */
  readonly range: SourceRange;
  /** Empty where the text before it is broken already. */
  readonly kinds: readonly CompletionKind[];
  /** Words of the language that fit and begin like the begun word; fields and values are known elsewhere. */
  readonly words: readonly string[];
  /** The comparison a value belongs to, or the field an argument belongs to. */
  readonly field: string | undefined;
  readonly operator: string | undefined;
}

const kindOf = new Map<TokenType, CompletionKind>([
  [FieldName, 'field'],
  [TransformerWord, 'transformer'],
  [Not, 'not'],
  [Exists, 'operator'],
  [ValueOperator, 'operator'],
  [ListOperatorWord, 'operator'],
  [Constants, 'value'],
  [Modifier, 'modifier'],
  [And, 'connective'],
  [Or, 'connective'],
  [Argument, 'argument'],
  [Comma, 'comma'],
  [CloseParen, 'close'],
  [EOF, 'end'],
]);

/** Tokens that may still be growing when the cursor touches their end. */
const growing: ReadonlySet<TokenType> = new Set([FieldName, Not, And, Or, Exists, ValueOperator, ListOperatorWord, Constants, Unexpected]);

/** Says what may stand at an offset of a filter that is being written. Never throws; looks at nothing behind the offset. */
export function completeAt(text: string, offset: number): Completion {
  const before = text.slice(0, Math.max(0, offset));
  const scanned = scanFilter(before);
  const begun = begunToken(scanned, before.length);
  const tokens = begun === undefined ? scanned : scanned.slice(0, -1);
  const range = { start: begun?.startOffset ?? before.length, end: before.length };
  const { taken, next } = expectAfter(tokens, filterParser().rules);
  if (taken < tokens.length) return { range, kinds: [], words: [], field: undefined, operator: undefined };
  const kinds = kindsOf(next);
  const words = wordsFor(kinds, tokens).filter((word) => word.startsWith(begun?.image ?? ''));
  return { range, kinds, words, ...comparisonOf(tokens) };
}

function begunToken(tokens: readonly FilterToken[], end: number): FilterToken | undefined {
  const last = tokens.at(-1);
  if (last === undefined || last.end !== end || !growing.has(last.tokenType)) return undefined;
  const isWhole = last.constant?.quote !== undefined || (last.tokenType === ValueOperator && !/^[a-z]/.test(last.image));
  return isWhole ? undefined : last;
}

function kindsOf(next: ReadonlySet<TokenType>): CompletionKind[] {
  const kinds = new Set<CompletionKind>();
  for (const tokenType of next) {
    // A parenthesis groups exactly where a 'not' may stand; anywhere else it begins a list.
    const kind = tokenType === OpenParen ? (next.has(Not) ? 'group' : 'list') : kindOf.get(tokenType);
    if (kind !== undefined) kinds.add(kind);
  }
  return [...kinds];
}

function wordsFor(kinds: readonly CompletionKind[], tokens: readonly FilterToken[]): string[] {
  const isRight = tokens.at(-1)?.tokenType === ValueOperator || tokens.at(-1)?.tokenType === ListOperatorWord;
  return kinds.flatMap((kind): readonly string[] => {
    if (kind === 'transformer') return isRight ? transformerNames : freeTransformerNames;
    if (kind === 'operator') return operatorNames;
    if (kind === 'modifier') return modifierNames;
    if (kind === 'connective') return ['and', 'or'];
    return kind === 'not' ? ['not'] : [];
  });
}

/** The field and operator that the last token belongs to, as far as the comparison is written. */
function comparisonOf(tokens: readonly FilterToken[]): { field: string | undefined; operator: string | undefined } {
  let operator: string | undefined;
  for (let index = tokens.length - 1; index >= 0; index--) {
    const { tokenType, image } = tokens[index]!;
    if (tokenType === And || tokenType === Or || tokenType === Not) break;
    if (tokenType === ValueOperator || tokenType === ListOperatorWord || tokenType === Exists) operator = image;
    if (tokenType === FieldName) return { field: image, operator };
  }
  return { field: undefined, operator };
}
