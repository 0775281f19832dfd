import { describe, expect, test } from 'vitest';
import { parseFilter, printFilter } from '../../../grammar/index.ts';
import { meaningOf, Random } from '../support.ts';
import { randomFilter } from './random-filter.ts';

const printed = (text: string): string => printFilter(parseFilter(text));

describe('printing a filter', () => {
  test.each([
    ['a.b=1', 'a.b = 1'],
    ['a.b==1', 'a.b = 1'],
    ['a.b   contains"x"', 'a.b contains "x"'],
    ["a.b='x'", "a.b = 'x'"],
    ['a.b in(x,"y z")', 'a.b in (x, "y z")'],
    ['a.b glob anyof(x*,y)', 'a.b glob anyof (x*, y)'],
    ['a.b exists', 'a.b exists'],
    ["a.b['x y']exists", "a.b['x y'] exists"],
    ['join("-",(a.b,len(c.d)))=getopt(e.f,"a:")[a]', 'join("-", (a.b, len(c.d))) = getopt(e.f, "a:")[a]'],
    ['evt.dir=>', 'evt.dir = >'],
    ['a.b=é', 'a.b = é'],
    ['a.b="\\xe9\\xc3\\xa9"', 'a.b = "\\xe9é"'],
    ['a.b=x\\x20y', 'a.b = x\\x20y'],
    ['a.b="\\x1b[0m\\n"', 'a.b = "\\x1b[0m\\n"'],
    ['a.b=\\x22x\\x22', 'a.b = \\x22x"'],
    ['a.b=\\x3dx=', 'a.b = \\x3dx='],
    ['a.b=C:\\\\x', 'a.b = C:\\\\x'],
    ['a.b="\u202e"', 'a.b = "\\xe2\\x80\\xae"'],
  ])('%s is written %s', (text, expected) => {
    expect(printed(text)).toBe(expected);
    expect(meaningOf(parseFilter(expected))).toEqual(meaningOf(parseFilter(text)));
  });

  test.each([
    ['((a.b=1))', 'a.b = 1'],
    ['(a.b=1 and c.d=2) or e.f=3', 'a.b = 1 and c.d = 2 or e.f = 3'],
    ['(a.b=1 or c.d=2) and e.f=3', '(a.b = 1 or c.d = 2) and e.f = 3'],
    ['(a.b=1 or c.d=2) or e.f=3', '(a.b = 1 or c.d = 2) or e.f = 3'],
    ['a.b=1 and (c.d=2 and e.f=3)', 'a.b = 1 and (c.d = 2 and e.f = 3)'],
    ['not (a.b=1)', 'not a.b = 1'],
    ['not (not a.b=1)', 'not not a.b = 1'],
    ['not (a.b=1 or c.d=2)', 'not (a.b = 1 or c.d = 2)'],
  ])('%s keeps only the parentheses that matter: %s', (text, expected) => {
    expect(printed(text)).toBe(expected);
  });

  test('a value that was made up and has no text is quoted', () => {
    const parsed = parseFilter('a.b=x');
    if (parsed.kind !== 'comparison' || parsed.right.kind !== 'value') throw new Error('another tree');
    expect(printFilter({ ...parsed, right: { ...parsed.right, text: '' } })).toBe('a.b = ""');
  });

  test('an argument that was made up and cannot stand bare is quoted', () => {
    const parsed = parseFilter('a.b[x]=1');
    if (parsed.kind !== 'comparison' || parsed.left.kind !== 'field') throw new Error('another tree');
    const made = { kind: 'argument', text: 'a]"\xff', quote: undefined, start: 0, end: 0 } as const;
    expect(printFilter({ ...parsed, left: { ...parsed.left, argument: made } })).toBe('a.b["a]\\"\\xff"] = 1');
  });

  test('what is printed reads as the same tree, for 3,000 random ones', () => {
    const random = new Random(20_261_120);
    for (let run = 0; run < 3_000; run++) {
      const tree = randomFilter(random);
      const text = printFilter(tree);
      expect(meaningOf(parseFilter(text)), text).toEqual(meaningOf(tree));
    }
  });
});
