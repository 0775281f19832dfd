import { type Field, type LeftSide, nearest, type Transformer, type TransformerArgument, type Value } from '../../grammar/index.ts';
import {
  type BoundField,
  bindField,
  FieldArgumentError,
  fieldNames,
  type Readable,
  resolveField,
  type TransformerInput,
  transform,
} from '../field/index.ts';
import type { Source } from './condition.ts';
import { shown } from './constant.ts';
import { FilterError } from './error.ts';

/** What a check reads from an event: a field, or a transformer round fields that behaves like one. */
export type Operand = Readable;

/** Finds and binds what stands left of an operator, or in `val()` right of one. */
export function bindOperand(node: LeftSide, source: Source): Operand {
  if (node.kind === 'transformer') return bindTransformer(node, source);
  const bound = bindWritten(node, source);
  return { ...bound, fields: [bound] };
}

/** Finds the field that was written and binds it to its argument. */
export function bindWritten(node: Field, { text, settings }: Source): BoundField {
  const found = resolveField(node.name);
  if (found === undefined || (found.rest !== '' && node.argument !== undefined)) throw unknownField(node, text);
  const { definition, rest } = found;
  const argument = node.argument?.text ?? (rest === '' ? undefined : rest);
  try {
    return bindField(definition, argument, settings);
  } catch (error) {
    if (!(error instanceof FieldArgumentError)) throw error;
    throw new FilterError(text, node, error.message, error.hint);
  }
}

function unknownField(node: Field, text: string): FilterError {
  const near = nearest(node.name, fieldNames());
  const all = 'all fields: tsdig -l';
  return new FilterError(
    text,
    node.nameRange,
    `unknown field ${shown(node.name)}`,
    near === undefined ? all : `did you mean ${near}? (${all})`,
  );
}

/** Binds a transformer and everything in it. */
function bindTransformer(node: Transformer, source: Source): Readable {
  const inputs = node.arguments.map((argument) => inputOf(argument, source));
  try {
    return transform(node.name, inputs, node.index?.text);
  } catch (error) {
    if (!(error instanceof FieldArgumentError)) throw error;
    throw new FilterError(source.text, node, error.message, error.hint);
  }
}

function inputOf(argument: TransformerArgument, source: Source): TransformerInput {
  return argument.kind === 'arguments' ? argument.items.map((item) => oneInput(item, source)) : oneInput(argument, source);
}

function oneInput(item: Field | Transformer | Value, source: Source): Readable | string {
  return item.kind === 'value' ? item.text : bindOperand(item, source);
}
