import { describe, expect, test } from 'vitest';
import { type FilterSyntaxError, GrammarError, parseFilter } from '../../../grammar/index.ts';
import { errorOf, report } from '../support.ts';

const OPERATORS =
  'operators: = != < <= > >= contains icontains bcontains startswith bstartswith endswith glob iglob regex in intersects pmatch exists';

/** Each a filter, what is said about it, the carets below it, and the hint. */
const messages: readonly (readonly [text: string, message: string, marks: string, hint?: string])[] = [
  // Where a condition begins.
  ['and a.b=1', "expected a field, found 'and'", '^^^'],
  ['a.b=1 and', "expected a field after 'and'", '         ^'],
  ['a.b=1 or ', "expected a field after 'or'", '         ^'],
  ['a.b=1 and or c.d=2', "expected a field after 'and', found 'or'", '          ^^'],
  ['not', "expected a field after 'not'", '   ^'],
  ['()', "expected a field after '(', found ')'", ' ^'],
  ['(', "expected a field after '('", ' ^'],
  ['!a.b=1', "expected a field, found '!a.b=1'", '^^^^^^', "write 'not'"],
  ["'a.b'=1", "expected a field, found ''a.b''", '^^^^^', 'fields are written without quotes'],
  ['= 1', "expected a field, found '='", '^'],
  [
    'a.b contains x or contains y',
    "expected a field after 'or', found 'contains'",
    '                  ^^^^^^^^',
    'every comparison needs its own field: fd.name contains a or fd.name contains b',
  ],

  // Behind a field.
  ['a.b', "expected an operator after 'a.b'", '   ^', OPERATORS],
  ['a.b[1] ', "expected an operator after 'a.b[1]'", '       ^', OPERATORS],
  ['8.8.8.8', "expected an operator after '8.8.8.8'", '       ^', OPERATORS],
  ['a.b like x', "expected an operator after 'a.b', found 'like'", '    ^^^^', OPERATORS],
  ['a.b contians x', "expected an operator after 'a.b', found 'contians'", '    ^^^^^^^^', "did you mean 'contains'?"],
  ['a.b StartsWith x', "expected an operator after 'a.b', found 'StartsWith'", '    ^^^^^^^^^^', "did you mean 'startswith'?"],
  ['a.b !exists', "expected an operator after 'a.b', found '!exists'", '    ^^^^^^^', "did you mean 'exists'?"],
  ['a.b containsx', "expected an operator after 'a.b', found 'containsx'", '    ^^^^^^^^^', "write 'contains ' with a blank"],
  ['a.b [1]=x', "expected an operator after 'a.b', found '['", '    ^', "write 'a.b[' without a blank"],
  ['len (a.b)=1', "expected an operator after 'len', found '('", '    ^', "write 'len(' without a blank"],
  ['not len(b64(a.b)) and', "expected an operator after 'len(b64(a.b))', found 'and'", '                  ^^^', OPERATORS],

  // Behind an operator.
  ['a.b=', "expected a value after '='", '    ^', "for an empty value write ''"],
  ['a.b contains ', "expected a value after 'contains'", '             ^', "for an empty value write ''"],
  ['(a.b >= )', "expected a value after '>=', found ')'", '        ^'],
  ['a.b = (x, y)', "expected a value after '=', found '('", '      ^', 'to compare with several values write in (a, b)'],
  ['a.b = = x', "expected a value after '=', found '='", '      ^', "a value that begins with '=' needs quotes"],
  ['a.b === x', "expected a value after '==', found '='", '      ^', "a value that begins with '=' needs quotes"],
  ['a.b in', "expected '(' after 'in'", '      ^', "the values of 'in' stand in parentheses: in (a, b)"],
  [
    'a.b pmatch /x',
    "expected '(' after 'pmatch', found '/x'",
    '           ^^',
    "the values of 'pmatch' stand in parentheses: pmatch (a, b)",
  ],
  ['a.b > oneof (1)', "'oneof' cannot follow '>'", '      ^^^^^', "'oneof' follows = and != and word operators"],

  // In a list.
  ['a.b in (', "unclosed '('", '       ^', "end it with ')'"],
  ['a.b in (x', "unclosed '('", '       ^', "end it with ')'"],
  ['a.b in (x,', "expected a value after ','", '          ^'],
  ['a.b in (x,)', "expected a value after ',', found ')'", '          ^'],
  ['a.b in (x,,y)', "expected a value after ',', found ','", '          ^'],
  ['a.b in (,x)', "expected a value or ')', found ','", '        ^'],
  ['a.b in (x y)', "expected ',' or ')' in the list, found 'y'", '          ^'],
  ['a.b = anyof (x (y))', "expected ',' or ')' in the list, found '('", '               ^'],

  // Behind a condition.
  ['a.b=x y', "expected 'and', 'or' or end of filter, found 'y'", '      ^', 'a value that holds blanks needs quotes'],
  ['(a.b=x y)', "expected 'and', 'or' or ')', found 'y'", '       ^', 'a value that holds blanks needs quotes'],
  ['a.b exists x', "expected 'and', 'or' or end of filter, found 'x'", '           ^'],
  ["a.b='x' y", "expected 'and', 'or' or end of filter, found 'y'", '        ^'],
  ['a.b=x && c.d=y', "expected 'and', 'or' or end of filter, found '&&'", '      ^^', "write 'and'"],
  ['a.b=x || c.d=y', "expected 'and', 'or' or end of filter, found '||'", '      ^^', "write 'or'"],
  ['a.b=x AND c.d=y', "expected 'and', 'or' or end of filter, found 'AND'", '      ^^^', "write 'and'"],
  ['a.b=x not c.d=y', "expected 'and', 'or' or end of filter, found 'not'", '      ^^^', "write 'and not' or 'or not'"],
  ["a.b='x','y'", "expected 'and', 'or' or end of filter, found ','", '       ^', 'to compare with several values write in (a, b)'],
  ['a.b=f(x)', "expected 'and', 'or' or end of filter, found '('", '     ^', 'a value that holds parentheses needs quotes'],
  ['a.b=len (c.d)', "expected 'and', 'or' or end of filter, found '('", '        ^', "write 'len(' without a blank"],
  [
    'a.b= and c.d=x',
    "expected 'and', 'or' or end of filter, found 'c.d'",
    '         ^^^',
    "'and' was read as the value; is the value itself missing?",
  ],
  ['(a.b=x', "unclosed '('", '^', "end it with ')'"],
  ['(a.b=x and (c.d=y)', "unclosed '('", '^', "end it with ')'"],
  ['a.b=x)', "this ')' has no '('", '     ^'],

  // Transformers.
  ['foo(a.b)=x', "unknown transformer 'foo'", '^^^', 'transformers: tolower toupper b64 basename len join concat getopt'],
  ['len()=1', "expected an argument of 'len', found ')'", '    ^', 'write len(field)'],
  ['len(a.b', "unclosed '('", '   ^', "end it with ')'"],
  ['len(a.b,', "expected an argument after ','", '        ^', 'write len(field)'],
  ['len(a.b c.d)=1', "expected ',' or ')' in the arguments of 'len', found 'c.d'", '        ^^^', 'write len(field)'],
  ['len(a.b, c.d)=1', "'len' takes 1 argument, found 2", '^^^^^^^^^^^^^', 'write len(field)'],
  ['join("x")=1', "'join' takes 2 to 64 arguments, found 1", '^^^^^^^^^', 'write join(", ", (field, field))'],
  ['getopt(a.b)=1', "'getopt' takes 2 arguments, found 1", '^^^^^^^^^^^', 'write getopt(proc.args, "ab:")[b]'],
  ['len(a.b)[x]=1', "'len' takes no argument in brackets", '         ^'],
  ['val(a.b)=1', "'val' cannot stand left of an operator", '^^^', "write the field itself; 'val' is for the right side of an operator"],
  ['a.b=val(len(c.d))', "'val' takes a field and nothing else", '        ^^^^^^^^', 'write val(field)'],

  // Quotes and brackets.
  ['a.b="x', 'unclosed "', '    ^', 'end the text with another "'],
  [`a.b='x"`, "unclosed '", '    ^', "end the text with another '"],
  ['a.b="x\\xg0"', "'\\xg0' is no byte", '      ^^^^', 'write two hexadecimal digits, \\x1b, or \\\\x for a backslash and an x'],
  ['a.b[1=x', "unclosed '['", '   ^', "end the argument with ']'"],
  ['a.b[x[y]]=1', "unclosed '['", '   ^', "end the argument with ']'"],
  ['a.b[]=x', "expected an argument between '[' and ']'", '   ^^'],
  ['a.b[x"]=1', 'a quote inside an argument without quotes', '     ^', 'put the whole argument in quotes'],
  ["a.b['x'y]=1", "expected ']', found 'y'", '       ^'],
];

describe('messages', () => {
  for (const [text, message, marks, hint] of messages) {
    test(`"${text}": ${message}`, () => {
      const lines = [message, `  ${text}`, `  ${marks}`, ...(hint === undefined ? [] : [`hint: ${hint}`])];
      expect(report(() => parseFilter(text))).toBe(lines.join('\n'));
    });
  }

  test('an empty filter is an error of its own kind, so that it may mean "no filter"', () => {
    for (const text of ['', ' ', '\n\t ']) {
      const error = errorOf(() => parseFilter(text)) as FilterSyntaxError;
      expect(error).toMatchObject({ kind: 'empty', message: 'the filter is empty', start: text.length, end: text.length });
    }
  });

  test('an error knows the text it is about and is told from others by its class', () => {
    const error = errorOf(() => parseFilter('a.b='));
    expect(error).toBeInstanceOf(GrammarError);
    expect(error).toMatchObject({ name: 'FilterSyntaxError', kind: 'syntax', text: 'a.b=', start: 4, end: 4 });
  });

  test('what a message repeats is cut and cannot act on a terminal', () => {
    expect(errorOf(() => parseFilter('a.b \x1b[2J\u202ex')).message).toBe("expected an operator after 'a.b', found '\\x1b'");
    expect(errorOf(() => parseFilter(`a.b ${'東'.repeat(50)}\n`)).message).toBe(
      `expected an operator after 'a.b', found '${'東'.repeat(39)}…'`,
    );
    expect(errorOf(() => parseFilter('a.b[\r\n\t1] x')).message).toBe("expected an operator after 'a.b[\\r\\n\\t1]', found 'x'");
  });

  test('the place is shown on its line where a filter has several', () => {
    expect(
      report(() => parseFilter('a.b=1 and\n\t c.d foo 2 or\n e.f=3'))
        .split('\n')
        .slice(1, 3),
    ).toEqual(['    c.d foo 2 or', '        ^^^']);
  });
});
