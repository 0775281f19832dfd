import { describe, expect, test } from 'vitest';
import { parseFilter, type Value, type ValueList } from '../../../grammar/index.ts';

function valueIn(text: string): Value {
  const parsed = parseFilter(text);
  if (parsed.kind !== 'comparison' || parsed.right.kind !== 'value') throw new Error(`${text} has no value`);
  return parsed.right;
}

describe('values without quotes', () => {
  test.each([
    '/usr/lib*',
    '172.16.0.0/12',
    '::1',
    '-5',
    '+5',
    '0x1F',
    '1.5e-3',
    'a=b',
    'a==b',
    'a,b',
    ',',
    "it's",
    'a"b"',
    '!x',
    '!=',
    '[x',
    'a[b]{c}|d',
    '*.log',
    'a;b&c',
    '#456:/.;!$%^&*',
    'O_RDONLY|O_CLOEXEC',
    'é',
  ])('%s is taken as it stands', (written) => {
    const { text, quote, start, end } = valueIn(`evt.args = ${written}`);
    expect([text, quote]).toEqual([Buffer.from(written).toString('latin1'), undefined]);
    expect([start, end]).toEqual([11, 11 + written.length]);
    expect(valueIn(`(evt.args=${written})`).text).toBe(text);
  });

  test('the directions > and < are values behind =', () => {
    expect(valueIn('evt.dir=>').text).toBe('>');
    expect(valueIn('evt.dir=<').text).toBe('<');
    expect(valueIn('evt.dir = >').text).toBe('>');
    expect(valueIn('evt.dir!=<').text).toBe('<');
    expect(valueIn('evt.dir=>=').text).toBe('>=');
    expect(parseFilter('evt.dir=> and evt.type=open')).toMatchObject({ kind: 'and' });
    expect(parseFilter('(evt.dir=<)')).toMatchObject({ right: { text: '<' } });
  });

  test.each(['and', 'or', 'not', 'in', 'exists', 'contains', 'oneof', 'tolower', 'val'])(
    'the word %s is a value where a value stands, with quotes and without',
    (word) => {
      expect(valueIn(`proc.name=${word}`).text).toBe(word);
      expect(valueIn(`proc.name = '${word}'`).text).toBe(word);
      const both = parseFilter(`proc.name in (${word}, x) and proc.pname = ${word}`);
      expect(both.kind === 'and' && both.operands.length).toBe(2);
    },
  );

  test('only a blank or a parenthesis ends one, in a list also a comma', () => {
    expect(parseFilter('(a.b=x)and a.b=y')).toMatchObject({ kind: 'and' });
    expect(parseFilter('a.b in (x=1,y="2",<,=)')).toMatchObject({
      right: { items: [{ text: 'x=1' }, { text: 'y="2"' }, { text: '<' }, { text: '=' }] },
    });
  });

  test('a word in another script, with blanks of another script, is one value of its UTF-8 bytes', () => {
    expect(valueIn('a.b = 東\u00a0京').text).toBe(Buffer.from('東\u00a0京').toString('latin1'));
  });
});

describe('quoted values', () => {
  test.each([
    [`"a b"`, 'a b', '"'],
    [`'a b'`, 'a b', "'"],
    [`""`, '', '"'],
    [`''`, '', "'"],
    [`"it's"`, "it's", '"'],
    [`'say "x"'`, 'say "x"', "'"],
    [`"(a, b) = <c>"`, '(a, b) = <c>', '"'],
  ])('%s means %s', (written, text, quote) => {
    expect(valueIn(`a.b = ${written}`)).toMatchObject({ text, quote, start: 6, end: 6 + written.length });
    expect(valueIn(`a.b=${written}`)).toMatchObject({ text, quote });
  });

  test('what is typed in another script becomes its UTF-8 bytes', () => {
    expect(valueIn('a.b = "naïve 東"').text).toBe(Buffer.from('naïve 東').toString('latin1'));
  });
});

describe('escapes', () => {
  test.each([
    ['\\\\', '\\'],
    ['\\"', '"'],
    ["\\'", "'"],
    ['\\/', '/'],
    ['\\b', '\b'],
    ['\\f', '\f'],
    ['\\n', '\n'],
    ['\\r', '\r'],
    ['\\t', '\t'],
    ['\\x41', 'A'],
    ['\\x00', '\0'],
    ['\\xE9', '\xe9'],
    ['\\xff', '\xff'],
  ])('%s is one character in both kinds of quotes', (written, meaning) => {
    expect(valueIn(`a.b = "x${written}y"`).text).toBe(`x${meaning}y`);
    expect(valueIn(`a.b = 'x${written}y'`).text).toBe(`x${meaning}y`);
  });

  test('a byte that is escaped stays one byte, a character that is typed becomes its UTF-8 bytes', () => {
    expect(valueIn('a.b = "\\xe9"').text).toBe('\xe9');
    expect(valueIn('a.b = "é"').text).toBe('\xc3\xa9');
  });

  test('a backslash before any other character stands for itself', () => {
    expect(valueIn('a.b regex "a\\.b\\d\\q"').text).toBe('a\\.b\\d\\q');
  });

  test('without quotes only a backslash, a double quote and bytes are escaped', () => {
    expect(valueIn('a.b = a\\\\b').text).toBe('a\\b');
    expect(valueIn('a.b = a\\"b').text).toBe('a"b');
    expect(valueIn('a.b = a\\x20b').text).toBe('a b');
    expect(valueIn('a.b = a\\nb\\tc').text).toBe('a\\nb\\tc');
    expect(valueIn("a.b = a\\'b").text).toBe("a\\'b");
    expect(valueIn('a.b = a\\').text).toBe('a\\');
    expect(valueIn('a.b = \\x4').text).toBe('\\x4');
    expect(valueIn('a.b = \\xe9é').text).toBe('\xe9\xc3\xa9');
  });

  test('an escaped quote does not end the text', () => {
    expect(valueIn('a.b = "a\\" and b"').text).toBe('a" and b');
    expect((parseFilter("a.b in ('a\\'', b)") as { right: ValueList }).right.items.map(({ text }) => text)).toEqual(["a'", 'b']);
  });
});
