import { ByteWriter } from '../event/index.ts';

/**
 * Text inside JSON, as sysdig's JSON library writes it: pure ASCII, whatever the bytes were. Bytes are taken for UTF-8
 * by their first one alone, so that a broken character may take the next byte with it; what cannot be one is U+FFFD.
 */

const quote = 0x22;
const backslash = 0x5c;
const replacement = 0xfffd;

const named: ReadonlyMap<number, string> = new Map([
  [0x08, '\\b'],
  [0x09, '\\t'],
  [0x0a, '\\n'],
  [0x0c, '\\f'],
  [0x0d, '\\r'],
  [quote, '\\"'],
  [backslash, '\\\\'],
]);

/** Escapes the bytes written since `from`, in place. */
export function escapeJson(out: ByteWriter, from: number): void {
  const { bytes, length } = out;
  const at = out.firstSpecial(from, quote, backslash);
  if (at === length) return;
  const rest = Buffer.from(bytes.subarray(at, length));
  out.length = at;
  writeEscaped(rest, out);
}

/** A text of bytes as a JSON string with its quotes. */
export function jsonString(text: string): string {
  const out = new ByteWriter(text.length + 2);
  out.byte(quote);
  const from = out.length;
  out.text(text);
  escapeJson(out, from);
  out.byte(quote);
  return out.bytes.latin1Slice(0, out.length);
}

function isPlain(byte: number): boolean {
  return byte >= 0x20 && byte < 0x80 && byte !== quote && byte !== backslash;
}

function writeEscaped(bytes: Buffer, out: ByteWriter): void {
  for (let at = 0; at < bytes.length; ) {
    const byte = bytes[at]!;
    const name = named.get(byte);
    if (isPlain(byte)) out.byte(byte);
    else if (name !== undefined) out.text(name);
    else if (byte < 0x20) writeUnit(byte, out);
    else {
      at += writeCharacter(bytes, at, out);
      continue;
    }
    at++;
  }
}

/** Writes what begins with a byte of 0x80 or more, and tells how many bytes it took. */
function writeCharacter(bytes: Buffer, at: number, out: ByteWriter): number {
  const first = bytes[at]!;
  const length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf8 ? 4 : 0;
  if (length === 0 || at + length > bytes.length) {
    writeUnit(replacement, out);
    return 1;
  }
  let code = first & (0x7f >> length);
  for (let i = 1; i < length; i++) code = (code << 6) | (bytes[at + i]! & 0x3f);
  writeCode(code >= leastOfLength[length]! && !isSurrogate(code) ? code : replacement, out);
  return length;
}

/** The least code a character of so many bytes may have. */
const leastOfLength = [0, 0, 0x80, 0x800, 0x10000];

function isSurrogate(code: number): boolean {
  return code >= 0xd800 && code <= 0xdfff;
}

function writeCode(code: number, out: ByteWriter): void {
  if (code < 0x10000) {
    writeUnit(code, out);
    return;
  }
  writeUnit(0xd800 + (((code - 0x10000) >> 10) & 0x3ff), out);
  writeUnit(0xdc00 + (code & 0x3ff), out);
}

/** `\u00e9` */
function writeUnit(unit: number, out: ByteWriter): void {
  out.text('\\u');
  out.hexDigits(unit, 4);
}
