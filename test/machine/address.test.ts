import { describe, expect, it } from 'vitest';
import { ipv4Text, ipv6Text, isMappedIpv4 } from '../../src/machine/index.ts';

function ipv6(digits: string): string {
  return Buffer.from(digits, 'hex').toString('latin1');
}

describe('an address as text', () => {
  it('of IPv4 has four numbers', () => {
    expect(ipv4Text(0xc0a80001)).toBe('192.168.0.1');
  });

  it.each([
    ['20010db8000000000000000000000001', '2001:db8::1'],
    ['00000000000000000000000000000000', '::'],
    ['00000000000000000000000000000001', '::1'],
    ['fe800000000000000000000000000000', 'fe80::'],
    ['20010db8000100000000000100000000', '2001:db8:1::1:0:0'],
    ['20010000000000010000000000000001', '2001:0:0:1::1'],
    ['00000000000000000000ffff0a000005', '::ffff:10.0.0.5'],
    ['0000000000000000000000000a000005', '::10.0.0.5'],
    ['000100020003000400050006000700ff', '1:2:3:4:5:6:7:ff'],
  ])('of IPv6 %s is %s, as the C library writes it', (digits, text) => {
    expect(ipv6Text(ipv6(digits))).toBe(text);
  });
});

it('IPv4 in IPv6 clothes is known by its first twelve bytes, and so is no address at all', () => {
  expect(isMappedIpv4(Buffer.from('00000000000000000000ffff0a000005', 'hex'), 0)).toBe(true);
  expect(isMappedIpv4(Buffer.alloc(16), 0)).toBe(true);
  expect(isMappedIpv4(Buffer.from('00000000000000000000000000000001', 'hex'), 0)).toBe(false);
});
