import { skipBlanks } from '../blank.ts';
import { behindArgument, isQuote, readArgument, readQuoted, unescapeBare } from '../constant.ts';
import type { ArgumentList, Field, FieldArgument, Transformer, TransformerArgument, TransformerName, Value } from '../filter/ast.ts';
import { checkTransformer, type TransformerPlace } from '../filter/transformer.ts';
import { freeTransformerNames, isTransformer, transformers } from '../filter/vocabulary.ts';
import { NESTING_MAX } from '../limits.ts';
import { type Problem, problem } from '../problem.ts';
import { quoted } from '../show.ts';
import { numberAt, wordAt } from '../word.ts';
import { type FormatErrorKind, FormatSyntaxError } from './error.ts';
import type { FieldNames } from './fields.ts';

/** Reads a transformer whose name begins at `start`; the same forms as in a filter. */
export function parseFormatTransformer(text: string, start: number, fields: FieldNames): Transformer {
  return new TransformerReader(text, start, fields).readTransformer('format');
}

/** Reads from left to right, one step a method; fails by throwing. */
class TransformerReader {
  readonly #text: string;
  readonly #fields: FieldNames;
  #at: number;
  #depth = 0;

  constructor(text: string, start: number, fields: FieldNames) {
    this.#text = text;
    this.#at = start;
    this.#fields = fields;
  }

  /** The caller has seen a transformer's name and `(` directly behind it. */
  readTransformer(place: TransformerPlace): Transformer {
    const start = this.#at;
    const name = wordAt(this.#text, start) as TransformerName;
    const nameRange = { start, end: start + name.length };
    if (++this.#depth > NESTING_MAX) this.#fail(problem(start, nameRange.end, `nested more than ${NESTING_MAX} deep`), 'nesting');
    this.#at = nameRange.end + 1;
    const given: TransformerArgument[] = [];
    do given.push(this.#readArgument(name));
    while (this.#goesOn(name, nameRange.end));
    const index = this.#readBrackets();
    this.#depth--;
    const node: Transformer = { kind: 'transformer', name, nameRange, arguments: given, index, start, end: this.#at };
    const wrong = checkTransformer(node, place);
    if (wrong !== undefined) this.#fail(wrong);
    return node;
  }

  #readArgument(name: TransformerName): TransformerArgument {
    this.#at = skipBlanks(this.#text, this.#at);
    return this.#text[this.#at] === '(' ? this.#readList(name) : this.#readItem(name);
  }

  #readList(name: TransformerName): ArgumentList {
    const start = this.#at;
    const items: (Field | Transformer | Value)[] = [];
    this.#at = skipBlanks(this.#text, start + 1);
    if (this.#text[this.#at] === ')') {
      this.#at++;
    } else {
      do items.push(this.#readItem(name));
      while (this.#goesOn(name, start));
    }
    return { kind: 'arguments', items, start, end: this.#at };
  }

  #readItem(name: TransformerName): Field | Transformer | Value {
    this.#at = skipBlanks(this.#text, this.#at);
    const start = this.#at;
    if (isQuote(this.#text[start])) {
      const read = readQuoted(this.#text, start);
      if (read.problem !== undefined) this.#fail(read.problem);
      else {
        this.#at = read.constant.end;
        return { kind: 'value', ...read.constant };
      }
    }
    const number = numberAt(this.#text, start);
    if (number !== undefined) {
      this.#at += number.length;
      return { kind: 'value', text: unescapeBare(number), quote: undefined, start, end: this.#at };
    }
    const word = wordAt(this.#text, start);
    if (word === undefined) this.#fail(this.#expected(`expected an argument of '${name}'`, name));
    return this.#text[start + word.length] === '(' ? this.#readNested(word) : this.#readField(word);
  }

  #readNested(word: string): Transformer {
    if (isTransformer(word)) return this.readTransformer('inside');
    const hint = `transformers: ${freeTransformerNames.join(' ')}`;
    return this.#fail(problem(this.#at, this.#at + word.length, `unknown transformer ${quoted(word)}`, hint));
  }

  #readField(word: string): Field {
    const nameRange = { start: this.#at, end: this.#at + word.length };
    if (this.#fields.matchField(this.#text, this.#at) !== word.length) {
      this.#fail(problem(nameRange.start, nameRange.end, `unknown field ${quoted(word)}`), 'unknown-field');
    }
    this.#at = nameRange.end;
    const argument = this.#readBrackets();
    return { kind: 'field', name: word, nameRange, argument, start: nameRange.start, end: this.#at };
  }

  #readBrackets(): FieldArgument | undefined {
    if (this.#text[this.#at] !== '[') return undefined;
    const read = readArgument(this.#text, this.#at);
    if (read.problem !== undefined) return this.#fail(read.problem);
    this.#at = behindArgument(this.#text, read.constant);
    return { kind: 'argument', ...read.constant };
  }

  /** Steps over `,` or `)` and tells whether it was a comma; `open` is where the parenthesis stands. */
  #goesOn(name: TransformerName, open: number): boolean {
    this.#at = skipBlanks(this.#text, this.#at);
    const sign = this.#text[this.#at];
    if (sign === undefined) return this.#fail(problem(open, open + 1, "unclosed '('", "end it with ')'"));
    if (sign !== ',' && sign !== ')') return this.#fail(this.#expected(`expected ',' or ')' in the arguments of '${name}'`, name));
    this.#at++;
    return sign === ',';
  }

  #expected(message: string, name: TransformerName): Problem {
    const start = this.#at;
    if (start >= this.#text.length) return problem(start, start, message, `write %${transformers[name].usage}`);
    const found = wordAt(this.#text, start) ?? this.#text[start]!;
    return problem(start, start + found.length, `${message}, found ${quoted(found)}`, `write %${transformers[name].usage}`);
  }

  #fail(found: Problem, kind: FormatErrorKind = 'syntax'): never {
    throw new FormatSyntaxError(this.#text, found, kind);
  }
}
