import { describe, expect, test } from 'vitest';
import { completeAt, FilterSyntaxError, parseFilter, printFilter, renderCaret } from '../../../grammar/index.ts';
import { meaningOf, Random } from '../support.ts';
import { randomFilter } from './random-filter.ts';

const pieces = [
  ...[
    'a.b',
    'evt.type',
    '=',
    '!=',
    '==',
    '<',
    '>',
    '<=',
    '>=',
    ' ',
    '  ',
    '\n',
    '\t',
    '(',
    ')',
    '[',
    ']',
    ',',
    '"',
    "'",
    '\\',
    '\\x4',
    '\\x41',
  ],
  ...[
    'and',
    'or',
    'not',
    ' and ',
    ' or ',
    ' not ',
    'in',
    ' in ',
    'exists',
    ' exists ',
    ' contains ',
    'oneof',
    ' anyof (',
    'tolower(',
    'val(',
  ],
  ...['join(', 'getopt(', '0x1', '-5', '1.5', '!', '&&', '%', '\0', '\x1b[2J', 'é', '東京', '🦀', '\ud800', '\u00a0', '\u202e', 'x', 'b64'],
];

/** Everything the language promises for any text whatsoever. */
function check(text: string): void {
  let tree: ReturnType<typeof parseFilter>;
  try {
    tree = parseFilter(text);
  } catch (error) {
    if (!(error instanceof FilterSyntaxError)) throw error;
    expect(error.start).toBeGreaterThanOrEqual(0);
    expect(error.end).toBeGreaterThanOrEqual(error.start);
    expect(error.end).toBeLessThanOrEqual(text.length);
    expect(error.message).toMatch(/^[^\x00-\x1f\x7f-\x9f\u202e]+$/);
    const { source, marks } = renderCaret(text, error.start, error.end);
    expect(`${source}${marks}`).toMatch(/^[^\x00-\x1f\x7f-\x9f\u202e]+$/);
    return;
  }
  expect(meaningOf(parseFilter(printFilter(tree)))).toEqual(meaningOf(tree));
}

describe('any text', () => {
  test('is a filter or a FilterSyntaxError inside the text: 5,000 texts put together from pieces', () => {
    const random = new Random(1);
    for (let run = 0; run < 5_000; run++) check(random.many(0, 14, () => random.oneOf(pieces)).join(''));
  });

  test('is a filter or a FilterSyntaxError inside the text: 3,000 filters with changes at random places', () => {
    const random = new Random(2);
    for (let run = 0; run < 3_000; run++) {
      let text = printFilter(randomFilter(random, 3));
      for (const change of random.many(1, 3, () => random.oneOf(pieces))) {
        const at = random.below(text.length + 1);
        text = text.slice(0, at) + (random.chance(2) ? change : '') + text.slice(at + random.below(4));
      }
      check(text);
    }
  });

  test('is a filter or a FilterSyntaxError inside the text: 3,000 texts of random units', () => {
    const random = new Random(3);
    for (let run = 0; run < 3_000; run++) {
      check(String.fromCharCode(...random.many(0, 40, () => (random.chance(10) ? random.below(0x10000) : random.below(0x80)))));
    }
  });

  test('can be completed at any place', () => {
    const random = new Random(4);
    for (let run = 0; run < 3_000; run++) {
      const text = random.many(0, 10, () => random.oneOf(pieces)).join('');
      const offset = random.below(text.length + 2);
      const { range } = completeAt(text, offset);
      expect(range.end).toBe(Math.min(offset, text.length));
      expect(range.start).toBeLessThanOrEqual(range.end);
    }
  });

  test('is answered in time that grows with its length only', () => {
    const texts = [
      `a.b = ${'x'.repeat(1_000_000)}`,
      `a.b = "${'\\n'.repeat(500_000)}`,
      `a.b in (${'x,'.repeat(200_000)}`,
      `a.b = oneof${' '.repeat(1_000_000)}x`,
      `${' '.repeat(1_000_000)}x`,
      `concat(${'0'.repeat(1_000_000)}x, a.b) = 1`,
      'a.b=1 or '.repeat(50_000),
    ];
    const started = performance.now();
    for (const text of texts) {
      try {
        parseFilter(text);
      } catch (error) {
        if (!(error instanceof FilterSyntaxError)) throw error;
        renderCaret(text, error.start, error.end);
      }
    }
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
