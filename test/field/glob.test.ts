import { describe, expect, it } from 'vitest';
import { compileGlob, foldAscii } from '../../src/field/glob.ts';

const matches = (pattern: string, text: string): boolean => compileGlob(pattern)(text);

describe('a shell pattern', () => {
  it('takes any bytes for a star, slashes too', () => {
    expect(matches('*', '')).toBe(true);
    expect(matches('/etc/*', '/etc/ssl/certs')).toBe(true);
    expect(matches('*.so.*', '/lib/libc.so.6')).toBe(true);
    expect(matches('a*b*c', 'aXbXbXc')).toBe(true);
    expect(matches('a*b*c', 'aXbXbX')).toBe(false);
    expect(matches('', 'a')).toBe(false);
  });

  it('takes one byte for a question mark', () => {
    expect(matches('a?c', 'abc')).toBe(true);
    expect(matches('a?c', 'ac')).toBe(false);
    expect(matches('?', '/')).toBe(true);
  });

  it('takes one byte of a set', () => {
    expect(matches('[a-c]', 'b')).toBe(true);
    expect(matches('[!a-c]', 'b')).toBe(false);
    expect(matches('[^a-c]', 'd')).toBe(true);
    expect(matches('[]a]', ']')).toBe(true);
    expect(matches('[a-]', '-')).toBe(true);
    expect(matches('[[:digit:][:upper:]]', '7')).toBe(true);
    expect(matches('[[:digit:]]', 'x')).toBe(false);
    expect(matches('[\\]]', ']')).toBe(true);
  });

  it('takes a bracket that is never closed for itself', () => {
    expect(matches('[a', '[a')).toBe(true);
    expect(matches('a[', 'a[')).toBe(true);
  });

  it('takes what follows a backslash as it stands', () => {
    expect(matches('\\*', '*')).toBe(true);
    expect(matches('\\*', 'a')).toBe(false);
    expect(matches('a\\', 'a\\')).toBe(false);
  });

  it('can fold the case of ASCII letters', () => {
    expect(compileGlob('NG*[A-C]', true)('nginxB')).toBe(true);
    expect(compileGlob('\xc4', true)('\xe4')).toBe(false);
    expect(foldAscii('AbC\xc4')).toBe('abc\xc4');
  });
});
