import type { ModifierName, OperatorName } from '../../grammar/index.ts';
import { compileGlob, type FieldType, type FieldValue, foldAscii } from '../field/index.ts';
import { holds } from './address.ts';
import { ConstantError, isNumeric, parseBoolean, parseHexBytes, parseIp, parseNet, parseNumber, parsePort } from './constant.ts';
import { compilePathPrefixes } from './path-prefix.ts';
import { compileRegex } from './regex.ts';

/** Decides on one value of a field; the value is never missing here. */
export type ValueTest = (value: FieldValue) => boolean;

/** Operators that compare with one constant. */
export type ConstantOperator = Exclude<OperatorName, 'exists' | 'in' | 'intersects' | 'pmatch'>;

/**
 * The test of a value against one constant.
 *
 * @throws ConstantError where the constant is not of the type
 */
export function constantTest(type: FieldType, operator: ConstantOperator, constant: string): ValueTest {
  if (type === 'BOOL') return orderTest(operator, Number(parseBoolean(constant)), Number);
  if (type === 'PORT') return numberTest(operator, parsePort(constant));
  if (isNumeric(type)) return numberTest(operator, parseNumber(constant, type));
  if (type === 'IPADDR') return addressTest(operator, constant);
  if (type === 'IPNET') return networkTest(operator, constant);
  if (type === 'DYNAMIC') return eitherTest(operator, constant);
  return textTest(operator, constant);
}

/** Several tests joined by a modifier. */
export function modifiedTest(modifier: ModifierName, tests: readonly ValueTest[]): ValueTest {
  if (modifier === 'anyof') return (value) => tests.some((test) => test(value));
  // Of no constants at all nothing holds, not even "all of them".
  if (modifier === 'allof') return (value) => tests.length > 0 && tests.every((test) => test(value));
  return (value) => {
    let held = 0;
    for (const test of tests) if (test(value) && ++held > 1) return false;
    return held === 1;
  };
}

/** The test whether a value is one of the constants. */
export function memberTest(type: FieldType, constants: readonly string[]): ValueTest {
  if (type === 'IPNET') {
    const networks = constants.map(parseNet);
    return (value) => networks.some((network) => holds(network, value as number | string));
  }
  if (type === 'DYNAMIC') {
    const tests = constants.map((constant) => eitherTest('=', constant));
    return (value) => tests.some((test) => test(value));
  }
  const members = new Set(constants.map((constant) => parseConstant(type, constant)));
  return (value) => members.has(canonical(value));
}

/** The test whether a path lies at or below one of the prefixes. */
export function pathTest(prefixes: readonly string[]): ValueTest {
  const test = compilePathPrefixes(prefixes);
  return (value) => typeof value === 'string' && test(value);
}

/** Reads a constant of a type that is compared by equality. */
export function parseConstant(type: FieldType, constant: string): FieldValue {
  if (type === 'BOOL') return parseBoolean(constant);
  if (type === 'PORT') return parsePort(constant);
  if (isNumeric(type)) return parseNumber(constant, type);
  return type === 'IPADDR' ? parseIp(constant) : constant;
}

/** The one form of a number in sets: a bigint only where a double would not be exact. */
export function canonical(value: FieldValue): FieldValue {
  if (typeof value !== 'bigint') return value;
  const asDouble = Number(value);
  return Number.isSafeInteger(asDouble) ? asDouble : value;
}

function numberTest(operator: ConstantOperator, constant: number | bigint): ValueTest {
  const exact = typeof constant === 'bigint' || !Number.isInteger(constant) ? undefined : BigInt(constant);
  if (operator === '=') return (value) => (typeof value === 'bigint' ? value === (exact ?? constant) : value === constant);
  if (operator === '!=') return (value) => (typeof value === 'bigint' ? value !== (exact ?? constant) : value !== constant);
  return orderTest(operator, constant, (value) => value as number);
}

/** JavaScript orders numbers and bigints among each other exactly. */
function orderTest(operator: ConstantOperator, constant: number | bigint, read: (value: FieldValue) => number): ValueTest {
  switch (operator) {
    case '=':
      return (value) => read(value) === constant;
    case '!=':
      return (value) => read(value) !== constant;
    case '<':
      return (value) => read(value) < constant;
    case '<=':
      return (value) => read(value) <= constant;
    case '>':
      return (value) => read(value) > constant;
    case '>=':
      return (value) => read(value) >= constant;
    default:
      throw new ConstantError(`${operator} does not compare numbers`);
  }
}

/** Of values that are numbers in some events and text in others: each is compared as what it is, if the constant can be that too. */
function eitherTest(operator: ConstantOperator, constant: string): ValueTest {
  const asText = textTest(operator, constant);
  const asNumber = isOrder(operator) && isNumber(constant) ? numberTest(operator, parseEither(constant)) : undefined;
  return (value) => {
    if (typeof value === 'string') return asText(value);
    return asNumber === undefined || typeof value === 'boolean' ? asText(String(value)) : asNumber(value);
  };
}

function isOrder(operator: ConstantOperator): boolean {
  return /^[=!<>]/.test(operator);
}

function isNumber(constant: string): boolean {
  return /^[+-]?(?:\d+(?:\.\d+)?|0[xX][0-9a-fA-F]+)$/.test(constant);
}

function parseEither(constant: string): number | bigint {
  return parseNumber(constant, constant.includes('.') ? 'DOUBLE' : 'INT64');
}

function addressTest(operator: ConstantOperator, constant: string): ValueTest {
  const address = parseIp(constant);
  return operator === '!=' ? (value) => value !== address : (value) => value === address;
}

function networkTest(operator: ConstantOperator, constant: string): ValueTest {
  const network = parseNet(constant);
  if (operator === '!=') return (value) => !holds(network, value as number | string);
  return (value) => holds(network, value as number | string);
}

/** Text and bytes: one char a byte, so that order is byte order. */
function textTest(operator: ConstantOperator, constant: string): ValueTest {
  switch (operator) {
    case '=':
      return (value) => value === constant;
    case '!=':
      return (value) => value !== constant;
    case '<':
      return (value) => value < constant;
    case '<=':
      return (value) => value <= constant;
    case '>':
      return (value) => value > constant;
    case '>=':
      return (value) => value >= constant;
    case 'contains':
      return (value) => (value as string).includes(constant);
    case 'icontains': {
      const folded = foldAscii(constant);
      return (value) => foldAscii(value as string).includes(folded);
    }
    case 'startswith':
      return (value) => (value as string).startsWith(constant);
    case 'endswith':
      return (value) => (value as string).endsWith(constant);
    case 'bcontains': {
      const bytes = parseHexBytes(constant);
      return (value) => (value as string).includes(bytes);
    }
    case 'bstartswith': {
      const bytes = parseHexBytes(constant);
      return (value) => (value as string).startsWith(bytes);
    }
    case 'glob':
    case 'iglob': {
      const matches = compileGlob(constant, operator === 'iglob');
      return (value) => matches(value as string);
    }
    case 'regex': {
      const matches = compileRegex(constant);
      return (value) => matches(value as string);
    }
  }
}
