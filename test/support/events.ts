import { EventCursor, type EventType, eventNumber, eventTable, type InitialState, layoutV2, type ParamDef } from '../../src/event/index.ts';
import { int, type MinimalEvent, text } from './minimal-capture.ts';

/**
 * Events made by hand: `event('PPME_SYSCALL_CLOSE_E', [3], { tid: 7 })`. They can be fed to a machine directly or be
 * written into a capture that sysdig reads.
 */

/**
 * The value of a parameter: numbers in the width its type has, text with its NUL (BYTEBUF without), bytes as they are,
 * undefined for a parameter without any bytes.
 */
export type ParamValue = number | bigint | string | Uint8Array | undefined;

export interface EventOptions {
  /** Default 100. */
  readonly tid?: number;
  /** ns since the epoch; by default one ns after the event before, or after {@link firstEventTime}. */
  readonly time?: bigint;
  readonly cpu?: number;
}

/** Time of the first event where none is given: 2020-09-13T12:26:40Z. */
export const firstEventTime = 1_600_000_000_000_000_000n;

/** One event of a type, named as in sysdig's sources; fewer values than the type has parameters make a shorter event. */
export function event(code: string, values: readonly ParamValue[] = [], options: EventOptions = {}): MinimalEvent {
  const number = eventNumber(code);
  const type = eventTable[number]!;
  const { tid = 100, time, cpu = 0 } = options;
  return {
    type: number,
    params: values.map((value, i) => paramBytes(type, i, value)),
    tid: BigInt(tid),
    cpu,
    ...(time === undefined ? {} : { time }),
  };
}

function paramBytes(type: EventType, i: number, value: ParamValue): Uint8Array {
  if (value === undefined) return new Uint8Array(0);
  if (value instanceof Uint8Array) return value;
  const def = type.params[i];
  if (def === undefined) throw new Error(`${type.code} has no parameter ${i}`);
  if (typeof value === 'string') return def.type === 'BYTEBUF' ? Buffer.from(value, 'latin1') : text(value);
  return int(widthOf(def), value);
}

function widthOf(def: ParamDef): 1 | 2 | 4 | 8 {
  switch (def.type) {
    case 'INT8':
    case 'UINT8':
    case 'FLAGS8':
    case 'ENUMFLAGS8':
    case 'SIGTYPE':
    case 'L4PROTO':
    case 'SOCKFAMILY':
      return 1;
    case 'INT16':
    case 'UINT16':
    case 'FLAGS16':
    case 'ENUMFLAGS16':
    case 'SYSCALLID':
    case 'PORT':
      return 2;
    case 'INT32':
    case 'UINT32':
    case 'FLAGS32':
    case 'ENUMFLAGS32':
    case 'UID':
    case 'GID':
    case 'MODE':
    case 'BOOL':
    case 'SIGSET':
    case 'FD32':
    case 'PID32':
      return 4;
    default:
      return 8;
  }
}

/** A SOCKTUPLE of two IPv4 ends: `ipv4Tuple('10.0.0.1', 4000, '10.0.0.2', 80)`. */
export function ipv4Tuple(source: string, sourcePort: number, destination: string, destinationPort: number): Uint8Array {
  return Buffer.concat(
    [[2], ipv4(source), int(2, sourcePort), ipv4(destination), int(2, destinationPort)].map((part) => Uint8Array.from(part)),
  );
}

/** A SOCKTUPLE of two IPv6 ends; addresses as 32 hexadecimal digits. */
export function ipv6Tuple(source: string, sourcePort: number, destination: string, destinationPort: number): Uint8Array {
  return Buffer.concat([Uint8Array.of(10), hex(source), int(2, sourcePort), hex(destination), int(2, destinationPort)]);
}

/** A SOCKTUPLE of a unix socket: kernel addresses of both ends and the path. */
export function unixTuple(source: bigint, peer: bigint, path: string): Uint8Array {
  return Buffer.concat([Uint8Array.of(1), int(8, source), int(8, peer), text(path)]);
}

/** A SOCKADDR. */
export function ipv4Address(address: string, port: number): Uint8Array {
  return Buffer.concat([Uint8Array.of(2), ipv4(address), int(2, port)]);
}

export function ipv6Address(address: string, port: number): Uint8Array {
  return Buffer.concat([Uint8Array.of(10), hex(address), int(2, port)]);
}

export function unixAddress(path: string): Uint8Array {
  return Buffer.concat([Uint8Array.of(1), text(path)]);
}

function ipv4(address: string): Uint8Array {
  return Uint8Array.from(address.split('.').map(Number));
}

function hex(digits: string): Uint8Array {
  return Buffer.from(digits, 'hex');
}

/** The beginning of a machine about which nothing is known but what a test adds. */
export function initialState(parts: Partial<InitialState> = {}): InitialState {
  return { machine: undefined, interfaces: [], users: [], groups: [], threads: [], fdLists: [], ...parts };
}

/** Sets a cursor on events made by hand, one after the other, as a source would. */
export class EventFeed {
  readonly cursor = new EventCursor();
  #num = 0;
  #time = firstEventTime;

  /** The cursor on the next event; the first one is number 1, and times count from {@link firstEventTime}. */
  next(made: MinimalEvent): EventCursor {
    this.#time = made.time ?? this.#time + 1n;
    const bytes = eventBytes(made, this.#time);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    if (!this.cursor.set(bytes, view, 0, bytes.length, layoutV2, base)) throw new Error('the event made by hand does not fit');
    this.cursor.num = ++this.#num;
    this.cursor.cpu = made.cpu ?? 0;
    return this.cursor;
  }
}

const base = { high: Number(firstEventTime >> 32n), low: Number(firstEventTime & 0xffffffffn) };

/** The bytes of an event in the layout of live capture and of files since 1.2. */
export function eventBytes(made: MinimalEvent, time: bigint = made.time ?? firstEventTime): Buffer {
  const { params } = made;
  const head = Buffer.alloc(layoutV2.headerSize + params.length * 2);
  head.writeBigUInt64LE(time, 0);
  head.writeBigInt64LE(made.tid ?? 100n, 8);
  head.writeUInt32LE(head.length + params.reduce((sum, param) => sum + param.length, 0), 16);
  head.writeUInt16LE(made.type, 20);
  head.writeUInt32LE(params.length, 22);
  params.forEach((param, i) => {
    head.writeUInt16LE(param.length, layoutV2.headerSize + i * 2);
  });
  return Buffer.concat([head, ...params]);
}
