import { CloseParen, type FilterToken, ListOperatorWord, Modifier, OpenParen, TransformerWord } from './token.ts';

/** A parenthesis that is still open at some place. */
export interface Enclosure {
  readonly open: FilterToken;
  readonly kind: 'group' | 'list' | 'transformer';
  /** The transformer whose arguments stand in it, directly or in a list among them. */
  readonly transformer: string | undefined;
}

/** The innermost parenthesis that the tokens leave open. */
export function innermostEnclosure(tokens: readonly FilterToken[]): Enclosure | undefined {
  const enclosures: Enclosure[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index]!;
    if (token.tokenType === CloseParen) enclosures.pop();
    if (token.tokenType === OpenParen) enclosures.push(enclosureOf(token, tokens[index - 1], enclosures.at(-1)));
  }
  return enclosures.at(-1);
}

function enclosureOf(open: FilterToken, before: FilterToken | undefined, outside: Enclosure | undefined): Enclosure {
  if (before?.tokenType === TransformerWord) return { open, kind: 'transformer', transformer: before.image };
  if (outside?.transformer !== undefined) return { open, kind: 'transformer', transformer: outside.transformer };
  const isList = before?.tokenType === ListOperatorWord || before?.tokenType === Modifier;
  return { open, kind: isList ? 'list' : 'group', transformer: undefined };
}
