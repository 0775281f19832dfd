import type { Field, Transformer, TransformerArgument, Value } from '../../grammar/index.ts';
import { FieldArgumentError, type Readable, type TransformerInput, transform } from '../field/index.ts';
import { FilterError } from './error.ts';
import { bindOperand } from './operand.ts';

/** Binds a transformer and everything in it. */
export function bindTransformer(node: Transformer, text: string): Readable {
  const inputs = node.arguments.map((argument) => inputOf(argument, text));
  try {
    return transform(node.name, inputs, node.index?.text);
  } catch (error) {
    if (!(error instanceof FieldArgumentError)) throw error;
    throw new FilterError(text, node, error.message, error.hint);
  }
}

function inputOf(argument: TransformerArgument, text: string): TransformerInput {
  return argument.kind === 'arguments' ? argument.items.map((item) => oneInput(item, text)) : oneInput(argument, text);
}

function oneInput(item: Field | Transformer | Value, text: string): Readable | string {
  return item.kind === 'value' ? item.text : bindOperand(item, text);
}
