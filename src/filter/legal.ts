import type { OperatorName } from '../../grammar/index.ts';
import { bindField, FieldArgumentError, type FieldType, resolveField } from '../field/index.ts';
import { operatorsOf } from './operators.ts';

/** What an editor knows of a field that is written. */
export interface WrittenField {
  readonly type: FieldType;
  readonly doc: string;
  /** The operators that may stand behind it. */
  readonly operators: readonly OperatorName[];
}

/** Looks up a field as it is written, argument and all: `evt.arg[fd]`, `proc.aname.2`; undefined where there is none. */
export function writtenField(written: string): WrittenField | undefined {
  const [, name = '', argument] = /^([^[]+)(?:\[(.*)\])?$/s.exec(written) ?? [];
  const found = resolveField(name);
  if (found === undefined || (argument !== undefined && found.rest !== '')) return undefined;
  const { definition, rest } = found;
  try {
    const { type, several, operators, distance } = bindField(definition, argument ?? (rest === '' ? undefined : rest));
    const legal = operatorsOf(type, several);
    const only = distance === true ? ['='] : operators;
    return { type, doc: definition.doc, operators: only === undefined ? legal : legal.filter((operator) => only.includes(operator)) };
  } catch (error) {
    if (error instanceof FieldArgumentError)
      return { type: definition.type, doc: definition.doc, operators: operatorsOf(definition.type, undefined) };
    throw error;
  }
}
