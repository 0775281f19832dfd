import { expect, it } from 'vitest';
import { contextOf } from '../support/event-context.ts';
import { bindWritten } from '../support/field-values.ts';

it('a counter counts how often it is asked, each reader for itself', () => {
  const [first, second] = [bindWritten('util.cnt').extract, bindWritten('util.cnt').extract];
  expect([first(contextOf()), first(contextOf()), second(contextOf())]).toEqual([1, 2, 1]);
});
