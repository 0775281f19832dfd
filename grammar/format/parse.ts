import { behindArgument, readArgument } from '../constant.ts';
import { toEngineText } from '../engine-text.ts';
import type { FieldArgument } from '../filter/ast.ts';
import { freeTransformerNames, isTransformer } from '../filter/vocabulary.ts';
import { FIELD_WIDTH_MAX } from '../limits.ts';
import { problem } from '../problem.ts';
import { quoted } from '../show.ts';
import { matchAt } from '../word.ts';
import type { Format, FormatField, FormatToken, FormatTransformer } from './ast.ts';
import { FormatSyntaxError } from './error.ts';
import type { FieldNames } from './fields.ts';
import { parseFormatTransformer } from './transformer.ts';

const WIDTH = /[0-9]+/y;
/** What was meant as a field's name, for messages. */
const NAME = /[A-Za-z_][A-Za-z0-9_.]*/y;

/** The escapes of a format; any other backslash is printed as it stands, with what follows it. */
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', e: '\x1b', '\\': '\\' };

/**
 * Reads an output format such as `*%evt.num %12proc.name\n`.
 *
 * @throws FormatSyntaxError
 */
export function parseFormat(text: string, fields: FieldNames): Format {
  if (text === '') throw new FormatSyntaxError(text, problem(0, 0, 'the output format is empty'), 'empty');
  const printsMissing = text.startsWith('*');
  const tokens: FormatToken[] = [];
  for (let at = printsMissing ? 1 : 0; at < text.length; ) {
    const token = text[at] === '%' ? parseField(text, at, fields) : parseLiteral(text, at);
    tokens.push(token);
    at = token.end;
  }
  return { printsMissing, tokens };
}

/** Text up to the next `%`, its escapes resolved. */
function parseLiteral(text: string, start: number): FormatToken {
  let meaning = '';
  let plainFrom = start;
  let at = start;
  while (at < text.length && text[at] !== '%') {
    if (text[at] !== '\\') {
      at++;
      continue;
    }
    if (at + 1 === text.length) {
      throw new FormatSyntaxError(text, problem(at, at + 1, "an output format cannot end with '\\'", "write '\\\\' to print a backslash"));
    }
    const replacement = ESCAPES[text[at + 1]!];
    if (replacement !== undefined) {
      meaning += toEngineText(text.slice(plainFrom, at)) + replacement;
      plainFrom = at + 2;
    }
    // A '%' behind a backslash begins a field all the same.
    at += replacement === undefined ? 1 : 2;
  }
  return { kind: 'literal', text: meaning + toEngineText(text.slice(plainFrom, at)), start, end: at };
}

/** `%`, a width perhaps, and a field or a transformer. */
function parseField(text: string, start: number, fields: FieldNames): FormatField | FormatTransformer {
  const digits = matchAt(WIDTH, text, start + 1) ?? '';
  const name = start + 1 + digits.length;
  if (name === text.length) {
    const what = digits === '' ? "'%'" : 'a field width';
    throw new FormatSyntaxError(text, problem(start, text.length, `an output format cannot end with ${what}`, 'write a field behind it'));
  }
  const width = parseWidth(text, start + 1, digits);
  const word = matchAt(NAME, text, name) ?? '';
  if (isTransformer(word) && text[name + word.length] === '(') {
    const transformer = parseFormatTransformer(text, name, fields);
    return { kind: 'transformer', transformer, width, start, end: transformer.end };
  }
  const length = fields.matchField(text, name);
  if (length <= 0) throw unknownField(text, start, name, word);
  const nameRange = { start: name, end: name + length };
  const written = text.slice(nameRange.start, nameRange.end);
  const argument =
    text[nameRange.end] === '[' && fields.takesArgument?.(written) !== false ? parseArgument(text, nameRange.end) : undefined;
  const end = argument === undefined ? nameRange.end : behindArgument(text, argument);
  return { kind: 'field', name: written, nameRange, argument, width, start, end };
}

/** 0 is no width, as in sysdig. */
function parseWidth(text: string, start: number, digits: string): number | undefined {
  const width = Number(digits);
  if (width > FIELD_WIDTH_MAX) {
    throw new FormatSyntaxError(text, problem(start, start + digits.length, `a field is at most ${FIELD_WIDTH_MAX} columns wide`));
  }
  return width === 0 ? undefined : width;
}

/** Reads the argument whose `[` stands at an offset. */
function parseArgument(text: string, open: number): FieldArgument {
  const read = readArgument(text, open);
  if (read.problem !== undefined) throw new FormatSyntaxError(text, read.problem);
  return { kind: 'argument', ...read.constant };
}

function unknownField(text: string, start: number, name: number, word: string): FormatSyntaxError {
  const end = name + word.length;
  if (word === '') {
    const found = String.fromCodePoint(text.codePointAt(name)!);
    const message = `expected a field behind ${quoted(text.slice(start, name))}, found ${quoted(found)}`;
    return new FormatSyntaxError(text, problem(start, name + found.length, message));
  }
  const hint = text[end] === '(' ? `transformers: ${freeTransformerNames.join(' ')}` : undefined;
  return new FormatSyntaxError(text, problem(name, end, `unknown field ${quoted(word)}`, hint), 'unknown-field');
}
