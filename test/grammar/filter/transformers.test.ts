import { describe, expect, test } from 'vitest';
import { operatorNames, parseFilter, transformerNames, transformers } from '../../../grammar/index.ts';
import { meaningOf } from '../support.ts';

const field = (name: string) => ({ kind: 'field', name, argument: undefined });
const value = (text: string, quote?: string) => ({ kind: 'value', text, quote });
const call = (name: string, ...given: unknown[]) => ({ kind: 'transformer', name, arguments: given, index: undefined });

function leftOf(text: string): unknown {
  return (meaningOf(parseFilter(text)) as { left: unknown }).left;
}

function rightOf(text: string): unknown {
  return (meaningOf(parseFilter(text)) as { right: unknown }).right;
}

describe('transformers', () => {
  test('the language has exactly these', () => {
    expect([...transformerNames].sort()).toEqual(['b64', 'basename', 'concat', 'getopt', 'join', 'len', 'tolower', 'toupper', 'val']);
  });

  test.each(['tolower', 'toupper', 'b64', 'basename', 'len'])('%s takes one field, on both sides', (name) => {
    expect(leftOf(`${name}(proc.name) = x`)).toEqual(call(name, field('proc.name')));
    expect(leftOf(`${name}( proc.name ) exists`)).toEqual(call(name, field('proc.name')));
    expect(rightOf(`a.b = ${name}(proc.name)`)).toEqual(call(name, field('proc.name')));
  });

  test('they nest', () => {
    expect(leftOf('b64(tolower( toupper(a.b) )) = x')).toEqual(call('b64', call('tolower', call('toupper', field('a.b')))));
    expect(rightOf('a.b = b64(basename(c.d[1]))')).toMatchObject(call('b64', call('basename', { name: 'c.d', argument: { text: '1' } })));
  });

  test.each(operatorNames.filter((name) => name !== 'exists'))('one may stand right of %s', (operator) => {
    expect(rightOf(`a.b ${operator} tolower(c.d)`)).toEqual(call('tolower', field('c.d')));
    expect(rightOf(`a.b ${operator} val(c.d)`)).toEqual(call('val', field('c.d')));
  });

  test('val holds a field, argument and all, and stands on the right only', () => {
    expect(rightOf('proc.name = val(proc.aname[2])')).toMatchObject(call('val', { name: 'proc.aname', argument: { text: '2' } }));
    expect(() => parseFilter('val(proc.name) = x')).toThrow("'val' cannot stand left of an operator");
    expect(() => parseFilter('a.b = b64(val(c.d))')).toThrow("'val' cannot stand inside another transformer");
    expect(() => parseFilter('b64(val(c.d)) exists')).toThrow("'val' cannot stand inside another transformer");
    expect(() => parseFilter('a.b = val(val(c.d))')).toThrow("'val' cannot stand inside another transformer");
    expect(() => parseFilter('a.b = val(tolower(c.d))')).toThrow("'val' takes a field and nothing else");
    expect(() => parseFilter('a.b = val("x")')).toThrow("'val' takes a field and nothing else");
    expect(() => parseFilter('a.b = val(c.d, e.f)')).toThrow("'val' takes 1 argument, found 2");
  });

  test('join takes a separator and a list, or what is to be joined', () => {
    const list = { kind: 'arguments', items: [field('fd.name'), field('fd.num')] };
    expect(leftOf('join("-", (fd.name, fd.num)) = x')).toEqual(call('join', value('-', '"'), list));
    expect(leftOf("join( '-->' ,( fd.name ,fd.num ) ) = x")).toEqual(call('join', value('-->', "'"), list));
    expect(leftOf('join(",", fd.name, fd.num) = x')).toEqual(call('join', value(',', '"'), field('fd.name'), field('fd.num')));
    expect(leftOf('join("-", ()) = x')).toEqual(call('join', value('-', '"'), { kind: 'arguments', items: [] }));
    expect(leftOf('join("-", (fd.name)) = x')).toEqual(call('join', value('-', '"'), { kind: 'arguments', items: [field('fd.name')] }));
  });

  test('lists hold fields, transformers, quoted texts and numbers', () => {
    expect(leftOf('join("-", (tolower(a.b), "x", \'y\', 123, -1.5e+3, 0xfF)) contains z')).toEqual(
      call('join', value('-', '"'), {
        kind: 'arguments',
        items: [call('tolower', field('a.b')), value('x', '"'), value('y', "'"), value('123'), value('-1.5e+3'), value('0xfF')],
      }),
    );
  });

  test('concat takes two or more', () => {
    expect(leftOf('concat(fd.rip, ":", fd.rport) in (a, b)')).toEqual(call('concat', field('fd.rip'), value(':', '"'), field('fd.rport')));
    expect(() => parseFilter('concat(fd.rip) = x')).toThrow("'concat' takes 2 to 64 arguments, found 1");
  });

  test('getopt may be followed by the option in brackets, also inside another transformer', () => {
    const getopt = call('getopt', field('proc.args'), value('ab:', '"'));
    const index = { kind: 'argument', text: 'b', quote: undefined };
    expect(leftOf('getopt(proc.args, "ab:") exists')).toEqual(getopt);
    expect(leftOf('getopt(proc.args, "ab:")[b] = x')).toEqual({ ...getopt, index });
    expect(leftOf('tolower(getopt(proc.args, "ab:")[b]) = x')).toEqual(call('tolower', { ...getopt, index }));
    expect(rightOf('a.b = getopt(proc.args, "ab:")[b]')).toEqual({ ...getopt, index });
    expect(() => parseFilter('tolower(a.b)[c] = x')).toThrow("'tolower' takes no argument in brackets");
  });

  test('every usage shown in a hint can be typed', () => {
    for (const name of transformerNames) {
      expect(rightOf(`a.b = ${transformers[name].usage}`)).toMatchObject({ kind: 'transformer', name });
    }
  });

  test.each([
    'tolower (a.b) = x',
    'a.b = tolower (c.d)',
    'a.b = tolower\n(c.d)',
    'tolower(a.b = x',
    'tolower(a.b)) = x',
    'tolower(tolower(a.b) = x',
    'tolower(a.b [1]) = x',
    'nosuch(a.b) = x',
    'a.b = nosuch(c.d)',
    'a.b = (tolower(c.d))',
    'a.b in (tolower(c.d))',
    'a.b in (x, tolower(c.d))',
    'tolower() = x',
    'tolower(,) = x',
    'join("-", ((a.b))) = x',
    'join("-", (a.b,)) = x',
    'join("-", (,a.b)) = x',
    'join("-", (a.b,,c.d)) = x',
    'join("-" (a.b)) = x',
    'join("-", (a.b) = x',
    'tolower(a.b=c) = x',
    '(a.b) exists',
  ])('%s is refused', (text) => {
    expect(() => parseFilter(text)).toThrow(expect.objectContaining({ name: 'FilterSyntaxError', kind: 'syntax' }));
  });

  test('without its parenthesis a transformer is a value or a field like any other word', () => {
    expect(rightOf('a.b = b64')).toEqual(value('b64'));
    expect(parseFilter('a.b = b64 and(c.d = 1)')).toMatchObject({ kind: 'and', operands: [{ right: { text: 'b64' } }, {}] });
    expect(leftOf('len = 3')).toEqual(field('len'));
  });
});
