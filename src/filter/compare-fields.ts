import type { Comparison } from '../../grammar/index.ts';
import { type FieldType, type FieldValue, foldAscii } from '../field/index.ts';
import type { Predicate } from './condition.ts';
import { isNumeric } from './constant.ts';
import { FilterError } from './error.ts';
import type { Operand } from './operand.ts';
import { describeType } from './operators.ts';

type Relation = (left: FieldValue, right: FieldValue) => boolean;

const relations: Readonly<Record<string, Relation>> = {
  // Numbers and bigints of equal value are equal, hence no '==='.
  '=': equal,
  '!=': (left, right) => !equal(left, right),
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
  contains: (left, right) => (left as string).includes(right as string),
  icontains: (left, right) => foldAscii(left as string).includes(foldAscii(right as string)),
  startswith: (left, right) => (left as string).startsWith(right as string),
  endswith: (left, right) => (left as string).endsWith(right as string),
  in: equal,
  intersects: equal,
};

/** Compiles the comparison of a field with another field of the same event, `proc.name = val(proc.pname)`. */
export function compareFields(node: Comparison, left: Operand, right: Operand, text: string): Predicate {
  const relation = relations[node.operator.name];
  if (relation === undefined || node.modifier !== undefined) {
    const what = node.modifier?.name ?? node.operator.name;
    throw new FilterError(text, node.modifier ?? node.operator, `'${what}' does not compare with another field`, 'compare with a constant');
  }
  if (kindOf(left.type) !== kindOf(right.type)) {
    const message = `${left.label} is ${describeType(left.type)}, ${right.label} is ${describeType(right.type)}`;
    throw new FilterError(text, node.right, message, 'compare fields of the same type');
  }
  for (const operand of [left, right]) {
    if (operand.distance === true || operand.type === 'IPNET') {
      throw new FilterError(text, operand === left ? node.left : node.right, `${operand.label} does not compare with another field`);
    }
  }
  const leftValues = valuesOf(left);
  const rightValues = valuesOf(right);
  if (leftValues === undefined && rightValues === undefined) {
    const readLeft = left.extract;
    const readRight = right.extract;
    return (context) => {
      const value = readLeft(context);
      if (value === undefined) return false;
      const other = readRight(context);
      return other !== undefined && relation(value, other);
    };
  }
  const allLeft = left.several === 'list' ? node.operator.name === 'in' : left.several === 'ends' && node.operator.name === '!=';
  return (context) => {
    const values = leftValues?.(context) ?? single(left.extract(context));
    const others = rightValues?.(context) ?? single(right.extract(context));
    if (values.length === 0 || others.length === 0) return false;
    const meets = (value: FieldValue) => others.some((other) => relation(value, other));
    return allLeft ? values.every(meets) : values.some(meets);
  };
}

function valuesOf(operand: Operand): Operand['extractAll'] {
  return operand.extractAll;
}

function single(value: FieldValue | undefined): readonly FieldValue[] {
  return value === undefined ? [] : [value];
}

function equal(left: FieldValue, right: FieldValue): boolean {
  if (typeof left === typeof right) return left === right;
  return left >= right && left <= right;
}

/** Types whose values compare with each other. */
function kindOf(type: FieldType): string {
  return isNumeric(type) ? 'number' : type === 'BYTEBUF' ? 'CHARBUF' : type;
}
