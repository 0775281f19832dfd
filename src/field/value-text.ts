import type { FieldType, FieldValue } from './types.ts';

/** A value as plain text, for joining it with others; no widths, no units. */
export function valueText(value: FieldValue, type: FieldType): string {
  if (type === 'IPADDR' || type === 'IPNET') return addressText(value as number | string);
  return String(value);
}

/** An address as text: IPv4 from u32, IPv6 from 16 bytes in the form of RFC 5952. */
export function addressText(address: number | string): string {
  if (typeof address === 'number') return `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
  const groups: number[] = [];
  for (let i = 0; i < 16; i += 2) groups.push(address.charCodeAt(i) * 256 + address.charCodeAt(i + 1));
  const { start, length } = longestZeros(groups);
  const hex = (part: readonly number[]) => part.map((group) => group.toString(16)).join(':');
  return length < 2 ? hex(groups) : `${hex(groups.slice(0, start))}::${hex(groups.slice(start + length))}`;
}

/** The first longest run of zeros. */
function longestZeros(groups: readonly number[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  for (let start = 0; start < groups.length; start++) {
    let length = 0;
    while (groups[start + length] === 0) length++;
    if (length > best.length) best = { start, length };
    start += length;
  }
  return best;
}
