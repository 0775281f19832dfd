import { isIPv4 } from 'node:net';
import os from 'node:os';
import type { InterfaceEntry } from '../../event/index.ts';
import { readWhole } from './files.ts';

const BITS_PER_MEGABIT = 1_000_000n;

/** The addresses of this machine's network interfaces that are up. */
export function scanInterfaces(): InterfaceEntry[] {
  const entries: InterfaceEntry[] = [];
  for (const [name, addresses] of Object.entries(os.networkInterfaces())) {
    for (const { address, netmask, family } of addresses ?? []) {
      const own = addressBytes(address);
      const mask = addressBytes(netmask);
      entries.push({
        family: family === 'IPv4' ? 4 : 6,
        address: own,
        netmask: mask,
        broadcast: own.map((byte, i) => byte | (~mask[i]! & 0xff)),
        linkSpeed: linkSpeed(name),
        name: Buffer.from(name).toString('latin1'),
      });
    }
  }
  return entries;
}

/** Bits a second; 0 where the driver does not know (-1, or an error). */
function linkSpeed(name: string): bigint {
  const megabits = readWhole(`/sys/class/net/${name}/speed`).trim();
  return /^\d+$/.test(megabits) ? BigInt(megabits) * BITS_PER_MEGABIT : 0n;
}

/** An address as text (RFC 5952 for IPv6) to its 4 or 16 bytes in network order. */
export function addressBytes(text: string): Uint8Array {
  if (isIPv4(text)) return Uint8Array.from(text.split('.'), Number);
  const [head = '', tail] = text.replace(/%.*$/, '').split('::');
  const words = (part: string): number[] =>
    part === ''
      ? []
      : part.split(':').flatMap((word) => {
          if (!word.includes('.')) return [Number.parseInt(word, 16)];
          const bytes = word.split('.').map(Number);
          return [(bytes[0]! << 8) | bytes[1]!, (bytes[2]! << 8) | bytes[3]!];
        });
  const left = words(head);
  const right = tail === undefined ? [] : words(tail);
  const all = [...left, ...Array<number>(8 - left.length - right.length).fill(0), ...right];
  return Uint8Array.from(all.flatMap((word) => [word >> 8, word & 0xff]));
}
