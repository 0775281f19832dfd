/** Internet addresses as numbers and as text. */

/** An IPv4 address of 4 bytes in network order, as a number in host order: `1.2.3.4` is 0x01020304. */
export function ipv4At(bytes: Uint8Array, at: number): number {
  return ((bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!) >>> 0;
}

/** An IPv6 address as a binary string of 16 chars. */
export function ipv6At(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 16));
}

/** The bytes of an address in network order: 4 or 16. */
export function bytesOfAddress(address: number | string): Uint8Array {
  if (typeof address === 'string') return Buffer.from(address, 'latin1');
  return Uint8Array.of(address >>> 24, address >>> 16, address >>> 8, address);
}

/** The IPv6 address `::`. */
export const ipv6Any: string = '\0'.repeat(16);
/** The IPv6 address `::1`. */
export const ipv6Loopback: string = `${'\0'.repeat(15)}\x01`;
/** 127.0.0.1 */
export const ipv4Loopback = 0x7f000001;

/**
 * Whether the 16 bytes are an IPv4 address in IPv6 clothes (`::ffff:1.2.3.4`, RFC 4291 2.5.5.2). `::` counts as one
 * too: what a socket without an address shows.
 */
export function isMappedIpv4(bytes: Uint8Array, at: number): boolean {
  for (let i = 0; i < 10; i++) if (bytes[at + i] !== 0) return false;
  if (bytes[at + 10] === 0xff && bytes[at + 11] === 0xff) return true;
  for (let i = 10; i < 16; i++) if (bytes[at + i] !== 0) return false;
  return true;
}

/** `1.2.3.4`. */
export function ipv4Text(address: number): string {
  return `${address >>> 24}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
}

/** The text of 16 bytes as the C library writes it: the longest run of zeros short, IPv4 tails dotted. */
export function ipv6Text(address: string): string {
  const words = new Array<number>(8);
  for (let i = 0; i < 8; i++) words[i] = (address.charCodeAt(i * 2) << 8) | address.charCodeAt(i * 2 + 1);
  const [start, length] = longestZeroRun(words);
  const dotted = start === 0 && (length === 6 || (length === 5 && words[5] === 0xffff));
  const last = dotted ? 6 : 8;
  let text = '';
  for (let i = 0; i < last; i++) {
    if (i === start) {
      text += i === 0 ? '::' : ':';
      i += length - 1;
    } else {
      text += words[i]!.toString(16);
      if (i < last - 1 || dotted) text += ':';
    }
  }
  if (!dotted) return text;
  const tail = ((words[6]! << 16) | words[7]!) >>> 0;
  return text + ipv4Text(tail);
}

/** Where the longest run of two or more zero words begins and how long it is; -1 where there is none. */
function longestZeroRun(words: readonly number[]): readonly [number, number] {
  let best = -1;
  let bestLength = 1;
  for (let i = 0; i < words.length; i++) {
    let length = 0;
    while (i + length < words.length && words[i + length] === 0) length++;
    if (length > bestLength) {
      best = i;
      bestLength = length;
    }
    i += length;
  }
  return [best, bestLength];
}

/** The text of an address of either family. */
export function addressText(address: number | string): string {
  return typeof address === 'number' ? ipv4Text(address) : ipv6Text(address);
}
