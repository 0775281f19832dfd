import type { FixedText } from '../event/index.ts';
import type { FieldSettings, FieldWriter } from '../field/index.ts';
import type { FieldPiece } from './format.ts';
import { TextCache } from './text-cache.ts';
import { integerWriter, isIntegerType, valueWriter } from './value.ts';

const space = 0x20;

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

/** Fills or cuts a value to a width; and what stands for a missing one, where that is printed. */
export function padded(write: FieldWriter, width: number | undefined, missing: FixedText | undefined): FieldWriter {
  if (width === undefined) return write;
  return (context, out) => {
    const end = out.length + width;
    if (!write(context, out)) {
      if (missing === undefined) return false;
      out.fixed(missing);
    }
    if (out.length > end) out.length = end;
    else out.fill(space, end - out.length);
    return true;
  };
}

/** Writes something else where there is no value. */
export function orElse(write: FieldWriter, instead: FixedText): FieldWriter {
  return (context, out) => {
    if (!write(context, out)) out.fixed(instead);
    return true;
  };
}
