import {
  type Format,
  type FormatField,
  FormatSyntaxError,
  type FormatToken,
  nearest,
  parseFormat,
  type SourceRange,
  type Transformer,
  type TransformerArgument,
} from '../../grammar/index.ts';
import {
  bindField,
  FieldArgumentError,
  type FieldSettings,
  fieldNames,
  matchField,
  type Readable,
  resolveField,
  type TransformerInput,
  takesBrackets,
  transform,
} from '../field/index.ts';
import { FormatError } from './errors.ts';

/** One piece of a compiled format. */
export type Piece = LiteralPiece | FieldPiece;

export interface LiteralPiece {
  readonly kind: 'literal';
  readonly text: string;
}

export interface FieldPiece {
  readonly kind: 'field';
  /** As it was written, without `%` and width: the key in JSON. */
  readonly written: string;
  readonly field: Readable;
  readonly width: number | undefined;
}

/** A format whose fields are known and bound. */
export interface BoundFormat {
  readonly printsMissing: boolean;
  readonly pieces: readonly Piece[];
}

/**
 * Reads an output format and binds its fields.
 *
 * @throws FormatSyntaxError, FormatError
 */
export function bindFormat(text: string, settings: FieldSettings): BoundFormat {
  const { printsMissing, tokens } = parse(text);
  return { printsMissing, pieces: tokens.map((token) => bindToken(token, text, settings)) };
}

function parse(text: string): Format {
  try {
    return parseFormat(text, { matchField, takesArgument: takesBrackets });
  } catch (error) {
    if (!(error instanceof FormatSyntaxError) || error.kind !== 'unknown-field' || error.hint !== undefined) throw error;
    throw new FormatError(text, error, error.message, hintFor(text.slice(error.start, error.end)));
  }
}

function hintFor(name: string): string {
  const near = nearest(name, fieldNames());
  return near === undefined ? 'all fields: tsdig -l' : `did you mean ${near}? (all fields: tsdig -l)`;
}

function bindToken(token: FormatToken, text: string, settings: FieldSettings): Piece {
  if (token.kind === 'literal') return token;
  const written = text.slice(token.start + 1, token.end).replace(/^\d+/, '');
  const field = token.kind === 'field' ? bindWritten(token, text, settings) : bindTransformer(token.transformer, text, settings);
  return { kind: 'field', written, field, width: token.width };
}

type WrittenField = Pick<FormatField, 'name' | 'nameRange' | 'argument'> & SourceRange;

function bindWritten(node: WrittenField, text: string, settings: FieldSettings): Readable {
  const found = resolveField(node.name);
  if (found === undefined) throw new FormatError(text, node.nameRange, `unknown field ${node.name}`, hintFor(node.name));
  const { definition, rest } = found;
  const field = explained(text, node, () => {
    const bound = bindField(definition, node.argument?.text ?? (rest === '' ? undefined : rest), settings);
    return { ...bound, fields: [bound] };
  });
  if (definition.filterOnly === true && field.write === undefined) {
    throw new FormatError(text, node, `${definition.name} is for filters only: it has no single value to print`);
  }
  return field;
}

function bindTransformer(node: Transformer, text: string, settings: FieldSettings): Readable {
  const bindInput = (input: Exclude<TransformerArgument, { kind: 'arguments' }>): Readable | string => {
    if (input.kind === 'value') return input.text;
    return input.kind === 'field' ? bindWritten(input, text, settings) : bindTransformer(input, text, settings);
  };
  const inputs: TransformerInput[] = node.arguments.map((argument) =>
    argument.kind === 'arguments' ? argument.items.map(bindInput) : bindInput(argument),
  );
  return explained(text, node, () => transform(node.name, inputs, node.index?.text));
}

/** Says where a wrong argument stands. */
function explained(text: string, range: SourceRange, bind: () => Readable): Readable {
  try {
    return bind();
  } catch (error) {
    if (!(error instanceof FieldArgumentError)) throw error;
    throw new FormatError(text, range, error.message, error.hint);
  }
}
