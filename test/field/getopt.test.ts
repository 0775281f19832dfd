import { describe, expect, it } from 'vitest';
import { readOptions } from '../../src/field/getopt.ts';

const options = (line: string, known: string) => Object.fromEntries(readOptions(line.split(' '), known));

describe('command-line options', () => {
  it('stand alone, together, or with their value', () => {
    expect(options('-a -b x', 'ab:')).toEqual({ a: '', b: 'x' });
    expect(options('-abx', 'ab:')).toEqual({ a: '', b: 'x' });
    expect(options('-a -bx rest -a', 'ab:')).toEqual({ a: '', b: 'x' });
  });

  it('end at two dashes and at the first word that is none', () => {
    expect(options('-a -- -b x', 'ab:')).toEqual({ a: '' });
    expect(options('file -a', 'a')).toEqual({});
  });

  it('have an empty value where it was left out', () => {
    expect(options('-b', 'b:')).toEqual({ b: '' });
    expect(options('-b x', 'b::')).toEqual({ b: '' });
    expect(options('-bx', 'b::')).toEqual({ b: 'x' });
  });

  it('are passed over where nobody knows them', () => {
    expect(options('-xya', 'a')).toEqual({ a: '' });
  });
});
