import type { ByteWriter, EventCursor } from '../../event/index.ts';
import type { BufferMode, FieldSettings } from '../settings.ts';
import type { Rendering } from './rendering.ts';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const tab = 0x09;
const space = 0x20;

/** Bytes a row of a hex dump shows. */
const rowBytes = 16;

/** Buffers, in the form the user chose. */
export function buffer(settings: FieldSettings): Rendering {
  const { buffers, bufferLength } = settings;
  if (buffers === 'dotted' && bufferLength > 0) {
    return { value: (context, at, size, out) => dottedAndCut(context.evt.view, at, at + size, bufferLength, out), direct: 'dotted' };
  }
  const write = writers[buffers];
  return {
    value: (context, at, size, out) => {
      if (size > 0) write(context.evt, at, at + size, out);
    },
  };
}

const writers: Record<BufferMode, (evt: EventCursor, start: number, end: number, out: ByteWriter) => void> = {
  dotted: ({ view }, start, end, out) => out.dotted(view, start, end),
  ascii: ({ bytes }, start, end, out) => writeAscii(bytes, start, end, out),
  hex: (evt, start, end, out) => writeHex(evt, start, end, false, out),
  hexAscii: (evt, start, end, out) => writeHex(evt, start, end, true, out),
  base64: ({ bytes }, start, end, out) => out.text(bytes.toString('base64', start, end)),
};

/** The dotted form in `most` bytes at most: a longer one ends with three dots, where three have room. */
export function dottedAndCut(view: DataView, start: number, end: number, most: number, out: ByteWriter): void {
  if (end - start <= most) {
    out.dotted(view, start, end);
  } else if (most <= 3) {
    out.dotted(view, start, start + most);
  } else {
    out.dotted(view, start, start + most - 3);
    out.text('...');
  }
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
function writeHex({ bytes, view }: EventCursor, start: number, end: number, withText: boolean, out: ByteWriter): void {
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
    out.dotted(view, row, rowEnd);
  }
  out.byte(lineFeed);
}
