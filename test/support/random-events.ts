import { EventFlag, type EventType, eventTable, FIRST_NEWER_EVENT, type ParamDef } from '../../src/event/index.ts';
import { ipv4Address, ipv4Tuple, ipv6Address, ipv6Tuple, unixAddress, unixTuple } from './events.ts';
import { int, type MinimalEvent, text } from './minimal-capture.ts';

/** Picks one of some values. */
export type Pick = <Value>(values: readonly Value[]) => Value;

/** Picks by numbers such as those of `random`. */
export function pickBy(next: (limit: number) => number): Pick {
  return (values) => values[next(values.length)]!;
}

/** Values for which classic sysdig has no name, though we do. */
const newerNames = /O_F_CREATED|FD_UPPER_LAYER|FD_LOWER_LAYER/;

const paths = [
  '/',
  '/etc/passwd',
  'a',
  './b',
  '../c/./d',
  '//x//y/',
  '',
  '<NA>',
  '/caf\xc3\xa9',
  'caf\xc3\xa9',
  'a/../../..',
  '.',
  '..',
  '.hidden',
  'a/',
  '/a/../b',
];
const texts = ['', 'a', 'hello world', 'x'.repeat(100), 'caf\xc3\xa9', '(NULL)', '<NA>', 'tab\tline\n'];
const buffers = [
  '',
  'abc',
  'a\0b\0',
  '\x01\xff\n\ttext',
  'y'.repeat(79),
  'y'.repeat(80),
  'y'.repeat(81),
  `GET / HTTP/1.1\r\nHost: x\r\n\r\n${'z'.repeat(80)}`,
];
const errors = [0, 1, -1, -2, -11, -17, -511, -512, -513, -530, -4095, -4096, 1234567];
const fds = [0, 1, 3, -1, -2, -9, -100, 77, 100_000];
const wide = [0n, 1n, -1n, 255n, 1n << 32n, (1n << 53n) + 1n, -(1n << 53n) - 1n, 1n << 62n];
const times = [0n, 1n, 999n, 1_000_000n, 1_500_000_000n, -1n, 123_456_789_012n, 1n << 63n];

const documented6 = `20010db8${'0'.repeat(23)}1`;
const loopback6 = `${'0'.repeat(31)}1`;
const any6 = '0'.repeat(32);
const mapped6 = `${'0'.repeat(20)}ffff01020304`;

const nothing = new Uint8Array(0);
const sockaddrs = [
  nothing,
  ipv4Address('127.0.0.1', 80),
  Uint8Array.of(2, 1, 2),
  ipv6Address(documented6, 443),
  ipv6Address(mapped6, 443),
  unixAddress('/run/x'),
  Uint8Array.of(16),
  Uint8Array.of(200),
];
const tuples = [
  nothing,
  ipv4Tuple('127.0.0.1', 80, '10.0.0.1', 8080),
  ipv6Tuple(documented6, 443, loopback6, 1),
  ipv6Tuple(mapped6, 443, mapped6, 1),
  ipv6Tuple(any6, 443, any6, 1),
  unixTuple(0xffff8800n << 32n, 255n, '/run/x'),
  Uint8Array.of(16),
];
const counts = [0, 1, 2, 3];

/** An event of a type with its classic parameters, each with some value its type can have. */
export function randomEvent(type: EventType, pick: Pick): MinimalEvent {
  const params = type.params.filter((param) => param.added !== true).map((param) => randomValue(param, pick));
  return { type: type.number, params, tid: 100n };
}

function randomValue(param: ParamDef, pick: Pick): Uint8Array {
  switch (param.type) {
    case 'INT8':
    case 'UINT8':
    case 'SIGTYPE':
      return int(1, pick([0, 1, 9, 15, 31, 32, 64, 127, 128, 255]));
    case 'INT16':
    case 'UINT16':
      return int(2, pick([0, 1, 255, 256, 32767, 32768, 65535]));
    case 'INT32':
    case 'UINT32':
      return int(4, pick([0, 1, 10, 493, 65535, 2147483647, 2147483648, 4294967295]));
    case 'INT64':
    case 'UINT64':
      return int(8, pick(wide));
    case 'FLAGS8':
    case 'ENUMFLAGS8':
      return int(1, randomFlags(param, pick) & 0xff);
    case 'FLAGS16':
    case 'ENUMFLAGS16':
      return int(2, randomFlags(param, pick) & 0xffff);
    case 'FLAGS32':
    case 'ENUMFLAGS32':
    case 'MODE':
      return int(4, randomFlags(param, pick));
    case 'UID':
    case 'GID':
      return int(4, pick([0, 1, 1000, 4294967295, 2147483648]));
    case 'SIGSET':
      return int(4, pick([0, 1, 0x12345, 0xffffffff, 0x80000000]));
    case 'ERRNO':
      return int(8, pick(errors));
    case 'FD':
      return int(8, pick(fds));
    case 'PID':
      return int(8, pick([0, 1, 100, 101, -1, 99_999]));
    case 'RELTIME':
      return int(8, pick(times));
    case 'CHARBUF':
      return text(pick(texts));
    case 'FSPATH':
    case 'FSRELPATH':
      return text(pick(paths));
    case 'BYTEBUF':
      return Buffer.from(pick(buffers), 'latin1');
    case 'SOCKADDR':
      return pick(sockaddrs);
    case 'SOCKTUPLE':
      return pick(tuples);
    case 'FDLIST':
      return fdList(pick);
    case 'DYN': {
      const variants = param.dyn?.variants ?? [];
      const variant = pick([...variants.keys()]);
      return Buffer.concat([int(1, variant), randomValue(variants[variant]!, pick)]);
    }
    default:
      throw new Error(`no values for ${param.type}`);
  }
}

function fdList(pick: Pick): Uint8Array {
  const count = pick(counts);
  const entries = Array.from({ length: count }, () => Buffer.concat([int(8, pick(fds)), int(2, pick([0, 1, 4, 65, -1]))]));
  return Buffer.concat([int(2, count), ...entries]);
}

/** One flag or two of the parameter's set, or any small number. */
function randomFlags({ set }: ParamDef, pick: Pick): number {
  const known = (set?.entries ?? []).filter(({ name }) => !newerNames.test(name)).map(({ value }) => value);
  if (known.length === 0) return pick([0, 1, 2, 3, 64, 127, 128, 255]);
  return pick([() => pick(known), () => (pick(known) | pick(known)) >>> 0, () => pick([0, 6, 77, 255])])();
}

/** Event types that need more than their own parameters, or that sysdig prints without them. */
const apart = /GENERIC|TRACER|EXECVE|CLONE|FORK|PROCEXIT|CONTAINER|PLUGIN|BPF|SETNS/;

/** Classic event types whose parameters are made of bytes alone and that leave the machine's state as it is. */
export const statelessTypes: readonly EventType[] = eventTable.filter(
  ({ number, code, flags, category, params }) =>
    number < FIRST_NEWER_EVENT &&
    params.length > 0 &&
    (flags & EventFlag.MODIFIES_STATE) === 0 &&
    category !== 'INTERNAL' &&
    !apart.test(code),
);
