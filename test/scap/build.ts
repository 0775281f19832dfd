/** Captures written out byte by byte, independent of the product's writer. */

/** The little-endian fields of a block, one after the other. */
export class Fields {
  readonly #parts: Buffer[] = [];

  #number(size: number, write: (bytes: Buffer) => void): this {
    const bytes = Buffer.alloc(size);
    write(bytes);
    this.#parts.push(bytes);
    return this;
  }

  u8(...values: number[]): this {
    for (const value of values) this.#number(1, (bytes) => bytes.writeUInt8(value));
    return this;
  }
  u16(...values: number[]): this {
    for (const value of values) this.#number(2, (bytes) => bytes.writeUInt16LE(value));
    return this;
  }
  u32(...values: number[]): this {
    for (const value of values) this.#number(4, (bytes) => bytes.writeUInt32LE(value));
    return this;
  }
  u64(...values: (number | bigint)[]): this {
    for (const value of values) this.#number(8, (bytes) => bytes.writeBigUInt64LE(BigInt.asUintN(64, BigInt(value))));
    return this;
  }
  /** Texts, each behind its 16-bit length. */
  text(...values: string[]): this {
    for (const value of values) this.u16(value.length).raw(Buffer.from(value, 'latin1'));
    return this;
  }
  raw(...values: Uint8Array[]): this {
    for (const value of values) this.#parts.push(Buffer.from(value));
    return this;
  }
  bytes(): Buffer {
    return Buffer.concat(this.#parts);
  }
  /** The fields so far behind their own 32-bit length, which counts itself where `inclusive`. */
  entry(inclusive: boolean): Buffer {
    const bytes = this.bytes();
    return new Fields()
      .u32(bytes.length + (inclusive ? 4 : 0))
      .raw(bytes)
      .bytes();
  }
}

export function fields(): Fields {
  return new Fields();
}

/** A block: type, length, body, padding to 4, length again. */
export function block(number: number, body: Uint8Array = Buffer.alloc(0)): Buffer {
  const padding = Buffer.alloc((4 - (body.length % 4)) % 4);
  const length = body.length + padding.length + 12;
  return fields().u32(number, length).raw(body, padding).u32(length).bytes();
}

/** A section header; `options` are pcapng options as bytes. */
export function section(options: Uint8Array = Buffer.alloc(0)): Buffer {
  return block(0x0a0d0d0a, fields().u32(0x1a2b3c4d).u16(1, 2).u64(-1n).raw(options).bytes());
}

export interface TestEvent {
  readonly time?: bigint | number;
  readonly tid?: number;
  readonly type?: number;
  readonly cpu?: number;
  readonly params?: readonly Uint8Array[];
}

/** The body of an event block behind cpu and flags, in layout 1 (no parameter count), 2, or 2 with 32-bit lengths. */
export function eventBytes(layout: 'v1' | 'v2' | 'large', { time = 1000, tid = 7, type = 3, params = [] }: TestEvent = {}): Buffer {
  const lengths = fields();
  for (const param of params) {
    if (layout === 'large') lengths.u32(param.length);
    else lengths.u16(param.length);
  }
  const values = Buffer.concat([lengths.bytes(), ...params]);
  const header = layout === 'v1' ? 22 : 26;
  const head = fields()
    .u64(time, tid)
    .u32(header + values.length)
    .u16(type);
  if (layout !== 'v1') head.u32(params.length);
  return head.raw(values).bytes();
}

/** An event block of today: layout 2, no flags. */
export function event(event: TestEvent = {}): Buffer {
  return block(
    0x216,
    fields()
      .u16(event.cpu ?? 0)
      .raw(eventBytes('v2', event))
      .bytes(),
  );
}

/** Type of the exit event of close: no state of the event table is needed to read it. */
export const someType = 5;

/** `count` events one ns apart. */
export function events(count: number, from = 1_600_000_000_000_000_000n): Buffer {
  const one = event({ type: someType });
  const all = Buffer.alloc(one.length * count);
  for (let i = 0; i < count; i++) {
    one.copy(all, i * one.length);
    all.writeBigUInt64LE(from + BigInt(i), i * one.length + timeOffset);
  }
  return all;
}

/** Where the time of an event lies in a block of layout 2 without flags: behind type, length and cpu. */
const timeOffset = 10;
