/** One type to be written. */
export interface TypeRecord {
  readonly name: string;
  readonly kind: number;
  /** The third word: size or type. */
  readonly third: number;
  readonly length?: number;
  readonly kindFlag?: boolean;
  /** Words after the first three. */
  readonly rest?: readonly number[];
}

const HEADER_BYTES = 24;

/** Writes BTF with these types, numbered from 1. */
export function encodeBtf(types: readonly TypeRecord[]): Uint8Array {
  let strings = '\0';
  const words: number[] = [];
  for (const type of types) {
    const name = type.name === '' ? 0 : strings.length;
    if (type.name !== '') strings += `${type.name}\0`;
    const info = (type.kindFlag === true ? 0x8000_0000 : 0) | (type.kind << 24) | (type.length ?? 0);
    words.push(name, info >>> 0, type.third, ...(type.rest ?? []));
  }
  const typeBytes = new Uint8Array(new Uint32Array(words).buffer);
  const bytes = new Uint8Array(HEADER_BYTES + typeBytes.length + strings.length);
  const header = new DataView(bytes.buffer);
  header.setUint16(0, 0xeb9f, true);
  header.setUint8(2, 1);
  header.setUint32(4, HEADER_BYTES, true);
  header.setUint32(12, typeBytes.length, true);
  header.setUint32(16, typeBytes.length, true);
  header.setUint32(20, strings.length, true);
  bytes.set(typeBytes, HEADER_BYTES);
  bytes.set(Buffer.from(strings, 'latin1'), HEADER_BYTES + typeBytes.length);
  return bytes;
}
