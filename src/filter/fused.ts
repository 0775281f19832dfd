import type { Extractor, FieldType } from '../field/index.ts';
import type { Predicate } from './condition.ts';
import { isNumeric, parseNumber, parsePort } from './constant.ts';
import type { ConstantOperator } from './tests.ts';

/**
 * The comparisons most filters are made of, each in one function: reading the value and testing it without a call
 * between. Undefined for all others. The constant has been checked to be of the type.
 */
export function fusedPredicate(type: FieldType, operator: ConstantOperator, constant: string, extract: Extractor): Predicate | undefined {
  if (type === 'CHARBUF' || type === 'BYTEBUF') return ofText(operator, constant, extract);
  if (!isNumeric(type)) return undefined;
  const number = type === 'PORT' ? parsePort(constant) : parseNumber(constant, type);
  return typeof number === 'number' ? ofNumber(operator, number, extract) : undefined;
}

function ofText(operator: ConstantOperator, constant: string, extract: Extractor): Predicate | undefined {
  switch (operator) {
    case '=':
      return (context) => extract(context) === constant;
    case '!=':
      return (context) => {
        const value = extract(context);
        return value !== undefined && value !== constant;
      };
    case 'contains':
      return (context) => {
        const value = extract(context) as string | undefined;
        return value?.includes(constant) === true;
      };
    case 'startswith':
      return (context) => {
        const value = extract(context) as string | undefined;
        return value?.startsWith(constant) === true;
      };
    default:
      return undefined;
  }
}

/** Values are numbers, or bigints where a double would not be exact: those never equal the constant, which is one. */
function ofNumber(operator: ConstantOperator, constant: number, extract: Extractor): Predicate | undefined {
  switch (operator) {
    case '=':
      return (context) => extract(context) === constant;
    case '!=':
      return (context) => {
        const value = extract(context);
        return value !== undefined && value !== constant;
      };
    case '<':
      return (context) => {
        const value = extract(context);
        return value !== undefined && (value as number) < constant;
      };
    case '<=':
      return (context) => {
        const value = extract(context);
        return value !== undefined && (value as number) <= constant;
      };
    case '>':
      return (context) => {
        const value = extract(context);
        return value !== undefined && (value as number) > constant;
      };
    case '>=':
      return (context) => {
        const value = extract(context);
        return value !== undefined && (value as number) >= constant;
      };
    default:
      return undefined;
  }
}
