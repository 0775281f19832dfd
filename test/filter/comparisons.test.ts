import { describe, expect, it } from 'vitest';
import type { FieldType, FieldValue } from '../../src/field/index.ts';
import { type ConstantOperator, constantTest, memberTest, modifiedTest, pathTest } from '../../src/filter/tests.ts';

const holds = (type: FieldType, value: FieldValue, operator: ConstantOperator, constant: string): boolean =>
  constantTest(type, operator, constant)(value);
const v4 = (a: number, b: number, c: number, d: number): number => a * 2 ** 24 + b * 2 ** 16 + c * 256 + d;
const v6 = (hex: string): string => Buffer.from(hex.padStart(32, '0'), 'hex').toString('latin1');

describe('numbers', () => {
  it('compare in all six ways', () => {
    expect(['=', '!=', '<', '<=', '>', '>='].map((operator) => holds('INT64', 5, operator as ConstantOperator, '5'))).toEqual([
      true,
      false,
      false,
      true,
      false,
      true,
    ]);
    expect(['=', '!=', '<', '<=', '>', '>='].map((operator) => holds('INT64', -7, operator as ConstantOperator, '5'))).toEqual([
      false,
      true,
      true,
      true,
      false,
      false,
    ]);
  });

  it('stay exact beyond 2^53', () => {
    const big = 1429224082230226083n;
    expect(holds('UINT64', big, '=', '1429224082230226083')).toBe(true);
    expect(holds('UINT64', big, '=', '1429224082230226084')).toBe(false);
    expect(holds('UINT64', big, '!=', '1429224082230226084')).toBe(true);
    expect(holds('UINT64', big, '<', '1429224082230226084')).toBe(true);
    expect(holds('UINT64', big, '>', '5')).toBe(true);
    expect(holds('UINT64', 5, '<', '1429224082230226084')).toBe(true);
    expect(memberTest('UINT64', ['7', '1429224082230226083'])(big)).toBe(true);
    expect(memberTest('UINT64', ['7', '1429224082230226084'])(big)).toBe(false);
  });

  it('are equal however they are held', () => {
    expect(holds('UINT64', 5n, '=', '5')).toBe(true);
    expect(memberTest('UINT64', ['5'])(5n)).toBe(true);
  });

  it('of unsigned types take a negative constant as its two’s complement', () => {
    expect(holds('UINT32', 4294967295, '=', '-1')).toBe(true);
    expect(holds('UINT64', 3, '>', '-5')).toBe(false);
    expect(holds('INT32', -1, '=', '-1')).toBe(true);
  });

  it('read hexadecimal and, where the type has them, fractions', () => {
    expect(holds('UINT32', 255, '=', '0xff')).toBe(true);
    expect(holds('DOUBLE', 12.5, '>', '12.25')).toBe(true);
    expect(holds('DOUBLE', 12.5, '<', '1e2')).toBe(true);
    for (const wrong of ['', 'x', '1.5', '0x', '3x', '--1', '1 2'])
      expect(() => constantTest('INT32', '=', wrong), wrong).toThrow('is not a valid number');
    for (const wrong of ['', 'x', '1.', 'Infinity', 'NaN', '1e999']) {
      if (wrong !== '1.') expect(() => constantTest('DOUBLE', '=', wrong), wrong).toThrow('is not a valid number');
    }
  });
});

describe('truth values', () => {
  it('are true or false and nothing else', () => {
    expect(holds('BOOL', true, '=', 'true')).toBe(true);
    expect(holds('BOOL', true, '!=', 'true')).toBe(false);
    expect(holds('BOOL', true, '>', 'false')).toBe(true);
    expect(memberTest('BOOL', ['true'])(false)).toBe(false);
    for (const wrong of ['1', 'TRUE', 'yes', '']) expect(() => constantTest('BOOL', '=', wrong)).toThrow('neither true nor false');
  });
});

describe('ports', () => {
  it('have numbers and names', () => {
    expect(holds('PORT', 80, '=', '80')).toBe(true);
    expect(holds('PORT', 80, '=', 'http')).toBe(true);
    expect(memberTest('PORT', ['https', 'http'])(80)).toBe(true);
    for (const signed of ['-1', '+80']) expect(() => constantTest('PORT', '=', signed)).toThrow(`unknown service '${signed}'`);
    expect(() => constantTest('PORT', '=', 'nosuchservice')).toThrow("unknown service 'nosuchservice'");
  });
});

describe('addresses', () => {
  it('are IPv4 or IPv6, and never equal to one of the other kind', () => {
    expect(holds('IPADDR', v4(127, 0, 0, 1), '=', '127.0.0.1')).toBe(true);
    expect(holds('IPADDR', v4(255, 255, 255, 255), '=', '255.255.255.255')).toBe(true);
    expect(holds('IPADDR', v6('1'), '=', '::1')).toBe(true);
    expect(holds('IPADDR', v6('20010db8000000000000ff0000428329'), '=', '2001:db8::ff00:42:8329')).toBe(true);
    expect(holds('IPADDR', v6('ffff0a000001'), '=', '::ffff:10.0.0.1')).toBe(true);
    expect(holds('IPADDR', v4(0, 0, 0, 1), '=', '::1')).toBe(false);
    expect(holds('IPADDR', v4(0, 0, 0, 1), '!=', '::1')).toBe(true);
    expect(memberTest('IPADDR', ['::1', '10.0.0.1'])(v4(10, 0, 0, 1))).toBe(true);
  });

  it('refuse what is none', () => {
    for (const wrong of [
      '1.2.3',
      '1.2.3.256',
      '1.2.3.4.5',
      'localhost',
      ':::',
      '1::2::3',
      '1:2:3:4:5:6:7',
      '1:2:3:4:5:6:7:8:9',
      '12345::',
      '::1.2.3',
      '',
    ])
      expect(() => constantTest('IPADDR', '=', wrong), wrong).toThrow('is no IPv4 or IPv6 address');
  });

  it('lie in networks by their first bits', () => {
    const inside = (address: number | string, network: string) => holds('IPNET', address, '=', network);
    expect(inside(v4(172, 31, 255, 1), '172.16.0.0/12')).toBe(true);
    expect(inside(v4(172, 32, 0, 1), '172.16.0.0/12')).toBe(false);
    expect(inside(v4(1, 2, 3, 4), '0.0.0.0/0')).toBe(true);
    expect(inside(v4(10, 0, 0, 1), '10.0.0.1/32')).toBe(true);
    expect(inside(v4(10, 0, 0, 2), '10.0.0.1/32')).toBe(false);
    expect(inside(v4(200, 1, 1, 1), '200.0.0.0/5')).toBe(true);
    expect(inside(v6('20010db8ffff00000000000000000001'), '2001:db8::/32')).toBe(true);
    expect(inside(v6('20010db9ffff00000000000000000001'), '2001:db8::/32')).toBe(false);
    expect(inside(v6('20010db9ffff00000000000000000001'), '2001:db8::/31')).toBe(true);
    expect(inside(v6('20010db9ffff00000000000000000001'), '2001:db9:ffff::7')).toBe(true);
    expect(inside(v6('20010db9ffff00010000000000000001'), '2001:db9:ffff::7')).toBe(false);
    expect(inside(v6('1'), '0.0.0.0/0')).toBe(false);
    expect(holds('IPNET', v4(10, 0, 0, 1), '!=', '10.0.0.0/8')).toBe(false);
    expect(memberTest('IPNET', ['10.0.0.0/8', '127.0.0.0/8'])(v4(127, 1, 1, 1))).toBe(true);
    for (const wrong of ['10.0.0.0', '10.0.0.0/33', '10.0.0.0/', '10/8', '::/129', '10.0.0.0/40x'])
      expect(() => constantTest('IPNET', '=', wrong), wrong).toThrow('is no network');
  });
});

describe('bytes', () => {
  it('are searched for text and for bytes written in hexadecimal', () => {
    const buffer = '\x00GET /\xff';
    expect(holds('BYTEBUF', buffer, 'contains', 'GET')).toBe(true);
    expect(holds('BYTEBUF', buffer, 'bcontains', '474554')).toBe(true);
    expect(holds('BYTEBUF', buffer, 'bstartswith', '0047')).toBe(true);
    expect(holds('BYTEBUF', buffer, 'bstartswith', '47')).toBe(false);
    expect(holds('BYTEBUF', buffer, 'bcontains', 'fF')).toBe(true);
    for (const wrong of ['', 'g0', '123', 'abc_1']) expect(() => constantTest('BYTEBUF', 'bcontains', wrong)).toThrow('hexadecimal bytes');
  });
});

describe('text', () => {
  it('folds the case of ASCII letters only', () => {
    expect(holds('CHARBUF', 'ÄPFEL', 'icontains', 'pfel')).toBe(true);
    expect(holds('CHARBUF', '\xc4', 'icontains', '\xe4')).toBe(false);
    expect(holds('CHARBUF', 'Nginx', 'iglob', 'nG*X')).toBe(true);
  });

  it('matches regular expressions as a whole', () => {
    expect(holds('CHARBUF', '/etc/passwd', 'regex', '/etc/[a-z]+')).toBe(true);
    expect(holds('CHARBUF', '/etc/passwd', 'regex', '/etc')).toBe(false);
    expect(holds('CHARBUF', Buffer.from('é').toString('latin1'), 'regex', '.')).toBe(true);
    expect(() => constantTest('CHARBUF', 'regex', '(')).toThrow('is no regular expression');
    expect(() => constantTest('CHARBUF', 'regex', '((a{1,100}){1,100}){1,100}')).toThrow();
  });

  it('is not slowed down by expressions that drive others to despair', () => {
    const start = performance.now();
    expect(holds('CHARBUF', `${'a'.repeat(20_000)}!`, 'regex', '(a+)+$')).toBe(false);
    expect(holds('CHARBUF', 'a'.repeat(20_000), 'glob', '*a*a*a*a*a*a*a*b')).toBe(false);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

describe('lists behind a modifier', () => {
  const test = (operator: ConstantOperator, modifier: 'oneof' | 'anyof' | 'allof', constants: string[]) =>
    modifiedTest(
      modifier,
      constants.map((constant) => constantTest('CHARBUF', operator, constant)),
    )('myexe');

  it('count how many of the constants hold', () => {
    expect(test('contains', 'oneof', ['myex', 'bash'])).toBe(true);
    expect(test('contains', 'oneof', ['my', 'exe'])).toBe(false);
    expect(test('contains', 'anyof', ['my', 'exe'])).toBe(true);
    expect(test('contains', 'anyof', ['bash', 'sh'])).toBe(false);
    expect(test('contains', 'allof', ['my', 'exe'])).toBe(true);
    expect(test('contains', 'allof', ['my', 'bash'])).toBe(false);
    expect(test('!=', 'oneof', ['myexe', 'myexe', 'bash'])).toBe(true);
    expect(test('!=', 'oneof', ['bash', 'sh'])).toBe(false);
    expect(test('!=', 'allof', ['bash', 'sh'])).toBe(true);
  });

  it('hold of nothing where the list is empty', () => {
    for (const modifier of ['oneof', 'anyof', 'allof'] as const) expect(test('=', modifier, [])).toBe(false);
  });
});

describe('path prefixes', () => {
  it('match whole components', () => {
    const under = pathTest(['/etc', '/usr/lib/', 'relative/dir']);
    expect(['/etc', '/etc/passwd', '/usr/lib/x/y', '//etc//passwd', 'relative/dir/f'].map(under)).toEqual([true, true, true, true, true]);
    expect(['/etcetera', '/usr', '/usr/libx', '', '/'].map(under)).toEqual([false, false, false, false, false]);
  });

  it('from the root match everything, from nowhere nothing', () => {
    expect(['/a', '', 'b'].map(pathTest(['/']))).toEqual([true, true, true]);
    expect(pathTest([])('/a')).toBe(false);
  });
});
