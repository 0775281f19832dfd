import { describe, expect, test } from 'vitest';
import { parseFilter } from '../../../grammar/index.ts';
import { grouping, meaningOf } from '../support.ts';

describe('conditions', () => {
  test.each([
    ['a.a exists', 'a.a'],
    ['a.a=1 or b.b=2 and c.c=3', '(a.a or (b.b and c.c))'],
    ['a.a=1 and b.b=2 or c.c=3', '((a.a and b.b) or c.c)'],
    ['a.a=1 and b.b=2 or c.c=3 and d.d=4', '((a.a and b.b) or (c.c and d.d))'],
    ['(a.a=1 or b.b=2) and c.c=3', '((a.a or b.b) and c.c)'],
    ['not a.a=1 and b.b=2', '((not a.a) and b.b)'],
    ['not a.a=1 or b.b=2', '((not a.a) or b.b)'],
    ['not (a.a=1 and b.b=2)', '(not (a.a and b.b))'],
    ['not(a.a=1)', '(not a.a)'],
    ['not not a.a=1', '(not (not a.a))'],
    ['not not(not a.a=1)', '(not (not (not a.a)))'],
    ['a.a=1 and not b.b=2', '(a.a and (not b.b))'],
    ['a.a=1 and not(b.b=2 or c.c=3)', '(a.a and (not (b.b or c.c)))'],
  ])('"%s" groups as %s', (text, grouped) => {
    expect(grouping(text)).toBe(grouped);
  });

  test('conditions side by side become one node, however many they are', () => {
    expect(grouping('a.a=1 or b.b=2 or c.c=3 or d.d=4')).toBe('(a.a or b.b or c.c or d.d)');
    expect(grouping('a.a=1 and b.b=2 and c.c=3')).toBe('(a.a and b.b and c.c)');
  });

  test('parentheses keep what they enclose together and leave no node themselves', () => {
    expect(grouping('(a.a=1 or b.b=2) or c.c=3')).toBe('((a.a or b.b) or c.c)');
    expect(grouping('a.a=1 and (b.b=2 and c.c=3)')).toBe('(a.a and (b.b and c.c))');
    expect(meaningOf(parseFilter('((a.a=1))'))).toEqual(meaningOf(parseFilter('a.a=1')));
  });

  test('words need no blank beside a parenthesis or a quote', () => {
    const spread = parseFilter("( a.a = 'x' ) and ( b.b = 'y' ) or not ( c.c in ( 1 , 2 ) )");
    expect(meaningOf(parseFilter("(a.a='x')and(b.b='y')or not(c.c in(1,2))"))).toEqual(meaningOf(spread));
    expect(meaningOf(parseFilter("a.a='x'and b.b='y'or not(c.c in(1,2))"))).toEqual(meaningOf(spread));
  });

  test('tabs and line breaks are blanks', () => {
    expect(meaningOf(parseFilter('\n a.a\t=\r\n1\n  and\fb.b\vexists \n'))).toEqual(meaningOf(parseFilter('a.a=1 and b.b exists')));
  });

  test('a filter of many thousand conditions is read without recursion', () => {
    const parsed = parseFilter(Array.from({ length: 20_000 }, (_, at) => `a.a=${at}`).join(' or '));
    expect(parsed.kind === 'or' && parsed.operands.length).toBe(20_000);
  });
});
