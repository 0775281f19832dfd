import { describe, expect, it } from 'vitest';
import { bindArguments, defineChisel, takesWord, usage } from '../../src/chisel/index.ts';

const about = { category: 'Misc', summary: 'For a test' };
const string = { type: 'string', description: 'a text' } as const;
const none = defineChisel({ ...about });
const required = defineChisel({ ...about, args: { ms: { type: 'int', description: 'a time' }, mode: { ...string, optional: true } } });
const optional = defineChisel({ ...about, args: { mode: { ...string, optional: true } } });
const filter = defineChisel({ ...about, args: { filter: { type: 'filter', description: 'which', optional: true } } });
const address = defineChisel({ ...about, args: { ip: { type: 'ipv4', description: 'where' } } });
const isFilter = (text: string): boolean => text.includes('=');

describe('the word behind a chisel', () => {
  it('is not its own where it has no arguments', () => expect(takesWord(none, ['x'], isFilter)).toBe(false));
  it('is its own where it needs one, whatever it looks like', () => expect(takesWord(required, ['-1'], isFilter)).toBe(true));
  it('is not its own where all that follows is a filter', () => {
    expect(takesWord(optional, ['fd.num', '=', '1'], isFilter)).toBe(false);
    expect(takesWord(optional, ['disable_colors', 'and', 'more'], isFilter)).toBe(true);
  });
  it('is not its own where it is an option', () => expect(takesWord(optional, ['-q'], isFilter)).toBe(false));
  it('is its own filter where that is its only argument', () => expect(takesWord(filter, ['fd.num=1'], isFilter)).toBe(true));
  it('need not be there', () => expect(takesWord(required, [], isFilter)).toBe(false));
});

describe('the arguments of a chisel', () => {
  it('stand in one word, in their order', () => {
    expect(bindArguments('x', required, "10 'two words'")).toEqual({ ms: 10, mode: 'two words' });
    expect(bindArguments('x', required, '10')).toEqual({ ms: 10, mode: undefined });
  });
  it('keep a filter whole', () => expect(bindArguments('x', filter, "proc.name = 'a b'")).toEqual({ filter: "proc.name = 'a b'" }));
  it('free a filter of quotes around the whole of it', () => {
    expect(bindArguments('x', filter, "'fd.name contains /etc'")).toEqual({ filter: 'fd.name contains /etc' });
    expect(bindArguments('x', filter, "'a'='b'")).toEqual({ filter: "'a'='b'" });
  });
  it('are named where one is missing', () =>
    expect(() => bindArguments('x', required, undefined)).toThrow('needs the argument ms: a time'));
  it('are refused where one is of another type', () => {
    expect(() => bindArguments('x', required, 'ten')).toThrow("ms is a number, not 'ten'");
    expect(() => bindArguments('x', address, '1.2.3.256')).toThrow("ip is an IPv4 address, not '1.2.3.256'");
  });
  it('are refused where there are too many', () => expect(() => bindArguments('x', optional, 'a b')).toThrow('takes 1 argument, not 2'));
  it('show how the chisel is called', () => expect(usage('x', required)).toBe('tsdig -c x "ms [mode]"'));
});
