import type { ByteWriter } from '../event/index.ts';
import type { FieldSettings, FieldWriter } from '../field/index.ts';
import { bindFormat, type FieldPiece } from './format.ts';
import { valueWriter } from './value.ts';

/** Writes one event as one line, its line end included; false, and nothing written, where the event is left out. */
export type EventWriter = FieldWriter;

const missing = '<NA>';
const space = 0x20;
const lineFeed = 0x0a;

/**
 * Compiles an output format into a writer of lines of text.
 *
 * @throws FormatSyntaxError, FormatError
 */
export function textFormat(text: string, settings: FieldSettings): EventWriter {
  const { printsMissing, pieces } = bindFormat(text, settings);
  const writers = pieces.map((piece) => {
    if (piece.kind === 'literal') return literalWriter(piece.text);
    const write = padded(fieldWriter(piece, settings), piece.width, printsMissing);
    return write;
  });
  // A field that remembers the event before must be asked about each one, also about those that are left out.
  const asksAll = pieces.some(
    (piece) => piece.kind === 'field' && piece.field.fields.some(({ definition }) => definition.stateful === true),
  );
  return lineWriter(writers, asksAll);
}

function lineWriter(writers: readonly FieldWriter[], asksAll: boolean): EventWriter {
  const count = writers.length;
  return (context, out) => {
    const start = out.length;
    let complete = true;
    for (let i = 0; i < count; i++) {
      if (writers[i]!(context, out)) continue;
      complete = false;
      if (!asksAll) break;
    }
    if (!complete) {
      out.length = start;
      return false;
    }
    out.byte(lineFeed);
    return true;
  };
}

function literalWriter(text: string): FieldWriter {
  if (text.length === 1) {
    const byte = text.charCodeAt(0);
    return (_context, out) => {
      out.byte(byte);
      return true;
    };
  }
  return (_context, out) => {
    out.text(text);
    return true;
  };
}

/** Writes a field's value; false where there is none. */
export function fieldWriter({ field }: FieldPiece, settings: FieldSettings): FieldWriter {
  const write = field.write ?? throughValue(field);
  const { sanitize } = settings;
  const isText = field.type === 'CHARBUF' || field.type === 'BYTEBUF' || field.type === 'DYNAMIC';
  if (sanitize === undefined || field.sanitizes === true || !isText) return write;
  return (context, out) => {
    const from = out.length;
    if (!write(context, out)) return false;
    sanitize(out, from);
    return true;
  };
}

function throughValue({ extract, type, format }: FieldPiece['field']): FieldWriter {
  const writeValue = valueWriter(type, format);
  return (context, out) => {
    const value = extract(context);
    if (value === undefined) return false;
    writeValue(value, out);
    return true;
  };
}

/** Fills or cuts to a width; a missing value is `<NA>` where lines with missing values are printed. */
function padded(write: FieldWriter, width: number | undefined, printsMissing: boolean): FieldWriter {
  const present: FieldWriter = printsMissing ? (context, out) => write(context, out) || writeMissing(out) : write;
  if (width === undefined) return present;
  return (context, out) => {
    const end = out.length + width;
    if (!present(context, out)) return false;
    if (out.length > end) out.length = end;
    else out.fill(space, end - out.length);
    return true;
  };
}

function writeMissing(out: ByteWriter): true {
  out.text(missing);
  return true;
}
