import type { PrintFormat } from '../event/index.ts';
import { type Extractor, type FieldArgument, FieldArgumentError, type FieldDefinition, type FieldType } from './types.ts';

/** What else a field's definition may say. */
export type Traits = Partial<
  Pick<FieldDefinition, 'hidden' | 'filterOnly' | 'printOnly' | 'eventTypes' | 'costly' | 'stateful' | 'ofThread' | 'ofMemory'>
>;

/** Defines a field without argument whose reader keeps nothing between events. */
export function field(
  name: string,
  type: FieldType,
  format: PrintFormat,
  display: string,
  doc: string,
  extract: Extractor,
  traits: Traits = {},
): FieldDefinition {
  return { name, type, format, display, doc, ...traits, bind: () => extract };
}

/** Defines a field whose reader is made for each use: it depends on the argument or the settings, or has a memory. */
export function boundField(
  name: string,
  type: FieldType,
  format: PrintFormat,
  display: string,
  doc: string,
  argument: FieldArgument | undefined,
  bind: FieldDefinition['bind'],
  traits: Traits = {},
): FieldDefinition {
  return { name, type, format, display, doc, ...(argument === undefined ? {} : { argument }), ...traits, bind };
}

/** A whole number from a field's argument; undefined where it is none. */
export function numberArgument(argument: string): number | undefined {
  return /^-?\d{1,9}$/.test(argument) ? Number(argument) : undefined;
}

/** The same, for fields whose argument must be one. */
export function requireNumber(name: string, argument: string): number {
  const number = numberArgument(argument);
  if (number === undefined) throw new FieldArgumentError(`the argument of ${name} is a number`, `write ${name}[1]`);
  return number;
}
