import type { SourceRange } from './range.ts';

/** What is wrong at a place of a text; becomes the error of the language it was found in. */
export interface Problem extends SourceRange {
  readonly message: string;
  readonly hint: string | undefined;
}

/** A problem without or with a hint. */
export function problem(start: number, end: number, message: string, hint?: string): Problem {
  return { start, end, message, hint };
}
