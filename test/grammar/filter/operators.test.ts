import { describe, expect, test } from 'vitest';
import { type Comparison, operatorNames, parseFilter, type Value } from '../../../grammar/index.ts';
import { errorOf, meaningOf } from '../support.ts';

function comparison(text: string): Comparison {
  const parsed = parseFilter(text);
  if (parsed.kind !== 'comparison') throw new Error(`${text} is no comparison`);
  return parsed;
}

function parts(text: string): [name: string, value: string] {
  const { operator, right } = comparison(text);
  return [operator.name, (right as Value).text];
}

describe('operators', () => {
  test('the language has exactly these', () => {
    expect([...operatorNames].sort()).toEqual(
      [
        ...['=', '!=', '<', '<=', '>', '>=', 'exists', 'in', 'intersects', 'pmatch'],
        ...['contains', 'icontains', 'bcontains', 'startswith', 'bstartswith', 'endswith', 'glob', 'iglob', 'regex'],
      ].sort(),
    );
  });

  test.each(['=', '!=', '<', '<=', '>', '>='])('%s compares with a value, with blanks round it and without', (operator) => {
    expect(parts(`fd.num ${operator} 3`)).toEqual([operator, '3']);
    expect(parts(`fd.num${operator}3`)).toEqual([operator, '3']);
    expect(parts(`fd.num${operator} 3`)).toEqual([operator, '3']);
    expect(parts(`fd.num ${operator}3`)).toEqual([operator, '3']);
  });

  test('== is another way to write =', () => {
    expect(parts('fd.num==3')).toEqual(['=', '3']);
    expect(comparison('fd.num == 3').operator).toEqual({ kind: 'operator', name: '=', start: 7, end: 9 });
  });

  test.each(['contains', 'icontains', 'bcontains', 'startswith', 'bstartswith', 'endswith', 'glob', 'iglob', 'regex'])(
    '%s compares with one value or, behind a modifier, with a list',
    (operator) => {
      expect(parts(`fd.name ${operator} /etc`)).toEqual([operator, '/etc']);
      expect(parts(`fd.name ${operator}'/etc'`)).toEqual([operator, '/etc']);
      for (const modifier of ['oneof', 'anyof', 'allof']) {
        const { right, ...rest } = comparison(`fd.name ${operator} ${modifier} (a, 'b')`);
        expect(rest.operator.name).toBe(operator);
        expect(rest.modifier?.name).toBe(modifier);
        expect(right.kind === 'list' && right.items.map(({ text }) => text)).toEqual(['a', 'b']);
      }
    },
  );

  test.each(['in', 'intersects', 'pmatch'])('%s compares with a list', (operator) => {
    const { right, modifier } = comparison(`fd.name ${operator} (/etc, "/usr lib",'x')`);
    expect(modifier).toBeUndefined();
    expect(right.kind === 'list' && right.items.map(({ text }) => text)).toEqual(['/etc', '/usr lib', 'x']);
    expect(meaningOf(comparison(`fd.name ${operator}(a)`))).toEqual(meaningOf(comparison(`fd.name ${operator} ( a )`)));
  });

  test('a list may be empty', () => {
    expect(comparison('fd.name in ()').right).toEqual({ kind: 'list', items: [], start: 11, end: 13 });
    expect(comparison('fd.name contains anyof ()').right).toMatchObject({ kind: 'list', items: [] });
  });

  test('exists stands alone behind its field', () => {
    expect(parseFilter('fd.name exists')).toMatchObject({ kind: 'exists', left: { kind: 'field', name: 'fd.name' } });
  });

  test.each(['=', '!=', '=='])('a modifier may also follow %s', (operator) => {
    expect(comparison(`fd.name ${operator} oneof (a, b)`).modifier?.name).toBe('oneof');
    expect(comparison(`fd.name${operator}oneof(a, b)`).modifier?.name).toBe('oneof');
  });

  test.each(['<', '<=', '>', '>='])('no modifier follows %s', (operator) => {
    expect(errorOf(() => parseFilter(`fd.num ${operator} oneof (1, 2)`)).message).toBe(`'oneof' cannot follow '${operator}'`);
  });

  test('a modifier without its list is a value', () => {
    expect(parts('proc.name contains oneof')).toEqual(['contains', 'oneof']);
    expect(parts('proc.name = anyof')).toEqual(['=', 'anyof']);
  });

  test('words are operators only in lower case and only whole', () => {
    expect(() => parseFilter('fd.name EXISTS')).toThrow("expected an operator after 'fd.name', found 'EXISTS'");
    expect(() => parseFilter('fd.name Contains x')).toThrow("found 'Contains'");
    expect(() => parseFilter('fd.name containsx')).toThrow("found 'containsx'");
  });
});
