import { GrammarError, parseFilter, renderCaret } from '../../grammar/index.ts';

/** A tree without the places it was read from, to compare what two texts mean. */
export function meaningOf(tree: unknown): unknown {
  if (Array.isArray(tree)) return tree.map(meaningOf);
  if (tree === null || typeof tree !== 'object') return tree;
  const kept = Object.entries(tree).filter(([key]) => key !== 'start' && key !== 'end' && key !== 'nameRange');
  return Object.fromEntries(kept.map(([key, value]) => [key, meaningOf(value)]));
}

/** A filter with every condition in parentheses of its own, to see how it was grouped. */
export function grouping(text: string): string {
  const show = (tree: ReturnType<typeof parseFilter>): string => {
    if (tree.kind === 'or' || tree.kind === 'and') return `(${tree.operands.map(show).join(` ${tree.kind} `)})`;
    if (tree.kind === 'not') return `(not ${show(tree.operand)})`;
    return tree.left.kind === 'field' ? tree.left.name : tree.left.name;
  };
  return show(parseFilter(text));
}

/** The error a parse ends with. */
export function errorOf(parse: () => unknown): GrammarError {
  try {
    parse();
  } catch (error) {
    if (error instanceof GrammarError) return error;
    throw error;
  }
  throw new Error('the text was taken');
}

/** An error as a user sees it: message, the place, the hint. */
export function report(parse: () => unknown): string {
  const error = errorOf(parse);
  const { source, marks } = renderCaret(error.text, error.start, error.end);
  return [error.message, `  ${source}`, `  ${marks}`, ...(error.hint === undefined ? [] : [`hint: ${error.hint}`])].join('\n');
}

/** The same pseudo-random numbers at every run (mulberry32). */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** A whole number from 0 to `limit` - 1. */
  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  }

  chance(outOf: number): boolean {
    return this.below(outOf) === 0;
  }

  oneOf<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)]!;
  }

  many<T>(min: number, max: number, make: () => T): T[] {
    return Array.from({ length: min + this.below(max - min + 1) }, make);
  }
}
