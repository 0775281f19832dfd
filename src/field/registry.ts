import { fieldClasses } from './classes.ts';
import { defaultFieldSettings, type FieldSettings } from './settings.ts';
import { type BoundField, FieldArgumentError, type FieldDefinition } from './types.ts';

const byName = new Map<string, FieldDefinition>(fieldClasses.flatMap(({ fields }) => fields.map((field) => [field.name, field] as const)));

/** All field names. */
export function fieldNames(): readonly string[] {
  return [...byName.keys()];
}

/** The definition of exactly this name, without argument. */
export function findField(name: string): FieldDefinition | undefined {
  return byName.get(name);
}

/**
 * Splits a written name into the longest known field name and what follows it: `evt.arg.flags` → `evt.arg`, `flags`.
 * The rest is '' for an exact name; undefined where no known name begins the text.
 */
export function resolveField(written: string): { definition: FieldDefinition; rest: string } | undefined {
  const exact = byName.get(written);
  if (exact !== undefined) return { definition: exact, rest: '' };
  for (let dot = written.lastIndexOf('.'); dot > 0; dot = written.lastIndexOf('.', dot - 1)) {
    const definition = byName.get(written.slice(0, dot));
    if (definition?.argument?.dotted) return { definition, rest: written.slice(dot + 1) };
  }
  return undefined;
}

/**
 * Binds a field to its argument.
 *
 * @throws FieldArgumentError where the argument is missing, superfluous or not understood
 */
export function bindField(
  definition: FieldDefinition,
  argument: string | undefined,
  settings: FieldSettings = defaultFieldSettings,
): BoundField {
  if (argument === undefined && definition.argument?.required) {
    throw new FieldArgumentError(`${definition.name} needs an argument`, `write ${definition.name}[...] with ${definition.argument.what}`);
  }
  if (argument !== undefined && definition.argument === undefined) {
    throw new FieldArgumentError(`${definition.name} takes no argument`);
  }
  const bound = definition.bind(argument, settings);
  const label = argument === undefined ? definition.name : `${definition.name}[${argument}]`;
  const base = { definition, label, type: definition.type, format: definition.format };
  if (typeof bound === 'function') return { ...base, extract: bound };
  if (bound.extract === undefined) throw new Error(`${definition.name} gives no extractor`);
  return { ...base, ...bound, extract: bound.extract };
}
