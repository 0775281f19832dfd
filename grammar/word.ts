/** A run of characters that is one word wherever operators, commas and parentheses may follow without a blank. */
const WORD = /[^ \t-\r()[\],"'=<>!]+/y;

/** A number among a transformer's arguments: decimal with fraction and exponent, or hexadecimal, and nothing behind it. */
const NUMBER = /(?:0[xX][0-9a-fA-F]+|[+-]?[0-9]+(?:\.[0-9]*)?(?:[eE][+-][0-9]+)?)(?=[ \t-\r,()]|$)/y;

/** What a sticky pattern finds exactly at an offset. */
export function matchAt(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/** The word that begins at an offset. */
export function wordAt(text: string, at: number): string | undefined {
  return matchAt(WORD, text, at);
}

/** The number that begins at an offset. */
export function numberAt(text: string, at: number): string | undefined {
  return matchAt(NUMBER, text, at);
}
