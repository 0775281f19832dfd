import { charactersOf } from '../engine-text.ts';
import { isUnprintable } from '../show.ts';
import type {
  ArgumentList,
  Expression,
  Field,
  FieldArgument,
  LeftSide,
  ModifierNode,
  Quote,
  RightSide,
  Transformer,
  TransformerArgument,
  Value,
} from './ast.ts';

/** How close an expression binds; a looser one inside a closer one needs parentheses. */
const binding = { or: 0, and: 1, not: 2, exists: 3, comparison: 3 } as const satisfies Record<Expression['kind'], number>;

/**
 * Writes a filter so that reading it gives the same tree again, ranges aside. What was typed without quotes is
 * written without, its special characters as `\xHH`.
 */
export function printFilter(expression: Expression): string {
  switch (expression.kind) {
    case 'or':
    case 'and':
      return expression.operands.map((operand) => printInside(operand, binding[expression.kind] + 1)).join(` ${expression.kind} `);
    case 'not':
      return `not ${printInside(expression.operand, binding.not)}`;
    case 'exists':
      return `${printSide(expression.left)} exists`;
    case 'comparison':
      return `${printSide(expression.left)} ${expression.operator.name} ${printModifier(expression.modifier)}${printSide(expression.right)}`;
  }
}

function printInside(expression: Expression, closest: number): string {
  const printed = printFilter(expression);
  return binding[expression.kind] < closest ? `(${printed})` : printed;
}

function printModifier(modifier: ModifierNode | undefined): string {
  return modifier === undefined ? '' : `${modifier.name} `;
}

function printSide(side: LeftSide | RightSide | TransformerArgument): string {
  switch (side.kind) {
    case 'field':
      return printField(side);
    case 'transformer':
      return printTransformer(side);
    case 'value':
      return printValue(side, BARE_VALUE_SPECIAL);
    case 'list':
      return `(${side.items.map((item) => printValue(item, BARE_ITEM_SPECIAL)).join(', ')})`;
    case 'arguments':
      return printArguments(side);
  }
}

function printArguments({ items }: ArgumentList): string {
  return `(${items.map(printSide).join(', ')})`;
}

function printField({ name, argument }: Field): string {
  return name + printBrackets(argument);
}

function printTransformer({ name, arguments: given, index }: Transformer): string {
  return `${name}(${given.map(printSide).join(', ')})${printBrackets(index)}`;
}

function printBrackets(argument: FieldArgument | undefined): string {
  if (argument === undefined) return '';
  if (argument.quote !== undefined) return `[${printQuoted(argument.text, argument.quote)}]`;
  const characters = [...charactersOf(argument.text)];
  const written = characters.join('');
  const fitsBare = characters.every((character) => typeof character === 'string') && BARE_ARGUMENT.test(written);
  return `[${fitsBare ? written : printQuoted(argument.text, '"')}]`;
}

/** What may stand in brackets without quotes: neither blank at its ends nor a bracket nor a quote inside. */
const BARE_ARGUMENT = /^(?![ \t-\r])[^[\]"']+(?<![ \t-\r])$/;

/** What ends a value without quotes, or would be read as an escape. */
const BARE_VALUE_SPECIAL = /[ \t-\r()\\]/;
const BARE_ITEM_SPECIAL = /[ \t-\r(),\\]/;
/** What cannot begin a value without quotes. */
const BARE_FIRST_SPECIAL = /["'=]/;

function printValue({ text, quote }: Value, special: RegExp): string {
  if (quote !== undefined || text === '') return printQuoted(text, quote ?? '"');
  let printed = '';
  for (const character of charactersOf(text)) {
    const first = printed === '' && typeof character === 'string' && BARE_FIRST_SPECIAL.test(character);
    if (character === '\\') printed += '\\\\';
    else
      printed +=
        first || typeof character === 'number' || special.test(character) || isUnprintable(character) ? bytesOf(character) : character;
  }
  return printed;
}

const QUOTED_ESCAPES: Readonly<Record<string, string>> = { '\b': '\\b', '\f': '\\f', '\n': '\\n', '\r': '\\r', '\t': '\\t', '\\': '\\\\' };

function printQuoted(text: string, quote: Quote): string {
  let printed = '';
  for (const character of charactersOf(text)) {
    if (character === quote) printed += `\\${quote}`;
    else if (typeof character === 'number') printed += bytesOf(character);
    else printed += QUOTED_ESCAPES[character] ?? (isUnprintable(character) ? bytesOf(character) : character);
  }
  return quote + printed + quote;
}

/** A character or a byte as `\xHH`, one for every byte of it. */
function bytesOf(character: string | number): string {
  const bytes = typeof character === 'number' ? [character] : [...Buffer.from(character, 'utf8')];
  return bytes.map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
}
