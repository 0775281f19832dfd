import { nearest } from '../../../grammar/index.ts';
import {
  type BoundField,
  bindField,
  defaultFieldSettings,
  FieldArgumentError,
  type FieldSettings,
  fieldNames,
  resolveField,
} from '../../field/index.ts';
import { addressText, type EventContext } from '../../machine/index.ts';
import type { FieldValue } from '../api/index.ts';
import { ChiselError } from './errors.ts';

/** 64-bit fields whose values need not fit into a double: they give bigints where they do not. All others give numbers. */
export const exactFields: ReadonlySet<string> = new Set(['evt.rawres', 'evt.rawarg', 'fd.ino', 'proc.exe_ino']);

/** A field a chisel reads, and its reader. */
export interface ChiselField {
  readonly name: string;
  readonly bound: BoundField;
  /** The value as chisels see it: addresses as text, numbers where the field's type says so. */
  readonly read: (context: EventContext) => FieldValue | undefined;
}

/**
 * Binds a field by its name with argument, `proc.aname[2]`.
 *
 * @throws ChiselError where there is no such field or it has no single value
 */
export function chiselField(chisel: string, name: string, settings: FieldSettings = defaultFieldSettings): ChiselField {
  const [, written = name, bracket] = /^([^[\]]+)(?:\[(.*)\])?$/s.exec(name) ?? [];
  const found = resolveField(written);
  if (found === undefined) {
    const near = nearest(written, fieldNames());
    throw new ChiselError(
      chisel,
      `unknown field ${name}`,
      near === undefined ? 'all fields: tsdig -l' : `did you mean ${near}? (all fields: tsdig -l)`,
    );
  }
  const { definition, rest } = found;
  let bound: BoundField;
  try {
    bound = bindField(definition, bracket ?? (rest === '' ? undefined : rest), settings);
  } catch (error) {
    if (!(error instanceof FieldArgumentError)) throw error;
    throw new ChiselError(chisel, error.message, error.hint);
  }
  if (definition.filterOnly === true) throw new ChiselError(chisel, `${name} is for filters only: it has no single value`);
  return { name, bound, read: readerOf(bound) };
}

function readerOf(bound: BoundField): ChiselField['read'] {
  const { extract, type, definition } = bound;
  if (type === 'IPADDR' || type === 'IPNET') {
    return (context) => {
      const address = extract(context);
      return address === undefined ? undefined : addressText(address as number | string);
    };
  }
  const mayBeBig = type.endsWith('64') || type === 'RELTIME';
  if (!mayBeBig || exactFields.has(definition.name)) return extract;
  return (context) => {
    const value = extract(context);
    return typeof value === 'bigint' ? Number(value) : value;
  };
}
