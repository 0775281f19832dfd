import { describe, expect, test } from 'vitest';
import { completeAt } from '../../../grammar/index.ts';

/** Completes where `|` stands. */
function at(text: string) {
  const offset = text.indexOf('|');
  const whole = text.replace('|', '');
  const { range, kinds, ...rest } = completeAt(whole, offset);
  return { begun: whole.slice(range.start, range.end), kinds: [...kinds].sort(), ...rest };
}

const condition = ['field', 'group', 'not', 'transformer'];

describe('completion', () => {
  test.each(['|', ' |', '(|', 'a.b=1 and |', 'a.b=1 or not |', 'not (|', '|a.b=1'])('a condition may begin at %s', (text) => {
    expect(at(text)).toMatchObject({ begun: '', kinds: condition, field: undefined, operator: undefined });
  });

  test('a begun word is what a completion replaces', () => {
    expect(at('a.b=1 and proc.na|')).toMatchObject({ begun: 'proc.na', kinds: condition, words: [] });
    expect(at('to|')).toMatchObject({ begun: 'to', words: ['tolower', 'toupper'] });
    expect(at('n|')).toMatchObject({ begun: 'n', words: ['not'] });
    expect(at('proc.n|ame = x')).toMatchObject({ begun: 'proc.n', kinds: condition });
  });

  test('behind a field stands an operator', () => {
    expect(at('fd.name |')).toMatchObject({ begun: '', kinds: ['operator'], field: 'fd.name' });
    expect(at('fd.name |').words).toHaveLength(19);
    expect(at('fd.name con|')).toMatchObject({ begun: 'con', kinds: ['operator'], words: ['contains'] });
    expect(at('fd.name contains|')).toMatchObject({ begun: 'contains', words: ['contains'] });
    expect(at('(not tolower(fd.name) e|')).toMatchObject({
      begun: 'e',
      kinds: ['operator'],
      words: ['endswith', 'exists'],
      field: 'fd.name',
    });
  });

  test('behind an operator stands a value, with the field it is for', () => {
    const expected = { kinds: ['modifier', 'transformer', 'value'], field: 'evt.type', operator: '=' };
    expect(at('evt.type=|')).toMatchObject({ begun: '', ...expected });
    expect(at('evt.type = op|')).toMatchObject({ begun: 'op', ...expected });
    expect(at('a.b=1 and (evt.type="op|')).toMatchObject({ begun: '"op', ...expected });
    expect(at('evt.type=v|').words).toEqual(['val']);
    expect(at('evt.type=o|').words).toEqual(['oneof']);
  });

  test('in and a modifier want their list', () => {
    expect(at('evt.type in |')).toMatchObject({ begun: '', kinds: ['list', 'transformer'], field: 'evt.type', operator: 'in' });
    expect(at('evt.type in (|')).toMatchObject({ kinds: ['close', 'value'], words: [], field: 'evt.type', operator: 'in' });
    expect(at('evt.type in (open, clo|')).toMatchObject({ begun: 'clo', kinds: ['value'], field: 'evt.type' });
    expect(at('evt.type in (open |')).toMatchObject({ kinds: ['close', 'comma'] });
    expect(at('fd.name contains oneof (|')).toMatchObject({ kinds: ['close', 'value'], field: 'fd.name', operator: 'contains' });
  });

  test('behind a condition it goes on or ends', () => {
    expect(at('a.b=1 |')).toMatchObject({ begun: '', kinds: ['connective', 'end'], words: ['and', 'or'] });
    expect(at('a.b=1 a|')).toMatchObject({ begun: 'a', kinds: ['connective', 'end'], words: ['and'] });
    expect(at('a.b="1"|')).toMatchObject({ begun: '', kinds: ['connective', 'end'] });
    expect(at('(a.b exists |')).toMatchObject({ kinds: ['close', 'connective'] });
    expect(at('(a.b in (1)|')).toMatchObject({ kinds: ['close', 'connective'] });
  });

  test('transformers offer what they take', () => {
    expect(at('tolower(|')).toMatchObject({ kinds: ['field', 'list', 'transformer', 'value'] });
    expect(at('tolower(v|').words).toEqual([]);
    expect(at('join("-", (fd.n|')).toMatchObject({ begun: 'fd.n', kinds: ['field', 'transformer', 'value'].concat('close').sort() });
    expect(at('join("-" |')).toMatchObject({ kinds: ['close', 'comma'] });
  });

  test('brackets behind a field want an argument', () => {
    expect(at('evt.arg[|')).toMatchObject({ begun: '', kinds: ['argument'], field: 'evt.arg' });
    expect(at('evt.arg[na|')).toMatchObject({ begun: 'na', kinds: ['argument'], field: 'evt.arg' });
  });

  test('nothing is offered behind what is broken', () => {
    expect(at('a.b=1 xor |')).toMatchObject({ kinds: [], words: [] });
    expect(at('and |')).toMatchObject({ kinds: [], words: [] });
    expect(at('a.b=1) |')).toMatchObject({ kinds: [] });
  });

  test('what stands behind the place does not matter', () => {
    expect(at('fd.name | ) broken "')).toMatchObject({ kinds: ['operator'] });
    expect(completeAt('a.b=1 ', 99).kinds).toContain('connective');
    expect(completeAt('a.b=1 ', -5).kinds).toContain('field');
  });
});
