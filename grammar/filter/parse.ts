import { skipBlanks } from '../blank.ts';
import { problem } from '../problem.ts';
import type { Expression } from './ast.ts';
import { FilterSyntaxError } from './error.ts';
import { explain } from './explain.ts';
import { filterParser } from './parser.ts';
import { scanFilter } from './scan.ts';

/**
 * Reads a filter.
 *
 * @throws FilterSyntaxError, its kind `empty` where the text holds nothing but blanks
 */
export function parseFilter(text: string): Expression {
  if (skipBlanks(text, 0) === text.length) {
    throw new FilterSyntaxError(text, problem(text.length, text.length, 'the filter is empty'), 'empty');
  }
  const tokens = scanFilter(text);
  const parser = filterParser();
  const parsed = parser.parse(text, tokens);
  if (parsed === undefined) throw new FilterSyntaxError(text, explain(text, tokens, parser.rules));
  return parsed;
}
