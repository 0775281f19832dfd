import { describe, expect, test } from 'vitest';
import { type FilterSyntaxError, NESTING_MAX, parseFilter } from '../../../grammar/index.ts';
import { errorOf } from '../support.ts';

const repeated = (piece: string, times: number): string => piece.repeat(times);

describe('nesting', () => {
  test('the limit is 100', () => {
    expect(NESTING_MAX).toBe(100);
  });

  test.each([
    ['parentheses', (depth: number) => `${repeated('(', depth)}a.b=1${repeated(')', depth)}`],
    ['not', (depth: number) => `${repeated('not ', depth)}a.b=1`],
    ['not with parentheses', (depth: number) => `${repeated('not(', depth / 2)}a.b=1${repeated(')', depth / 2)}`],
    ['transformers on the left', (depth: number) => `${repeated('tolower(', depth)}a.b${repeated(')', depth)} = x`],
    ['transformers on the right', (depth: number) => `a.b = ${repeated('tolower(', depth)}c.d${repeated(')', depth)}`],
    ['groups and transformers together', (depth: number) => mixed(depth)],
  ])('%s may stand 100 deep and no deeper', (_, make) => {
    expect(() => parseFilter(make(NESTING_MAX))).not.toThrow();
    const error = errorOf(() => parseFilter(make(NESTING_MAX + 2))) as FilterSyntaxError;
    expect(error.kind).toBe('nesting');
    expect(error.message).toBe('nested more than 100 deep');
  });

  test('it points at what goes too deep', () => {
    expect(errorOf(() => parseFilter(`${repeated('(', 101)}a.b=1`))).toMatchObject({ start: 100, end: 101 });
    expect(errorOf(() => parseFilter(`${repeated('not ', 101)}a.b=1`))).toMatchObject({ start: 400, end: 403 });
    expect(errorOf(() => parseFilter(`${repeated('len(', 101)}a.b`))).toMatchObject({ start: 400, end: 403 });
  });

  test('what stands side by side is not deep', () => {
    expect(() => parseFilter(`${repeated('(not (a.b=1)) and ', 500)}len(a.b)=1`)).not.toThrow();
  });

  test.each(['(', 'not ', 'not(', 'tolower(', 'a.b=tolower(', 'join("x",(tolower(', 'a.b in (', ')', 'a.b[', '"', 'a.b=1 and ('])(
    'a hundred thousand times "%s" is refused at once, not by an overflow',
    (piece) => {
      const started = performance.now();
      expect(() => parseFilter(repeated(piece, 100_000))).toThrow(expect.objectContaining({ name: 'FilterSyntaxError' }));
      expect(performance.now() - started).toBeLessThan(5_000);
    },
  );

  function mixed(depth: number): string {
    const inside = depth / 2;
    return `${repeated('(', depth - inside)}${repeated('tolower(', inside)}a.b${repeated(')', inside)}=x${repeated(')', depth - inside)}`;
  }
});
