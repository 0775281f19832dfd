import { FixedText } from '../event/index.ts';
import type { FieldSettings, FieldType } from '../field/index.ts';
import { fieldWriter } from './field-writer.ts';
import { bindFormat, type FieldPiece } from './format.ts';
import { escapeJson } from './json-text.ts';
import type { EventWriter } from './line.ts';

/**
 * Compiles an output format into a writer of one JSON object a line: the format's fields by name, in the order of
 * their names. Its text between the fields is left out.
 *
 * @throws FormatSyntaxError, FormatError
 */
export function jsonFormat(text: string, settings: FieldSettings): EventWriter {
  const { printsMissing, pieces } = bindFormat(text, settings);
  const fields = new Map(pieces.filter((piece) => piece.kind === 'field').map((piece) => [piece.written, piece]));
  const members = [...fields.keys()].sort().map((name, i) => ({
    label: new FixedText(`${i === 0 ? '{' : ','}${keyText(name)}:`),
    write: memberWriter(fields.get(name)!, settings),
  }));
  return (context, out) => {
    const start = out.length;
    for (const { label, write } of members) {
      out.fixed(label);
      if (write(context, out)) continue;
      if (!printsMissing) {
        out.length = start;
        return false;
      }
      out.text('null');
    }
    out.text(members.length === 0 ? 'null\n' : '}\n');
    return true;
  };
}

/** A field as it was written, as the name of a member, in ASCII. */
function keyText(written: string): string {
  return JSON.stringify(written).replace(/[^\x00-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Writes a field's value as JSON; false where there is none. */
function memberWriter(piece: FieldPiece, settings: FieldSettings): EventWriter {
  const { field } = piece;
  const { json } = field;
  if (json !== undefined) {
    return (context, out) => {
      const value = json(context);
      if (value === undefined) return false;
      if (typeof value === 'number') out.int(value);
      else out.text(String(value));
      return true;
    };
  }
  const write = fieldWriter(piece, settings);
  if (isBare(field.type, field.format)) return write;
  return (context, out) => {
    const from = out.length;
    out.byte(quote);
    if (!write(context, out)) {
      out.length = from;
      return false;
    }
    escapeJson(out, from + 1);
    out.byte(quote);
    return true;
  };
}

const quote = 0x22;

/** Whether a value stands without quotes: numbers in decimal, and booleans. */
function isBare(type: FieldType, format: FieldPiece['field']['format']): boolean {
  if (type === 'CHARBUF' || type === 'BYTEBUF' || type === 'IPADDR' || type === 'IPNET' || type === 'DYNAMIC') return false;
  return format !== 'HEX' && format !== 'OCT' && format !== '10_PADDED_DEC';
}
