/**
 * Captures made of nothing but a section header, a machine and events (layout 1.2): enough for `sysdig -r`, and small
 * enough to be written out by hand. Independent of the product's own writer, so that both can be held against it.
 */

/** One event of a minimal capture; parameters as bytes. */
export interface MinimalEvent {
  readonly type: number;
  readonly params: readonly Uint8Array[];
  /** ns since the epoch; by default one ns after the event before. */
  readonly time?: bigint;
  readonly tid?: bigint;
  readonly cpu?: number;
}

const SECTION = 0x0a0d0d0a;
const MACHINE = 0x201;
const EVENT_V2 = 0x216;
const EVENT_V2_LARGE = 0x221;
/** 2020-09-13T12:26:40Z */
const firstTime = 1_600_000_000_000_000_000n;

/** The bytes of a capture file that holds `events`. */
export function minimalCapture(events: readonly MinimalEvent[]): Buffer {
  const section = Buffer.alloc(16, 0xff);
  section.writeUInt32LE(0x1a2b3c4d, 0);
  section.writeUInt16LE(1, 4);
  section.writeUInt16LE(2, 6);
  const machine = Buffer.alloc(180);
  machine.writeUInt32LE(1, 0);
  machine.write('testhost', 20);
  let time = firstTime;
  const blocks = events.map((event) => {
    time = event.time ?? time + 1n;
    return block(isLarge(event) ? EVENT_V2_LARGE : EVENT_V2, eventBody(event, time));
  });
  return Buffer.concat([block(SECTION, section), block(MACHINE, machine), ...blocks]);
}

/** A block: type, length, body, padding to 4, length again. */
function block(type: number, body: Uint8Array): Buffer {
  const length = 12 + Math.ceil(body.length / 4) * 4;
  const bytes = Buffer.alloc(length);
  bytes.writeUInt32LE(type, 0);
  bytes.writeUInt32LE(length, 4);
  bytes.set(body, 8);
  bytes.writeUInt32LE(length, length - 4);
  return bytes;
}

/** Types that can be longer than 64 KiB: their lengths are 32 bits wide. */
const largeTypes: ReadonlySet<number> = new Set([322, 324, 402]);

function isLarge({ type }: MinimalEvent): boolean {
  return largeTypes.has(type);
}

function eventBody(event: MinimalEvent, time: bigint): Buffer {
  const { params } = event;
  const width = isLarge(event) ? 4 : 2;
  const head = Buffer.alloc(28 + params.length * width);
  const size = params.reduce((sum, param) => sum + param.length, 0);
  head.writeUInt16LE(event.cpu ?? 0, 0);
  head.writeBigUInt64LE(time, 2);
  head.writeBigInt64LE(event.tid ?? 100n, 10);
  head.writeUInt32LE(head.length - 2 + size, 18);
  head.writeUInt16LE(event.type, 22);
  head.writeUInt32LE(params.length, 24);
  params.forEach((param, i) => {
    head.writeUIntLE(param.length, 28 + i * width, width);
  });
  return Buffer.concat([head, ...params]);
}

/** Little-endian bytes of a number: `int(4, 0x1000)`. Negative numbers as two's complement. */
export function int(bytes: 1 | 2 | 4 | 8, value: number | bigint): Uint8Array {
  const buffer = Buffer.alloc(8);
  buffer.writeBigUInt64LE(BigInt.asUintN(64, BigInt(value)));
  return buffer.subarray(0, bytes);
}

/** Text ended by NUL. */
export function text(value: string): Uint8Array {
  return Buffer.from(`${value}\0`, 'latin1');
}
