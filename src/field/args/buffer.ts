import type { ByteWriter } from '../../event/index.ts';
import type { BufferMode, FieldSettings } from '../settings.ts';
import type { Rendering } from './rendering.ts';

/** What a byte looks like in the dotted form and beside a hex dump: itself where it is printable ASCII, else a dot. */
const dotted = Buffer.from(Array.from({ length: 256 }, (_, byte) => (byte >= 0x20 && byte < 0x7f ? byte : 0x2e)));

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const tab = 0x09;
const space = 0x20;
const dot = 0x2e;

/** Bytes a row of a hex dump shows. */
const rowBytes = 16;

/** Buffers, in the form the user chose. */
export function buffer(settings: FieldSettings): Rendering {
  const { buffers, bufferLength } = settings;
  if (buffers === 'dotted' && bufferLength > 0) {
    return { value: (context, at, size, out) => dottedAndCut(context.evt.bytes, at, at + size, bufferLength, out) };
  }
  const write = writers[buffers];
  return { value: (context, at, size, out) => write(context.evt.bytes, at, at + size, out) };
}

const writers: Record<BufferMode, (bytes: Buffer, start: number, end: number, out: ByteWriter) => void> = {
  dotted: writeDotted,
  ascii: writeAscii,
  hex: (bytes, start, end, out) => writeHex(bytes, start, end, false, out),
  hexAscii: (bytes, start, end, out) => writeHex(bytes, start, end, true, out),
  base64: (bytes, start, end, out) => out.text(bytes.toString('base64', start, end)),
};

function writeDotted(bytes: Buffer, start: number, end: number, out: ByteWriter): void {
  const count = end - start;
  out.reserve(count);
  const target = out.bytes;
  let to = out.length;
  for (let from = start; from < end; from++) target[to++] = dotted[bytes[from]!]!;
  out.length = to;
}

/** The dotted form in `most` bytes at most: a longer one ends with three dots, where three have room. */
function dottedAndCut(bytes: Buffer, start: number, end: number, most: number, out: ByteWriter): void {
  if (end - start <= most) {
    writeDotted(bytes, start, end, out);
    return;
  }
  writeDotted(bytes, start, start + most, out);
  if (most > 3) out.bytes.fill(dot, out.length - 3, out.length);
}

/** Printable text only, beginning on a new line; line ends of either kind become one line feed. */
function writeAscii(bytes: Buffer, start: number, end: number, out: ByteWriter): void {
  out.byte(lineFeed);
  for (let from = start; from < end; from++) {
    const byte = bytes[from]!;
    if (byte >= 0x20 && byte < 0x7f) out.byte(byte);
    else if (byte === carriageReturn) out.byte(lineFeed);
    else if (byte === lineFeed && from > start && bytes[from - 1] !== carriageReturn) out.byte(lineFeed);
  }
}

/** Rows of a tab, the offset, the bytes in pairs and, where wanted, the same as dotted text. */
function writeHex(bytes: Buffer, start: number, end: number, withText: boolean, out: ByteWriter): void {
  for (let row = start; row < end; row += rowBytes) {
    const rowEnd = Math.min(row + rowBytes, end);
    out.byte(lineFeed);
    out.byte(tab);
    out.text('0x');
    const offset = row - start;
    if (offset > 0xffff) out.hex(offset);
    else out.hexDigits(offset, 4);
    out.byte(0x3a);
    for (let from = row; from < rowEnd; from += 2) {
      out.byte(space);
      out.hexDigits(bytes[from]!, 2);
      if (from + 1 < rowEnd) out.hexDigits(bytes[from + 1]!, 2);
    }
    if (!withText) continue;
    out.fill(space, 5 * (rowBytes / 2 - Math.ceil((rowEnd - row) / 2)) + 2);
    writeDotted(bytes, row, rowEnd, out);
  }
  out.byte(lineFeed);
}
