/** An IP network. IPv4: masked address and mask as u32. IPv6: address as 16 bytes and its prefix length. */
export type Network =
  | { readonly family: 4; readonly address: number; readonly mask: number }
  | { readonly family: 6; readonly address: string; readonly prefix: number };

/** IPv4 dotted quad as u32, IPv6 as binary string of 16 bytes; undefined where the text is neither. */
export function parseAddress(text: string): number | string | undefined {
  return text.includes(':') ? parseV6(text) : parseV4(text);
}

/** Bits of an IPv6 address that name its network where none are said. */
const usualPrefix = 64;

/**
 * `address/prefix`; undefined where the text is no network or the prefix is longer than the address. An IPv6 address alone
 * stands for the network of its first 64 bits, as in sysdig.
 */
export function parseNetwork(text: string): Network | undefined {
  const slash = text.indexOf('/');
  if (slash < 0) {
    const alone = parseAddress(text);
    return typeof alone === 'string' ? { family: 6, address: alone, prefix: usualPrefix } : undefined;
  }
  const prefixText = text.slice(slash + 1);
  if (!/^\d{1,3}$/.test(prefixText)) return undefined;
  const prefix = Number(prefixText);
  const address = parseAddress(text.slice(0, slash));
  if (address === undefined) return undefined;
  if (typeof address === 'string') return prefix <= 128 ? { family: 6, address, prefix } : undefined;
  if (prefix > 32) return undefined;
  const mask = prefix === 0 ? 0 : (0xffffffff << (32 - prefix)) >>> 0;
  return { family: 4, address: (address & mask) >>> 0, mask };
}

/** Whether the network holds the address; an address of the other family never is. */
export function holds(network: Network, address: number | string): boolean {
  if (network.family === 4) return typeof address === 'number' && (address & network.mask) >>> 0 === network.address;
  if (typeof address !== 'string') return false;
  const whole = network.prefix >> 3;
  for (let i = 0; i < whole; i++) if (address.charCodeAt(i) !== network.address.charCodeAt(i)) return false;
  const rest = network.prefix & 7;
  if (rest === 0) return true;
  return ((address.charCodeAt(whole) ^ network.address.charCodeAt(whole)) & (0xff00 >> rest) & 0xff) === 0;
}

function parseV4(text: string): number | undefined {
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  let address = 0;
  for (const part of parts) {
    if (!/^\d{1,3}$/.test(part) || Number(part) > 255) return undefined;
    address = address * 256 + Number(part);
  }
  return address;
}

function parseV6(text: string): string | undefined {
  let written = text;
  let tail: number[] = [];
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text);
  if (dotted !== null) {
    const v4 = parseV4(dotted[2]!);
    if (v4 === undefined) return undefined;
    tail = [v4 >>> 16, v4 & 0xffff];
    // What is left ends in the colon that separated the dotted part: keep a closing '::', drop a single one.
    written = dotted[1]!.endsWith('::') ? dotted[1]! : dotted[1]!.slice(0, -1);
  }
  const halves = written.split('::');
  if (halves.length > 2) return undefined;
  const head = groupsOf(halves[0]!);
  const rear = halves.length === 2 ? groupsOf(halves[1]!) : [];
  if (head === undefined || rear === undefined) return undefined;
  const given = head.length + rear.length + tail.length;
  if (halves.length === 2 ? given > 7 : given !== 8) return undefined;
  const groups = [...head, ...new Array<number>(8 - given).fill(0), ...rear, ...tail];
  return groups.map((group) => String.fromCharCode(group >> 8, group & 0xff)).join('');
}

function groupsOf(text: string): number[] | undefined {
  if (text === '') return [];
  const parts = text.split(':');
  if (!parts.every((part) => /^[0-9a-fA-F]{1,4}$/.test(part))) return undefined;
  return parts.map((part) => Number.parseInt(part, 16));
}
