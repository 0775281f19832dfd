import type { TokenType } from 'chevrotain';
import { skipBlanks } from '../blank.ts';
import { type Constant, isQuote, type ReadConstant, readArgument, readQuoted, unescapeBare } from '../constant.ts';
import { type Problem, problem } from '../problem.ts';
import { quoted } from '../show.ts';
import { matchAt, numberAt, wordAt } from '../word.ts';
import {
  And,
  Argument,
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
  OpenBracket,
  OpenParen,
  Or,
  TransformerWord,
  Unexpected,
  ValueOperator,
} from './token.ts';
import { freeTransformerNames, isListOperator, isModifier, isTextOperator, isTransformer } from './vocabulary.ts';

/** What the words at a place are read as. */
type Context = 'condition' | 'operator' | 'value' | 'list' | 'transformer' | 'connective';

/** What an open parenthesis holds. */
type Enclosure = 'group' | 'list' | 'transformer' | 'items';

/** A value without quotes: only a blank and a parenthesis end it, so it may hold operator signs and commas. */
const BARE_VALUE = /[^ \t-\r()]+/y;
/** The same inside a list, where commas separate. */
const BARE_ITEM = /[^ \t-\r(),]+/y;
const SYMBOL_OPERATOR = /==|!=|<=|>=|=|<|>/y;

/**
 * Cuts a filter into tokens; the last one may be `Unexpected`, after which nothing is read. Linear in the text's
 * length whatever the text holds.
 */
export function scanFilter(text: string): FilterToken[] {
  return new Scanner(text).scan();
}

/** Reads left to right and remembers only which parentheses are open and what may come next. */
class Scanner {
  readonly #text: string;
  readonly #tokens: FilterToken[] = [];
  readonly #open: Enclosure[] = [];
  #at = 0;
  #context: Context = 'condition';
  /** Where an outermost transformer leads when it closes. */
  #afterTransformer: Context = 'operator';
  #stopped = false;

  constructor(text: string) {
    this.#text = text;
  }

  scan(): FilterToken[] {
    while (!this.#stopped) {
      this.#at = skipBlanks(this.#text, this.#at);
      if (this.#at >= this.#text.length) break;
      this.#scanToken(this.#text[this.#at]!);
    }
    return this.#tokens;
  }

  #scanToken(first: string): void {
    if (first === '(') this.#openParen();
    else if (first === ')') this.#closeParen();
    else if (this.#context === 'condition') this.#scanCondition();
    else if (this.#context === 'operator') this.#scanOperator();
    else if (this.#context === 'value') this.#scanValue(first);
    else if (this.#context === 'list') this.#scanItem(first);
    else if (this.#context === 'transformer') this.#scanTransformerArgument(first);
    else this.#scanConnective();
  }

  #openParen(): void {
    const last = this.#tokens.at(-1)?.tokenType;
    const enclosure = this.#enclosureAfter(last);
    this.#open.push(enclosure);
    this.#push(OpenParen, this.#at + 1);
    this.#context = enclosure === 'group' ? 'condition' : enclosure === 'list' ? 'list' : 'transformer';
  }

  #enclosureAfter(last: TokenType | undefined): Enclosure {
    if (last === TransformerWord) return 'transformer';
    if (this.#context === 'transformer') return 'items';
    return this.#context === 'value' || this.#context === 'list' ? 'list' : 'group';
  }

  #closeParen(): void {
    const closed = this.#open.pop();
    this.#push(CloseParen, this.#at + 1);
    const outside = this.#open.at(-1);
    if (outside === 'transformer' || outside === 'items') this.#context = 'transformer';
    else this.#context = closed === 'transformer' ? this.#afterTransformer : 'connective';
    if (closed === 'transformer') this.#scanArgument();
  }

  /** Where a condition may begin: `not`, a transformer, a field. */
  #scanCondition(): void {
    const word = this.#word();
    if (word === undefined) this.#unexpected();
    else if (!this.#pushKeyword(word)) {
      this.#afterTransformer = 'operator';
      this.#pushFieldOrTransformer(word);
      this.#context = 'operator';
    }
  }

  #scanOperator(): void {
    const symbol = this.#match(SYMBOL_OPERATOR);
    const word = this.#word();
    if (symbol !== undefined) {
      this.#push(ValueOperator, this.#at + symbol.length);
      this.#context = 'value';
    } else if (word !== undefined && this.#pushOperatorWord(word)) {
      this.#context = word === 'exists' ? 'connective' : 'value';
    } else if (word === undefined || !this.#pushKeyword(word)) {
      this.#unexpected();
    }
  }

  #scanValue(first: string): void {
    const word = this.#word() ?? '';
    const behind = this.#at + word.length;
    this.#context = 'connective';
    if (isQuote(first)) {
      this.#pushConstant(readQuoted(this.#text, this.#at));
    } else if (this.#text[behind] === '(' && isTransformer(word)) {
      this.#afterTransformer = 'connective';
      this.#push(TransformerWord, behind);
    } else if (isModifier(word) && this.#text[skipBlanks(this.#text, behind)] === '(') {
      this.#push(Modifier, behind);
      this.#context = 'value';
    } else if (first === '=') {
      this.#unexpected("a value that begins with '=' needs quotes");
    } else {
      this.#pushBare(this.#match(BARE_VALUE)!);
    }
  }

  #scanItem(first: string): void {
    if (first === ',') this.#push(Comma, this.#at + 1);
    else if (isQuote(first)) this.#pushConstant(readQuoted(this.#text, this.#at));
    else this.#pushBare(this.#match(BARE_ITEM)!);
  }

  #scanTransformerArgument(first: string): void {
    const number = numberAt(this.#text, this.#at);
    const word = this.#word();
    if (first === ',') this.#push(Comma, this.#at + 1);
    else if (isQuote(first)) this.#pushConstant(readQuoted(this.#text, this.#at));
    else if (number !== undefined) this.#pushBare(number);
    else if (word !== undefined) this.#pushFieldOrTransformer(word);
    else this.#unexpected();
  }

  #scanConnective(): void {
    const word = this.#word();
    if (word === undefined || !this.#pushKeyword(word)) this.#unexpected();
  }

  /** Pushes `and`, `or`, `not` and operator words; the grammar says whether one may stand here. */
  #pushKeyword(word: string): boolean {
    if (this.#text[this.#at + word.length] === '(' && isTransformer(word)) return false;
    if (word === 'and' || word === 'or') {
      this.#push(word === 'and' ? And : Or, this.#at + word.length);
      this.#context = 'condition';
      return true;
    }
    if (word === 'not') {
      this.#push(Not, this.#at + word.length);
      return true;
    }
    return this.#context === 'condition' && this.#pushOperatorWord(word);
  }

  #pushOperatorWord(word: string): boolean {
    const type = word === 'exists' ? Exists : isTextOperator(word) ? ValueOperator : isListOperator(word) ? ListOperatorWord : undefined;
    if (type === undefined) return false;
    this.#push(type, this.#at + word.length);
    return true;
  }

  #pushFieldOrTransformer(word: string): void {
    const end = this.#at + word.length;
    if (this.#text[end] !== '(') {
      this.#push(FieldName, end);
      this.#scanArgument();
    } else if (isTransformer(word)) {
      this.#push(TransformerWord, end);
    } else {
      this.#pushProblem(problem(this.#at, end, `unknown transformer ${quoted(word)}`, `transformers: ${freeTransformerNames.join(' ')}`));
    }
  }

  /** Reads `[argument]` where it follows directly. */
  #scanArgument(): void {
    const open = this.#at;
    if (this.#text[open] !== '[') return;
    const read = readArgument(this.#text, open);
    this.#push(OpenBracket, open + 1);
    if (read.problem !== undefined) {
      this.#pushProblem(read.problem);
      return;
    }
    this.#at = read.constant.start;
    this.#push(Argument, read.constant.end, read.constant);
    this.#at = skipBlanks(this.#text, this.#at);
    this.#push(CloseBracket, this.#at + 1);
  }

  #pushConstant(read: ReadConstant): void {
    if (read.problem === undefined) this.#push(Constants, read.constant.end, read.constant);
    else this.#pushProblem(read.problem);
  }

  #pushBare(written: string): void {
    const start = this.#at;
    const end = start + written.length;
    this.#push(Constants, end, { text: unescapeBare(written), quote: undefined, start, end });
  }

  /** Nothing behind a problem can be read with sense, so its token takes the rest of the text. */
  #pushProblem(found: Problem): void {
    this.#push(Unexpected, this.#text.length, undefined, found);
  }

  #unexpected(hint?: string): void {
    const start = this.#at;
    const end = this.#strayEnd();
    this.#push(Unexpected, end, undefined, hint === undefined ? undefined : problem(start, end, '', hint));
  }

  /** Where something that fits nowhere ends, so that a message can name it. */
  #strayEnd(): number {
    const first = this.#text[this.#at];
    if (isQuote(first)) return readQuoted(this.#text, this.#at).constant?.end ?? this.#at + 1;
    if (first === ',' || first === '[' || first === ']') return this.#at + 1;
    return this.#at + (this.#word() ?? this.#match(BARE_VALUE)!).length;
  }

  #push(tokenType: TokenType, end: number, constant?: Constant, found?: Problem): void {
    const start = this.#at;
    this.#tokens.push({
      image: this.#text.slice(start, end),
      startOffset: start,
      endOffset: end - 1,
      end,
      tokenType,
      tokenTypeIdx: tokenType.tokenTypeIdx!,
      constant,
      problem: found,
    });
    this.#at = end;
    if (tokenType === Unexpected) this.#stopped = true;
  }

  #word(): string | undefined {
    return wordAt(this.#text, this.#at);
  }

  #match(pattern: RegExp): string | undefined {
    return matchAt(pattern, this.#text, this.#at);
  }
}
