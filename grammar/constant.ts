import { isBlank, skipBlanks } from './blank.ts';
import { toEngineText } from './engine-text.ts';
import type { Quote } from './filter/ast.ts';
import { type Problem, problem } from './problem.ts';
import { quoted } from './show.ts';

/** A constant read from a text: what it means and where it ended. */
export interface Constant {
  /** Engine text, unescaped. */
  readonly text: string;
  readonly quote: Quote | undefined;
  /** Where the written form begins and, exclusive, ends; with its quotes. */
  readonly start: number;
  readonly end: number;
}

export type ReadConstant =
  | { readonly constant: Constant; readonly problem: undefined }
  | { readonly constant: undefined; readonly problem: Problem };

const HEX_PAIR = /^[0-9a-fA-F]{2}$/;

/** Escapes that stand for one fixed character. Others than these and `\xHH` are kept as written, backslash and all. */
const ESCAPES: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  '\\': '\\',
  '/': '/',
  '"': '"',
  "'": "'",
};

export function isQuote(character: string | undefined): character is Quote {
  return character === '"' || character === "'";
}

/** Reads a quoted constant that begins at `start`, where a quote must stand. The same quote ends it. */
export function readQuoted(text: string, start: number): ReadConstant {
  const quote = text[start] as Quote;
  let meaning = '';
  let plainFrom = start + 1;
  for (let at = start + 1; at < text.length; at++) {
    const character = text[at];
    if (character === quote) {
      meaning += toEngineText(text.slice(plainFrom, at));
      return { constant: { text: meaning, quote, start, end: at + 1 }, problem: undefined };
    }
    if (character !== '\\' || at + 1 >= text.length) continue;
    const escaped = text[at + 1]!;
    const replacement = escaped === 'x' ? hexByte(text, at + 2) : ESCAPES[escaped];
    if (replacement === undefined && escaped === 'x') {
      const end = Math.min(at + 4, text.length);
      return { constant: undefined, problem: badHexEscape(text, at, end) };
    }
    if (replacement !== undefined) {
      meaning += toEngineText(text.slice(plainFrom, at)) + replacement;
      plainFrom = at + (escaped === 'x' ? 4 : 2);
    }
    at += escaped === 'x' ? 3 : 1;
  }
  return { constant: undefined, problem: problem(start, start + 1, `unclosed ${quote}`, `end the text with another ${quote}`) };
}

/**
 * What a constant without quotes means. Only `\\`, `\"` and `\xHH` are escapes here, as in sysdig 0.29.3; any other
 * backslash stands for itself.
 */
export function unescapeBare(written: string): string {
  if (!written.includes('\\')) return toEngineText(written);
  let meaning = '';
  let plainFrom = 0;
  for (let at = 0; at + 1 < written.length; at++) {
    if (written[at] !== '\\') continue;
    const escaped = written[at + 1]!;
    const replacement = escaped === 'x' ? hexByte(written, at + 2) : escaped === '\\' || escaped === '"' ? escaped : undefined;
    if (replacement !== undefined) {
      meaning += toEngineText(written.slice(plainFrom, at)) + replacement;
      plainFrom = at + (escaped === 'x' ? 4 : 2);
      at = plainFrom - 1;
    } else {
      at += 1;
    }
  }
  return meaning + toEngineText(written.slice(plainFrom));
}

/**
 * Reads what stands in brackets behind a name; `open` is the offset of `[`. The constant ends before `]`, which may
 * follow blanks. Without quotes everything up to `]` belongs to it, but no quote and no other `[`.
 */
export function readArgument(text: string, open: number): ReadConstant {
  const start = skipBlanks(text, open + 1);
  if (isQuote(text[start])) {
    const read = readQuoted(text, start);
    if (read.problem !== undefined) return read;
    const close = skipBlanks(text, read.constant.end);
    if (text[close] === ']') return read;
    if (close >= text.length) return unclosedBracket(open);
    return { constant: undefined, problem: problem(close, close + 1, `expected ']', found ${quoted(text[close]!)}`) };
  }
  let close = start;
  while (close < text.length && text[close] !== ']') {
    if (text[close] === '[') return unclosedBracket(open);
    if (isQuote(text[close])) {
      return {
        constant: undefined,
        problem: problem(close, close + 1, `a quote inside an argument without quotes`, 'put the whole argument in quotes'),
      };
    }
    close++;
  }
  if (close >= text.length) return unclosedBracket(open);
  let end = close;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
  if (end === start) return { constant: undefined, problem: problem(open, close + 1, "expected an argument between '[' and ']'") };
  return { constant: { text: toEngineText(text.slice(start, end)), quote: undefined, start, end }, problem: undefined };
}

/** The offset behind the `]` that closes an argument read by `readArgument`. */
export function behindArgument(text: string, argument: { readonly end: number }): number {
  return skipBlanks(text, argument.end) + 1;
}

function hexByte(text: string, at: number): string | undefined {
  const digits = text.slice(at, at + 2);
  return HEX_PAIR.test(digits) ? String.fromCharCode(Number.parseInt(digits, 16)) : undefined;
}

function badHexEscape(text: string, start: number, end: number): Problem {
  return problem(
    start,
    end,
    `${quoted(text.slice(start, end))} is no byte`,
    'write two hexadecimal digits, \\x1b, or \\\\x for a backslash and an x',
  );
}

function unclosedBracket(open: number): ReadConstant {
  return { constant: undefined, problem: problem(open, open + 1, "unclosed '['", "end the argument with ']'") };
}
