import {
  type ArgumentList,
  type Expression,
  type Field,
  type FieldArgument,
  type LeftSide,
  modifierNames,
  type OperatorName,
  type Quote,
  type RightSide,
  type Transformer,
  type TransformerArgument,
  type TransformerName,
  type Value,
  type ValueList,
} from '../../../grammar/index.ts';
import type { Random } from '../support.ts';

const nowhere = { start: 0, end: 0 };
const names = ['proc.name', 'evt.arg.flags', 'fd.num', 'k8s.pod.label.a-b/c', 'x', 'notz.in', 'and.or'];
const valueOperators = [
  '=',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'contains',
  'bcontains',
  'startswith',
  'endswith',
  'glob',
  'iglob',
  'regex',
] as const;
const listOperators = ['in', 'intersects', 'pmatch'] as const;
const oneValueTransformers = ['tolower', 'toupper', 'b64', 'basename', 'len'] as const;
/** Bytes that some rule of the language treats in its own way, and plain ones. */
const bytes = [...'ab1 \t\n\\"\'()[],=<>!*/.%#&|\0\x1b\x7f\x80\xc3\xa9\xe6\x9d\xb1\xff', 'and', 'oneof', 'tolower', '\xf0\x9f\xa6\x80'];

/** A random tree that some text means. */
export function randomFilter(random: Random, depth = 4): Expression {
  const shape = depth === 0 ? 3 : random.below(6);
  if (shape === 0) return { kind: 'or', operands: random.many(2, 4, () => randomFilter(random, depth - 1)), ...nowhere };
  if (shape === 1) return { kind: 'and', operands: random.many(2, 4, () => randomFilter(random, depth - 1)), ...nowhere };
  if (shape === 2) return { kind: 'not', operand: randomFilter(random, depth - 1), ...nowhere };
  const left = randomLeft(random, depth);
  if (random.chance(5)) return { kind: 'exists', left, operator: operator('exists'), ...nowhere };
  if (random.chance(4)) {
    const right = random.chance(4) ? randomRightTransformer(random) : randomList(random);
    return { kind: 'comparison', left, operator: operator(random.oneOf(listOperators)), modifier: undefined, right, ...nowhere };
  }
  const name = random.oneOf(valueOperators);
  const modified = random.chance(4) && !name.startsWith('<') && !name.startsWith('>');
  const modifier = modified ? ({ kind: 'modifier', name: random.oneOf(modifierNames), ...nowhere } as const) : undefined;
  const right: RightSide = modified ? randomList(random) : random.chance(5) ? randomRightTransformer(random) : randomValue(random);
  return { kind: 'comparison', left, operator: operator(name), modifier, right, ...nowhere };
}

function operator(name: OperatorName) {
  return { kind: 'operator', name, ...nowhere } as const;
}

function randomLeft(random: Random, depth: number): LeftSide {
  return random.chance(4) ? randomTransformer(random, depth) : randomField(random);
}

function randomField(random: Random): Field {
  return {
    kind: 'field',
    name: random.oneOf(names),
    nameRange: nowhere,
    argument: random.chance(4) ? randomArgument(random) : undefined,
    ...nowhere,
  };
}

function randomArgument(random: Random): FieldArgument {
  const quote = random.oneOf([undefined, '"', "'"] as const);
  const text = quote === undefined ? random.oneOf(['0', '12', '/etc/x', 'a b', 'caf\xc3\xa9', '{(%)}\\']) : randomText(random);
  return { kind: 'argument', text, quote, ...nowhere };
}

function randomText(random: Random): string {
  return random.many(0, 8, () => random.oneOf(bytes)).join('');
}

function randomValue(random: Random): Value {
  const text = randomText(random);
  const quote: Quote | undefined = text === '' ? '"' : random.oneOf([undefined, '"', "'"] as const);
  return { kind: 'value', text, quote, ...nowhere };
}

function randomList(random: Random): ValueList {
  return { kind: 'list', items: random.many(0, 4, () => randomValue(random)), ...nowhere };
}

function transformer(name: TransformerName, given: TransformerArgument[], index?: FieldArgument): Transformer {
  return { kind: 'transformer', name, nameRange: nowhere, arguments: given, index, ...nowhere };
}

function randomRightTransformer(random: Random): Transformer {
  return random.chance(2) ? transformer('val', [randomField(random)]) : randomTransformer(random, 3);
}

function randomTransformer(random: Random, depth: number): Transformer {
  const inside = (): Field | Transformer => (depth > 0 && random.chance(3) ? randomTransformer(random, depth - 1) : randomField(random));
  const item = (): Field | Transformer | Value => (random.chance(2) ? inside() : randomConstant(random));
  const list = (): ArgumentList => ({ kind: 'arguments', items: random.many(0, 3, item), ...nowhere });
  const shape = random.below(6);
  if (shape === 0) return transformer('join', [randomConstant(random), list()]);
  if (shape === 1) return transformer('concat', random.many(2, 4, item));
  if (shape === 2) return transformer('getopt', [inside(), randomConstant(random)], random.chance(2) ? randomArgument(random) : undefined);
  return transformer(random.oneOf(oneValueTransformers), [inside()]);
}

/** A constant as a transformer's argument can be: quoted, or a number. */
function randomConstant(random: Random): Value {
  if (random.chance(3)) return { kind: 'value', text: random.oneOf(['0', '-5', '+1.5e-3', '0xfF', '12.']), quote: undefined, ...nowhere };
  return { kind: 'value', text: randomText(random), quote: random.oneOf(['"', "'"] as const), ...nowhere };
}
