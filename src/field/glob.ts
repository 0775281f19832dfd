/**
 * Shell patterns as `fnmatch(3)` without flags reads them: `*` any bytes, also none and also `/`; `?` one byte;
 * `[a-z]`, `[!a-z]`, `[^a-z]`, `[[:digit:]]` one byte of a set; `\` takes the next character as it stands.
 *
 * A pattern is compiled to steps and matched greedily with one point of return, the last `*`: at most
 * pattern x text steps, never exponential.
 */

const ANY_BYTES = -1;
const ANY_BYTE = -2;

/** A step: a byte, {@link ANY_BYTE}, {@link ANY_BYTES}, or the bytes of a bracket set. */
type Step = number | Uint8Array;

export type TextTest = (text: string) => boolean;

/** Compiles a pattern; `foldCase` makes ASCII letters match in both cases. */
export function compileGlob(pattern: string, foldCase = false): TextTest {
  const steps = parseGlob(foldCase ? foldAscii(pattern) : pattern, foldCase);
  const match: TextTest = (text) => matches(steps, text);
  return foldCase ? (text) => match(foldAscii(text)) : match;
}

/** ASCII letters in lower case; no other byte changes, whatever the locale. */
export function foldAscii(text: string): string {
  return /[A-Z]/.test(text) ? text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) : text;
}

function matches(steps: readonly Step[], text: string): boolean {
  let at = 0;
  let step = 0;
  let starStep = -1;
  let starAt = 0;
  while (at < text.length) {
    const current = steps[step];
    if (current === ANY_BYTES) {
      starStep = step++;
      starAt = at;
    } else if (current !== undefined && accepts(current, text.charCodeAt(at))) {
      at++;
      step++;
    } else if (starStep >= 0) {
      step = starStep + 1;
      at = ++starAt;
    } else {
      return false;
    }
  }
  while (steps[step] === ANY_BYTES) step++;
  return step === steps.length;
}

function accepts(step: Step, byte: number): boolean {
  if (typeof step === 'number') return step === byte || step === ANY_BYTE;
  return step[byte] === 1;
}

function parseGlob(pattern: string, foldCase: boolean): Step[] {
  const steps: Step[] = [];
  for (let at = 0; at < pattern.length; ) {
    const character = pattern[at];
    if (character === '*') {
      if (steps.at(-1) !== ANY_BYTES) steps.push(ANY_BYTES);
      at++;
    } else if (character === '?') {
      steps.push(ANY_BYTE);
      at++;
    } else if (character === '[') {
      const set = parseSet(pattern, at, foldCase);
      // An opening bracket without its closing one stands for itself.
      steps.push(set === undefined ? 0x5b : set.members);
      at = set === undefined ? at + 1 : set.end;
    } else if (character === '\\' && at + 1 < pattern.length) {
      steps.push(pattern.charCodeAt(at + 1));
      at += 2;
    } else if (character === '\\') {
      // A pattern that ends in a lone backslash matches nothing.
      steps.push(new Uint8Array(256));
      at++;
    } else {
      steps.push(pattern.charCodeAt(at));
      at++;
    }
  }
  return steps;
}

const CHARACTER_CLASSES: Readonly<Record<string, RegExp>> = {
  alnum: /[0-9A-Za-z]/,
  alpha: /[A-Za-z]/,
  blank: /[ \t]/,
  cntrl: /[\x00-\x1f\x7f]/,
  digit: /[0-9]/,
  graph: /[\x21-\x7e]/,
  lower: /[a-z]/,
  print: /[\x20-\x7e]/,
  punct: /[!-/:-@[-`{-~]/,
  space: /[ \t\n\v\f\r]/,
  upper: /[A-Z]/,
  xdigit: /[0-9A-Fa-f]/,
};

/** Reads the set that begins at `open`; undefined where it is never closed. */
function parseSet(pattern: string, open: number, foldCase: boolean): { members: Uint8Array; end: number } | undefined {
  let at = open + 1;
  const negated = pattern[at] === '!' || pattern[at] === '^';
  if (negated) at++;
  const members = new Uint8Array(256);
  for (let first = true; ; first = false) {
    if (at >= pattern.length) return undefined;
    if (pattern[at] === ']' && !first) break;
    const named = /^\[:([a-z]+):\]/.exec(pattern.slice(at, at + 16));
    if (named !== null) {
      const wanted = CHARACTER_CLASSES[named[1]!];
      for (let byte = 0; byte < 256 && wanted !== undefined; byte++) {
        if (wanted.test(String.fromCharCode(byte))) members[foldCase ? foldByte(byte) : byte] = 1;
      }
      at += named[0].length;
      continue;
    }
    const from = setMember(pattern, at);
    if (from === undefined) return undefined;
    at = from.end;
    let to = from.byte;
    if (pattern[at] === '-' && at + 1 < pattern.length && pattern[at + 1] !== ']') {
      const last = setMember(pattern, at + 1);
      if (last === undefined) return undefined;
      to = last.byte;
      at = last.end;
    }
    for (let byte = from.byte; byte <= to; byte++) members[foldCase ? foldByte(byte) : byte] = 1;
  }
  if (negated) for (let byte = 0; byte < 256; byte++) members[byte] = members[byte] === 1 ? 0 : 1;
  return { members, end: at + 1 };
}

function setMember(pattern: string, at: number): { byte: number; end: number } | undefined {
  const start = pattern[at] === '\\' ? at + 1 : at;
  return start < pattern.length ? { byte: pattern.charCodeAt(start), end: start + 1 } : undefined;
}

function foldByte(byte: number): number {
  return byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte;
}
