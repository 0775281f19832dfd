import { FixedText } from '../event/index.ts';
import type { FieldSettings, FieldWriter } from '../field/index.ts';
import { bindFormat, type FieldPiece, type Piece } from './format.ts';
import { TextCache } from './text-cache.ts';
import { integerWriter, isIntegerType, valueWriter } from './value.ts';

/** Writes one event as one line, its line end included; false, and nothing written, where the event is left out. */
export type EventWriter = FieldWriter;

const missing = new FixedText('<NA>');
const space = 0x20;

/** A field of a line, and the text in front of it. */
interface Step {
  readonly before: FixedText;
  readonly write: FieldWriter;
}

/**
 * Compiles an output format into a writer of lines of text.
 *
 * @throws FormatSyntaxError, FormatError
 */
export function textFormat(text: string, settings: FieldSettings): EventWriter {
  const { printsMissing, pieces } = bindFormat(text, settings);
  const { steps, end } = stepsOf(pieces, printsMissing, settings);
  if (printsMissing) return wholeLines(steps, end);
  // A field that remembers the event before must be asked about each one, also about those that are left out.
  const asksAll = pieces.some(
    (piece) => piece.kind === 'field' && piece.field.fields.some(({ definition }) => definition.stateful === true),
  );
  return completeLines(steps, end, asksAll);
}

function stepsOf(
  pieces: readonly Piece[],
  printsMissing: boolean,
  settings: FieldSettings,
): { readonly steps: readonly Step[]; readonly end: FixedText } {
  const steps: Step[] = [];
  let before = '';
  for (const piece of pieces) {
    if (piece.kind === 'literal') {
      before += piece.text;
    } else {
      steps.push({ before: new FixedText(before), write: padded(fieldWriter(piece, settings), piece.width, printsMissing) });
      before = '';
    }
  }
  return { steps, end: new FixedText(`${before}\n`) };
}

/** Lines in which `<NA>` stands for what is missing. */
function wholeLines(steps: readonly Step[], end: FixedText): EventWriter {
  const count = steps.length;
  return (context, out) => {
    for (let i = 0; i < count; i++) {
      const { before, write } = steps[i]!;
      if (before.text !== '') out.fixed(before);
      if (!write(context, out)) out.fixed(missing);
    }
    out.fixed(end);
    return true;
  };
}

/** Lines of events for which every field has a value. */
function completeLines(steps: readonly Step[], end: FixedText, asksAll: boolean): EventWriter {
  const count = steps.length;
  return (context, out) => {
    const start = out.length;
    let complete = true;
    for (let i = 0; i < count && (complete || asksAll); i++) {
      const { before, write } = steps[i]!;
      if (before.text !== '') out.fixed(before);
      complete = write(context, out) && complete;
    }
    if (complete) out.fixed(end);
    else out.length = start;
    return complete;
  };
}

/** Writes a field's value as text; false where there is none. */
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
  if (type === 'CHARBUF') {
    const cache = new TextCache();
    return (context, out) => {
      const value = extract(context) as string | undefined;
      if (value === undefined) return false;
      cache.write(value, out);
      return true;
    };
  }
  if (isIntegerType(type)) {
    const writeInteger = integerWriter(type, format);
    return (context, out) => {
      const value = extract(context) as number | bigint | undefined;
      if (value === undefined) return false;
      writeInteger(value, out);
      return true;
    };
  }
  const writeValue = valueWriter(type, format);
  return (context, out) => {
    const value = extract(context);
    if (value === undefined) return false;
    writeValue(value, out);
    return true;
  };
}

/** Fills or cuts a value to a width; where a missing one is printed, what stands for it too. */
function padded(write: FieldWriter, width: number | undefined, printsMissing: boolean): FieldWriter {
  if (width === undefined) return write;
  return (context, out) => {
    const end = out.length + width;
    if (!write(context, out)) {
      if (!printsMissing) return false;
      out.fixed(missing);
    }
    if (out.length > end) out.length = end;
    else out.fill(space, end - out.length);
    return true;
  };
}
