/**
 * As much of the protocol buffers encoding as the container runtime interface needs. A message is read into its fields
 * by number, each with all its values; unknown fields do no harm.
 */
export type Message = ReadonlyMap<number, readonly (Buffer | number)[]>;

const Wire = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const;
/** Values of one message; more are no answer of a runtime. */
const valuesMax = 100_000;

/** Writes a message of texts, numbers and messages, by field number. */
export function encode(fields: readonly (readonly [field: number, value: string | number | Buffer])[]): Buffer {
  return Buffer.concat(
    fields.flatMap(([field, value]) => {
      if (typeof value === 'number') return [varint((field << 3) | Wire.varint), varint(value)];
      const bytes = typeof value === 'string' ? Buffer.from(value, 'utf8') : value;
      return [varint((field << 3) | Wire.bytes), varint(bytes.length), bytes];
    }),
  );
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7f; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80);
  bytes.push(rest);
  return Buffer.from(bytes);
}

/** Reads a message. Throws RangeError where the bytes are none. */
export function decode(bytes: Buffer): Message {
  const fields = new Map<number, (Buffer | number)[]>();
  let at = 0;
  let values = 0;
  const readVarint = (): number => {
    let value = 0;
    // Numbers beyond 2^53 lose their low bits: none that is read here is as large, but negative ones.
    for (let factor = 1, i = 0; i < 10; i++, factor *= 128) {
      const byte = bytes[at++];
      if (byte === undefined) throw new RangeError('a message that ends within a number');
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
    }
    throw new RangeError('a number of more than 64 bits');
  };
  const take = (length: number): Buffer => {
    if (length > bytes.length - at) throw new RangeError('a value longer than its message');
    at += length;
    return bytes.subarray(at - length, at);
  };
  while (at < bytes.length) {
    if (++values > valuesMax) throw new RangeError('too many values');
    const key = readVarint();
    const field = Math.floor(key / 8);
    let value: Buffer | number;
    switch (key % 8) {
      case Wire.varint:
        value = readVarint();
        break;
      case Wire.bytes:
        value = take(readVarint());
        break;
      case Wire.fixed64:
        value = take(8);
        break;
      case Wire.fixed32:
        value = take(4);
        break;
      default:
        throw new RangeError('a value of an unknown kind');
    }
    const before = fields.get(field);
    if (before === undefined) fields.set(field, [value]);
    else before.push(value);
  }
  return fields;
}

/** A field's text as a binary string: the last value, '' where there is none. */
export function textOf(message: Message, field: number): string {
  const value = message.get(field)?.at(-1);
  return Buffer.isBuffer(value) ? value.toString('latin1') : '';
}

/** A field's number: the last value, 0 where there is none. */
export function numberOf(message: Message, field: number): number {
  const value = message.get(field)?.at(-1);
  return typeof value === 'number' ? value : 0;
}

/** The messages in a field. */
export function messagesOf(message: Message, field: number): Message[] {
  return (message.get(field) ?? []).filter((value) => Buffer.isBuffer(value)).map(decode);
}

const nothing: Message = new Map();

/** The message in a field; one without fields where there is none. */
export function messageOf(message: Message, field: number): Message {
  const value = message.get(field)?.at(-1);
  return Buffer.isBuffer(value) ? decode(value) : nothing;
}

/** The texts in a field of kind `map<string, string>`. */
export function mapOf(message: Message, field: number): Map<string, string> {
  return new Map(messagesOf(message, field).map((entry) => [textOf(entry, 1), textOf(entry, 2)]));
}
