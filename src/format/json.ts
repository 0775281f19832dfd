import { FixedText } from '../event/index.ts';
import type { FieldSettings, FieldType, FieldWriter } from '../field/index.ts';
import { type EventWriter, eventWriter } from './event-writer.ts';
import { fieldWriter } from './field-writer.ts';
import { bindFormat, type FieldPiece, type Piece } from './format.ts';
import { escapeJson } from './json-text.ts';

/**
 * Compiles an output format into a writer of one JSON object a line: the format's fields by name, in the order of
 * their names. Its text between the fields is left out.
 *
 * @throws FormatSyntaxError, FormatError
 */
export function jsonFormat(text: string, settings: FieldSettings): EventWriter {
  const { printsMissing, pieces } = bindFormat(text, settings);
  const fields = new Map(pieces.filter((piece) => piece.kind === 'field').map((piece) => [piece.written, piece]));
  const members = [...fields].sort(([a], [b]) => (a < b ? -1 : 1));
  return eventWriter(asObject(members), {
    missing: printsMissing ? nothing : undefined,
    writerOf: (piece) => memberWriter(piece, settings),
  });
}

/** What stands for a missing value, and for an object without members. */
const nothing = new FixedText('null');

/** The pieces of a JSON object. Widths mean nothing in it. */
function asObject(members: readonly (readonly [string, FieldPiece])[]): readonly Piece[] {
  if (members.length === 0) return [{ kind: 'literal', text: nothing.text }];
  const pieces = members.flatMap(([name, piece], i): readonly Piece[] => [
    { kind: 'literal', text: `${i === 0 ? '{' : ','}${keyText(name)}:` },
    inObject(piece),
  ]);
  return [...pieces, { kind: 'literal', text: '}' }];
}

/** A field as a member: without a width, and written by what it has for JSON. */
function inObject(piece: FieldPiece): FieldPiece {
  if (piece.field.json === undefined) return { ...piece, width: undefined };
  const { cursor: _unused, ...field } = piece.field;
  return { ...piece, field, width: undefined };
}

/** A field as it was written, as the name of a member, in ASCII. */
function keyText(written: string): string {
  return JSON.stringify(written).replace(/[^\x00-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Writes a field's value as JSON; false where there is none. */
function memberWriter(piece: FieldPiece, settings: FieldSettings): FieldWriter {
  const { field } = piece;
  if (field.json !== undefined) return field.json;
  if (field.type === 'DYNAMIC') return eitherWriter(piece, settings);
  return quotedOrBare(piece, settings);
}

/** Values that are numbers in some events and text in others. */
function eitherWriter(piece: FieldPiece, settings: FieldSettings): FieldWriter {
  const { field } = piece;
  const quoted = quotedOrBare(piece, settings);
  return (context, out) => {
    const value = field.extract(context);
    if (value === undefined || typeof value === 'string') return quoted(context, out);
    out.text(String(value));
    return true;
  };
}

function quotedOrBare(piece: FieldPiece, settings: FieldSettings): FieldWriter {
  const { field } = piece;
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
