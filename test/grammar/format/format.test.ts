import { describe, expect, test } from 'vitest';
import { type Format, FormatSyntaxError, type FormatToken, NESTING_MAX, parseFormat } from '../../../grammar/index.ts';
import { errorOf, meaningOf, Random, report } from '../support.ts';

const known = [
  'evt.num',
  'evt.type',
  'evt.arg',
  'evt.arg.fd',
  'evt.args',
  'proc.name',
  'proc.aname',
  'fd.name',
  'fd.num',
  'container.mount',
];
const fields = {
  matchField: (text: string, offset: number): number =>
    Math.max(0, ...known.filter((name) => text.startsWith(name, offset)).map(({ length }) => length)),
  takesArgument: (name: string): boolean => ['evt.arg', 'proc.aname', 'container.mount'].includes(name),
};

const parse = (text: string): Format => parseFormat(text, fields);
const tokens = (text: string): readonly FormatToken[] => parse(text).tokens;
/** Literals as their text, fields as `%name[argument]`. */
const brief = (text: string): string[] =>
  tokens(text).map((token) => {
    if (token.kind === 'literal') return token.text;
    if (token.kind === 'transformer') return `%${token.transformer.name}()`;
    return `%${token.name}${token.argument === undefined ? '' : `[${token.argument.text}]`}`;
  });

describe('an output format', () => {
  test('is text and fields', () => {
    expect(tokens('n=%evt.num %proc.name')).toEqual([
      { kind: 'literal', text: 'n=', start: 0, end: 2 },
      { kind: 'field', name: 'evt.num', nameRange: { start: 3, end: 10 }, argument: undefined, width: undefined, start: 2, end: 10 },
      { kind: 'literal', text: ' ', start: 10, end: 11 },
      { kind: 'field', name: 'proc.name', nameRange: { start: 12, end: 21 }, argument: undefined, width: undefined, start: 11, end: 21 },
    ]);
  });

  test('prints missing values where it begins with *, and only there', () => {
    expect(parse('*%evt.num')).toMatchObject({ printsMissing: true, tokens: [{ kind: 'field', start: 1 }] });
    expect(parse('%evt.num')).toMatchObject({ printsMissing: false });
    expect(parse('**%evt.num')).toMatchObject({ printsMissing: true, tokens: [{ kind: 'literal', text: '*' }, {}] });
    expect(parse(' *%evt.num')).toMatchObject({ printsMissing: false, tokens: [{ kind: 'literal', text: ' *' }, {}] });
    expect(parse('*')).toEqual({ printsMissing: true, tokens: [] });
  });

  test('takes the longest name it knows, so that text may follow directly', () => {
    expect(brief('%proc.name.')).toEqual(['%proc.name', '.']);
    expect(brief('%proc.namefoo')).toEqual(['%proc.name', 'foo']);
    expect(brief('%evt.args')).toEqual(['%evt.args']);
    expect(brief('%evt.arg.fd.x')).toEqual(['%evt.arg.fd', '.x']);
    expect(brief('%evt.num%evt.type')).toEqual(['%evt.num', '%evt.type']);
    expect(brief('%evt.typeevt.num')).toEqual(['%evt.type', 'evt.num']);
    expect(brief('(%proc.name:%evt.num)')).toEqual(['(', '%proc.name', ':', '%evt.num', ')']);
    expect(brief('%proc.name(x)')).toEqual(['%proc.name', '(x)']);
  });

  test('knows arguments in brackets, and text in brackets behind fields that take none', () => {
    expect(brief('%proc.aname[2]x')).toEqual(['%proc.aname[2]', 'x']);
    expect(brief('%evt.arg[0]]')).toEqual(['%evt.arg[0]', ']']);
    expect(brief('%container.mount[/a b]|')).toEqual(['%container.mount[/a b]', '|']);
    expect(brief(`%container.mount['a]b']|`)).toEqual(['%container.mount[a]b]', '|']);
    expect(brief('%evt.arg[ 0 ]|')).toEqual(['%evt.arg[0]', '|']);
    expect(brief('%proc.name[%evt.num]')).toEqual(['%proc.name', '[', '%evt.num', ']']);
    expect(tokens('%proc.aname[ 2 ]')).toMatchObject([
      { start: 0, end: 16, nameRange: { start: 1, end: 11 }, argument: { start: 13, end: 14 } },
    ]);
  });

  test('takes brackets for an argument everywhere where nothing else is said', () => {
    const { matchField } = fields;
    expect(parseFormat('%evt.num[1]', { matchField }).tokens).toMatchObject([{ name: 'evt.num', argument: { text: '1' } }]);
  });

  test('gives fields a width; 0 is none', () => {
    expect(tokens('%12proc.name|')).toMatchObject([{ width: 12, nameRange: { start: 3, end: 12 }, start: 0, end: 12 }, { text: '|' }]);
    expect(tokens('%05evt.num')).toMatchObject([{ width: 5 }]);
    expect(tokens('%0evt.num')).toMatchObject([{ width: undefined }]);
    expect(tokens('%4096evt.num')).toMatchObject([{ width: 4096 }]);
  });

  test('resolves \\n, \\t, \\e and \\\\, and prints any other backslash as it stands', () => {
    expect(brief('a\\nb\\tc\\ed\\\\e')).toEqual(['a\nb\tc\x1bd\\e']);
    expect(brief('\\q\\0\\x41\\a\\r\\"\\/\\ x')).toEqual(['\\q\\0\\x41\\a\\r\\"\\/\\ x']);
    expect(brief('\\%evt.num\\\\%evt.num')).toEqual(['\\', '%evt.num', '\\', '%evt.num']);
    expect(brief('\\e[01;32m%proc.name\\e[00m')).toEqual(['\x1b[01;32m', '%proc.name', '\x1b[00m']);
    expect(tokens('a\\nb%evt.num')).toMatchObject([{ start: 0, end: 4 }, { start: 4 }]);
  });

  test('holds what was typed in another script as its UTF-8 bytes', () => {
    expect(brief('é=%evt.num\\t東')).toEqual(['\xc3\xa9=', '%evt.num', '\t\xe6\x9d\xb1']);
  });

  test('keeps line breaks and blanks', () => {
    expect(brief('a\n %evt.num \t')).toEqual(['a\n ', '%evt.num', ' \t']);
  });
});

describe('transformers in a format', () => {
  test('take what they take in a filter', () => {
    const text = '%10tolower( proc.name )!%join(", ", (proc.aname[2], len(fd.name), 3), "x")';
    expect(meaningOf(tokens(text))).toMatchObject([
      { kind: 'transformer', width: 10, transformer: { name: 'tolower', arguments: [{ kind: 'field', name: 'proc.name' }] } },
      { kind: 'literal', text: '!' },
      {
        kind: 'transformer',
        width: undefined,
        transformer: {
          name: 'join',
          arguments: [
            { kind: 'value', text: ', ', quote: '"' },
            {
              kind: 'arguments',
              items: [
                { kind: 'field', name: 'proc.aname', argument: { text: '2' } },
                { kind: 'transformer', name: 'len' },
                { kind: 'value', text: '3', quote: undefined },
              ],
            },
            { kind: 'value', text: 'x' },
          ],
        },
      },
    ]);
    expect(tokens(text)).toMatchObject([
      { start: 0, end: 23, transformer: { start: 3, end: 23, nameRange: { start: 3, end: 10 } } },
      {},
      { start: 24, end: text.length, transformer: { start: 25, end: text.length } },
    ]);
  });

  test('may be empty lists and have an index', () => {
    expect(tokens('%join("-", ( ))')).toMatchObject([
      { transformer: { arguments: [{}, { kind: 'arguments', items: [], start: 11, end: 14 }] } },
    ]);
    expect(tokens('%getopt(evt.args, "ab:")[b]x')).toMatchObject([{ transformer: { index: { text: 'b' } }, end: 27 }, { text: 'x' }]);
  });

  test('nest 100 deep and no deeper', () => {
    const nested = (depth: number): string => `%${'len('.repeat(depth)}evt.num${')'.repeat(depth)}`;
    expect(() => parse(nested(NESTING_MAX))).not.toThrow();
    expect(errorOf(() => parse(nested(NESTING_MAX + 1)))).toMatchObject({ kind: 'nesting', start: 401, end: 404 });
    expect(() => parse(nested(100_000))).toThrow('nested more than 100 deep');
    expect(() => parse(`%join("-", (${Array(200).fill('len(evt.num)').join()}))`)).not.toThrow();
  });
});

/** Each a format, what is said about it, the carets below it, and the hint. */
const messages: readonly (readonly [text: string, message: string, marks: string, hint?: string])[] = [
  ['', 'the output format is empty', '^'],
  ['a%', "an output format cannot end with '%'", ' ^', 'write a field behind it'],
  ['a%5', 'an output format cannot end with a field width', ' ^^', 'write a field behind it'],
  ['%%', "expected a field behind '%', found '%'", '^^'],
  ['%5%evt.num', "expected a field behind '%5', found '%'", '^^^'],
  ['%-5evt.num', "expected a field behind '%', found '-'", '^^'],
  ['% evt.num', "expected a field behind '%', found ' '", '^^'],
  ['x %foo.bar y', "unknown field 'foo.bar'", '   ^^^^^^^'],
  ['%foo(evt.num)', "unknown field 'foo'", ' ^^^', 'transformers: tolower toupper b64 basename len join concat getopt'],
  ['%4097evt.num', 'a field is at most 4096 columns wide', ' ^^^^'],
  ['x\\', "an output format cannot end with '\\'", ' ^', "write '\\\\' to print a backslash"],
  ['%evt.arg[0', "unclosed '['", '        ^', "end the argument with ']'"],
  ['%evt.arg[]', "expected an argument between '[' and ']'", '        ^^'],
  ['%len(', "expected an argument of 'len'", '     ^', 'write %len(field)'],
  ['%len()', "expected an argument of 'len', found ')'", '     ^', 'write %len(field)'],
  ['%len(evt.num', "unclosed '('", '    ^', "end it with ')'"],
  ['%len(evt.num x)', "expected ',' or ')' in the arguments of 'len', found 'x'", '             ^', 'write %len(field)'],
  ['%join("-", (evt.num', "unclosed '('", '           ^', "end it with ')'"],
  ['%join("-", evt.num,)', "expected an argument of 'join', found ')'", '                   ^', 'write %join(", ", (field, field))'],
  ['%join("-", ((evt.num)))', "expected an argument of 'join', found '('", '            ^', 'write %join(", ", (field, field))'],
  ['%join("-)', 'unclosed "', '      ^', 'end the text with another "'],
  ['%len(evt.num, fd.num)', "'len' takes 1 argument, found 2", ' ^^^^^^^^^^^^^^^^^^^^', 'write len(field)'],
  ['%len(nope.x)', "unknown field 'nope.x'", '     ^^^^^^'],
  ['%len(evt.numx)', "unknown field 'evt.numx'", '     ^^^^^^^^'],
  ['%len(foo(evt.num))', "unknown transformer 'foo'", '     ^^^', 'transformers: tolower toupper b64 basename len join concat getopt'],
  ['%val(evt.num)', "'val' cannot stand in an output format", ' ^^^', "write the field itself; 'val' is for the right side of an operator"],
  ['%len(evt.num)[1]', "'len' takes no argument in brackets", '              ^'],
];

describe('messages', () => {
  for (const [text, message, marks, hint] of messages) {
    test(`"${text}": ${message}`, () => {
      const lines = [message, `  ${text}`, `  ${marks}`, ...(hint === undefined ? [] : [`hint: ${hint}`])];
      expect(report(() => parse(text))).toBe(lines.join('\n'));
    });
  }

  test('the kind tells an empty format, an unknown field and nesting from the rest', () => {
    const kind = (text: string): string => (errorOf(() => parse(text)) as FormatSyntaxError).kind;
    expect([kind(''), kind('%x.y'), kind('%len(x.y)'), kind('%')]).toEqual(['empty', 'unknown-field', 'unknown-field', 'syntax']);
    expect(errorOf(() => parse('%'))).toBeInstanceOf(FormatSyntaxError);
  });
});

describe('any text', () => {
  test('is a format or a FormatSyntaxError inside the text, for 8,000 random ones', () => {
    const random = new Random(5);
    const pieces = [
      ...[
        '%',
        '%',
        '%evt.num',
        '%evt.arg',
        '%proc.name',
        'evt.num',
        '[',
        ']',
        '[0]',
        '(',
        ')',
        ',',
        ', ',
        '"',
        "'",
        '\\',
        '\\n',
        '\\e',
        '\\x4',
      ],
      ...[
        '%len(',
        'join(',
        '%join(',
        '"-"',
        '5',
        '%12',
        '*',
        ' ',
        '\n',
        'é',
        '🦀',
        '\ud800',
        '\0',
        '\x1b',
        'x',
        '%val(',
        '%getopt(',
        '-1.5',
      ],
    ];
    for (let run = 0; run < 8_000; run++) {
      const text = random.many(0, 12, () => random.oneOf(pieces)).join('');
      try {
        const { printsMissing, tokens: read } = parse(text);
        let at = printsMissing ? 1 : 0;
        for (const { start, end } of read) {
          expect(start).toBe(at);
          expect(end).toBeGreaterThan(start);
          at = end;
        }
        expect(at).toBe(text.length);
      } catch (error) {
        if (!(error instanceof FormatSyntaxError)) throw error;
        expect(error.end).toBeLessThanOrEqual(text.length);
        expect(error.start).toBeLessThanOrEqual(error.end);
        expect(error.message).toMatch(/^[^\x00-\x1f\x7f-\x9f]+$/);
      }
    }
  });

  test('is answered in time that grows with its length only', () => {
    const started = performance.now();
    for (const text of ['x'.repeat(1_000_000), '\\n'.repeat(500_000), '%evt.num'.repeat(100_000), `%len(${'0'.repeat(1_000_000)}x)`]) {
      try {
        parse(text);
      } catch (error) {
        if (!(error instanceof FormatSyntaxError)) throw error;
      }
    }
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
