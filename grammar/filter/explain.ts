import type { TokenType } from 'chevrotain';
import { nearest } from '../near.ts';
import { type Problem, problem } from '../problem.ts';
import { quoted } from '../show.ts';
import { type Enclosure, innermostEnclosure } from './enclosure.ts';
import { expectAfter, type FilterRules } from './expect.ts';
import {
  And,
  CloseBracket,
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
  ValueOperator,
} from './token.ts';
import { isTextOperator, isTransformer, operatorNames, transformers } from './vocabulary.ts';

/** The place where the tokens leave the grammar. */
interface Place {
  readonly text: string;
  readonly next: ReadonlySet<TokenType>;
  readonly tokens: readonly FilterToken[];
  /** The tokens before the place. */
  readonly taken: number;
  readonly previous: FilterToken | undefined;
  /** What stands there instead; undefined at the end of the filter. */
  readonly found: FilterToken | undefined;
}

interface Explanation {
  readonly message: string;
  readonly hint?: string | undefined;
}

/** Says in our own words where and why these tokens are no filter. */
export function explain(text: string, tokens: readonly FilterToken[], rules: FilterRules): Problem {
  const { taken, next } = expectAfter(tokens, rules);
  const found = tokens[taken];
  if (found?.problem !== undefined && found.problem.message !== '') return found.problem;
  const place: Place = { text, next, tokens, taken, previous: tokens[taken - 1], found };
  const enclosure = innermostEnclosure(tokens.slice(0, taken));
  if (found === undefined && enclosure !== undefined && next.has(CloseParen)) return unclosed(enclosure);
  const { message, hint } = explainPlace(place, enclosure);
  const start = found?.startOffset ?? text.length;
  return problem(start, found?.end ?? text.length, message, found?.problem?.hint ?? hint);
}

function unclosed({ open }: Enclosure): Problem {
  return problem(open.startOffset, open.end, "unclosed '('", "end it with ')'");
}

function explainPlace(place: Place, enclosure: Enclosure | undefined): Explanation {
  const { next } = place;
  if (next.has(Not)) return explainCondition(place);
  if (next.has(Exists)) return explainOperator(place);
  if (next.has(Modifier)) return explainValue(place);
  if (next.has(And)) return explainConnective(place);
  if (place.previous?.tokenType === ListOperatorWord) return explainListSide(place);
  return enclosure?.kind === 'list' ? explainList(place) : explainTransformer(place, enclosure);
}

function explainCondition({ previous, found }: Place): Explanation {
  const message = `expected a field${afterToken(previous)}${foundToken(found)}`;
  if (found?.image.startsWith('!')) return { message, hint: "write 'not'" };
  if (found?.image.startsWith('"') || found?.image.startsWith("'")) return { message, hint: 'fields are written without quotes' };
  if (found?.tokenType === ValueOperator || found?.tokenType === ListOperatorWord || found?.tokenType === Exists) {
    return { message, hint: 'every comparison needs its own field: fd.name contains a or fd.name contains b' };
  }
  return { message };
}

function explainOperator({ text, tokens, taken, previous, found }: Place): Explanation {
  const left = text.slice(tokens[leftSideStart(tokens, taken - 1)]!.startOffset, previous!.end);
  const message = `expected an operator after ${quoted(left)}${foundToken(found)}`;
  return { message, hint: operatorHint(previous, found) };
}

function operatorHint(previous: FilterToken | undefined, found: FilterToken | undefined): string {
  const word = found?.image ?? '';
  const joins = word === '[' || (word === '(' && isTransformer(previous?.image ?? ''));
  if (joins) return `write '${previous?.image}${word}' without a blank`;
  const glued = operatorNames.find((name) => isTextOperator(name) && word.length > name.length && word.startsWith(name));
  if (glued !== undefined) return `write '${glued} ' with a blank`;
  const meant = nearest(word, operatorNames);
  return meant === undefined ? `operators: ${operatorNames.join(' ')}` : `did you mean '${meant}'?`;
}

/** The first token of the field or transformer that ends with token number `last`. */
function leftSideStart(tokens: readonly FilterToken[], last: number): number {
  let first = tokens[last]?.tokenType === CloseBracket ? last - 3 : last;
  let open = 0;
  do {
    if (tokens[first]?.tokenType === CloseParen) open++;
    if (tokens[first]?.tokenType === OpenParen) open--;
    first--;
  } while (open > 0);
  return tokens[first + 1]?.tokenType === FieldName ? first + 1 : first;
}

function explainValue({ previous, found }: Place): Explanation {
  const message = `expected a value${afterToken(previous)}${foundToken(found)}`;
  if (found?.tokenType === OpenParen) return { message, hint: 'to compare with several values write in (a, b)' };
  return { message, hint: found === undefined ? "for an empty value write ''" : undefined };
}

function explainListSide({ previous, found }: Place): Explanation {
  const hint = `the values of '${previous?.image}' stand in parentheses: ${previous?.image} (a, b)`;
  return { message: `expected '('${afterToken(previous)}${foundToken(found)}`, hint };
}

function explainList({ previous, found }: Place): Explanation {
  if (previous?.tokenType === Comma) return { message: `expected a value after ','${foundToken(found)}` };
  if (previous?.tokenType === OpenParen) return { message: `expected a value or ')'${foundToken(found)}` };
  return { message: `expected ',' or ')' in the list${foundToken(found)}` };
}

function explainTransformer({ next, previous, found }: Place, enclosure: Enclosure | undefined): Explanation {
  const name = enclosure?.transformer;
  const hint = name === undefined || !isTransformer(name) ? undefined : `write ${transformers[name].usage}`;
  const of = name === undefined ? '' : ` of '${name}'`;
  if (next.has(FieldName)) {
    const message = previous?.tokenType === Comma ? `expected an argument after ','` : `expected an argument${of}`;
    return { message: `${message}${foundToken(found)}`, hint };
  }
  return { message: `expected ',' or ')' in the arguments${of}${foundToken(found)}`, hint };
}

function explainConnective(place: Place): Explanation {
  const { next, found } = place;
  if (found?.tokenType === CloseParen) return { message: "this ')' has no '('" };
  const end = next.has(CloseParen) ? "')'" : 'end of filter';
  return { message: `expected 'and', 'or' or ${end}${foundToken(found)}`, hint: connectiveHint(place) };
}

const connectives: Readonly<Record<string, string>> = { '&&': 'and', '&': 'and', '||': 'or', '|': 'or' };

function connectiveHint({ text, previous, found }: Place): string | undefined {
  if (found === undefined) return undefined;
  const meant = connectives[found.image] ?? ['and', 'or'].find((word) => word === found.image.toLowerCase());
  if (meant !== undefined) return `write '${meant}'`;
  if (found.tokenType === Not) return "write 'and not' or 'or not'";
  if (previous?.tokenType !== Constants) return undefined;
  if (found.tokenType === OpenParen) {
    if (isTransformer(previous.image)) return `write '${previous.image}(' without a blank`;
    return 'a value that holds parentheses needs quotes';
  }
  if (found.image === ',') return 'to compare with several values write in (a, b)';
  if (previous.constant?.quote !== undefined) return undefined;
  if (['and', 'or', 'not'].includes(previous.image)) return `'${previous.image}' was read as the value; is the value itself missing?`;
  const between = text.slice(previous.end, found.startOffset);
  return between === '' ? undefined : 'a value that holds blanks needs quotes';
}

function afterToken(previous: FilterToken | undefined): string {
  return previous === undefined ? '' : ` after ${quoted(previous.image)}`;
}

function foundToken(found: FilterToken | undefined): string {
  return found === undefined ? '' : `, found ${quoted(found.image)}`;
}
