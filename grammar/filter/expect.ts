import {
  Alternation,
  Alternative,
  EOF,
  type IProduction,
  NonTerminal,
  Option,
  Repetition,
  type Rule,
  Terminal,
  type TokenType,
} from 'chevrotain';
import type { FilterToken } from './token.ts';

/** The grammar's rules as data; `filter` is the one everything begins with. */
export type FilterRules = Readonly<Record<string, Rule>> & { readonly filter: Rule };

/** A place in the grammar: the next production of a sequence, and where to go on behind that sequence. */
interface Place {
  readonly sequence: readonly IProduction[];
  readonly index: number;
  readonly outside: Place | undefined;
}

/** How far tokens follow the grammar. */
export interface Expectation {
  /** How many tokens the grammar took; fewer than given where one of them cannot stand where it does. */
  readonly taken: number;
  /** What may stand behind those; holds `EOF` where the filter may end there. */
  readonly next: ReadonlySet<TokenType>;
}

/**
 * Walks the grammar along the tokens. Chevrotain 13 has no such function any more (`computeContentAssist` of 11).
 * Holds all places the tokens may have led to; with one token of lookahead that is one, or a few.
 */
export function expectAfter(tokens: readonly FilterToken[], rules: FilterRules): Expectation {
  let ways = waysFrom({ sequence: rules.filter.definition, index: 0, outside: undefined });
  let taken = 0;
  for (const token of tokens) {
    const after = ways.get(token.tokenType);
    if (after === undefined) break;
    ways = waysFrom(after);
    taken++;
  }
  return { taken, next: new Set(ways.keys()) };
}

/** The tokens that may come at a place, each with the place behind it. */
function waysFrom(start: Place): Map<TokenType, Place | undefined> {
  const ways = new Map<TokenType, Place | undefined>();
  const open: (Place | undefined)[] = [start];
  while (open.length > 0) {
    const place = open.pop();
    if (place === undefined) {
      ways.set(EOF, undefined);
      continue;
    }
    const production = place.sequence[place.index];
    if (production === undefined) {
      open.push(place.outside);
      continue;
    }
    const behind: Place = { ...place, index: place.index + 1 };
    const inside = (definition: readonly IProduction[], outside: Place): Place => ({ sequence: definition, index: 0, outside });
    if (production instanceof Terminal) ways.set(production.terminalType, behind);
    else if (production instanceof NonTerminal) open.push(inside(production.referencedRule.definition, behind));
    else if (production instanceof Alternation) open.push(...production.definition.map((one) => inside([one], behind)));
    else if (production instanceof Alternative) open.push(inside(production.definition, behind));
    else if (production instanceof Option) open.push(behind, inside(production.definition, behind));
    else if (production instanceof Repetition) open.push(behind, inside(production.definition, place));
    else throw new Error(`the walk does not know ${production.constructor.name}`);
  }
  return ways;
}
