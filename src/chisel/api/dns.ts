/** A DNS message, as far as it was captured (RFC 1035). */
export interface DnsMessage {
  readonly id: number;
  readonly isAnswer: boolean;
  /** `NOERROR`, `NXDOMAIN` ... */
  readonly result: string;
  readonly name: string;
  /** `A`, `AAAA` ... of the question. */
  readonly type: string;
  /** Addresses and names that were given, as far as they were captured. */
  readonly answers: readonly string[];
}

const types: Readonly<Record<number, string>> = {
  1: 'A',
  2: 'NS',
  5: 'CNAME',
  6: 'SOA',
  12: 'PTR',
  15: 'MX',
  16: 'TXT',
  28: 'AAAA',
  33: 'SRV',
  43: 'DS',
  48: 'DNSKEY',
  64: 'SVCB',
  65: 'HTTPS',
  255: 'ANY',
};
const results = ['NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED'] as const;

const headLength = 12;
/** Of a record behind its name: type, class, time to live, length. */
const recordHead = 10;
/** A name points to others; more would be a circle. */
const mostJumps = 16;

/** Reads a DNS message, one char a byte; undefined where it is none. What was cut off is missing. */
export function dnsMessage(data: string): DnsMessage | undefined {
  const bytes = Buffer.from(data, 'latin1');
  if (bytes.length < headLength) return undefined;
  const flags = bytes.readUInt16BE(2);
  const [questions, records] = [bytes.readUInt16BE(4), bytes.readUInt16BE(6)];
  if (questions !== 1) return undefined;
  const question = nameAt(bytes, headLength);
  if (question === undefined || question.end + 4 > bytes.length) return undefined;
  return {
    id: bytes.readUInt16BE(0),
    isAnswer: (flags & 0x8000) !== 0,
    result: results[flags & 15] ?? `RCODE${flags & 15}`,
    name: question.name,
    type: typeName(bytes.readUInt16BE(question.end)),
    answers: answersAt(bytes, question.end + 4, records),
  };
}

function typeName(type: number): string {
  return types[type] ?? `TYPE${type}`;
}

function answersAt(bytes: Buffer, from: number, count: number): string[] {
  const answers: string[] = [];
  let at = from;
  for (let i = 0; i < count; i++) {
    const name = nameAt(bytes, at);
    if (name === undefined || name.end + recordHead > bytes.length) break;
    const type = bytes.readUInt16BE(name.end);
    const length = bytes.readUInt16BE(name.end + 8);
    const start = name.end + recordHead;
    if (start + length > bytes.length) break;
    const text = recordText(bytes, type, start, length);
    if (text !== undefined) answers.push(text);
    at = start + length;
  }
  return answers;
}

function recordText(bytes: Buffer, type: number, start: number, length: number): string | undefined {
  if (type === 1 && length === 4) return bytes.subarray(start, start + 4).join('.');
  if (type === 28 && length === 16) return ipv6Text(bytes.subarray(start, start + 16));
  if (type === 2 || type === 5 || type === 12) return nameAt(bytes, start)?.name;
  if (type === 15) return nameAt(bytes, start + 2)?.name;
  return typeName(type);
}

/** An IPv6 address with its longest row of zeros shortened (RFC 5952). */
function ipv6Text(bytes: Buffer): string {
  const full = Array.from({ length: 8 }, (_, i) => bytes.readUInt16BE(2 * i).toString(16)).join(':');
  const zeros = [...full.matchAll(/(?<![^:])0(?::0)+(?![^:])/g)].sort((a, b) => b[0].length - a[0].length)[0];
  return zeros === undefined ? full : `${full.slice(0, zeros.index)}::${full.slice(zeros.index + zeros[0].length)}`.replace(/:{3,}/, '::');
}

/** A name, and where it ends. */
function nameAt(bytes: Buffer, from: number): { readonly name: string; readonly end: number } | undefined {
  const labels: string[] = [];
  let at = from;
  let end: number | undefined;
  for (let jumps = 0; jumps < mostJumps; ) {
    const length = bytes[at];
    if (length === undefined) return undefined;
    if (length === 0) return { name: labels.join('.') || '.', end: end ?? at + 1 };
    if (length >= 0xc0) {
      const low = bytes[at + 1];
      if (low === undefined) return undefined;
      end ??= at + 2;
      at = (length & 0x3f) * 256 + low;
      jumps++;
      continue;
    }
    if (length > 63 || at + 1 + length > bytes.length || labels.length > 127) return undefined;
    labels.push(bytes.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return undefined;
}
