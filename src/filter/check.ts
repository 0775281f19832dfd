import type { Check, Comparison, SourceRange, Value } from '../../grammar/index.ts';
import { codeOfKey, eventKeyCount, eventTable, typeOfKey } from '../event/index.ts';
import type { FieldValue } from '../field/index.ts';
import type { EventContext } from '../machine/index.ts';
import { compareFields } from './compare-fields.ts';
import type { Condition, Predicate, Source } from './condition.ts';
import { ConstantError } from './constant.ts';
import { FilterError } from './error.ts';
import { fusedPredicate } from './fused.ts';
import { bindOperand, type Operand } from './operand.ts';
import { describeType, operatorsOf, takesModifier } from './operators.ts';
import { type ConstantOperator, constantTest, memberTest, modifiedTest, parseConstant, pathTest, type ValueTest } from './tests.ts';

/** Compiles one test of one event: `proc.name = nginx`, `fd.name exists`. */
export function compileCheck(node: Check, source: Source): Condition {
  const { text } = source;
  const left = bindOperand(node.left, source);
  if (node.kind === 'exists') {
    requireOperator(node, left, text);
    return condition([left], existence(left), () => true, 0);
  }
  requireOperator(node, left, text);
  if (node.right.kind === 'transformer') {
    const right = bindOperand(node.right.name === 'val' ? (node.right.arguments[0] as typeof node.left) : node.right, source);
    return condition([left, right], compareFields(node, left, right, text), undefined, 1);
  }
  const { test, work } = testOf(node, left, text);
  const predicate = left.equals === undefined ? predicateOf(node, left, test) : equalityOf(node, left.equals, text);
  return condition([left], predicate, test, work);
}

function requireOperator(node: Check, left: Operand, text: string): void {
  const { name } = node.operator;
  const legal = operatorsOf(left.type, left.several);
  const only = left.distance === true ? ['='] : left.operators;
  const possible = only === undefined ? legal : legal.filter((operator) => only.includes(operator));
  if (!possible.includes(name)) {
    const what = only === undefined ? describeType(left.type) : left.label;
    throw new FilterError(text, node.operator, `'${name}' cannot compare ${what}`, `${left.label} takes ${possible.join(' ')}`);
  }
  if (node.kind === 'comparison' && !takesModifier(left.type, node.modifier?.name)) {
    throw new FilterError(
      text,
      node.modifier!,
      `'${node.modifier!.name}' is for text, and ${left.label} is ${describeType(left.type)}`,
      'use in (...)',
    );
  }
}

/** The test a comparison with constants makes, and how much work it is beside reading the value. */
function testOf(node: Comparison, left: Operand, text: string): { test: ValueTest; work: number } {
  const { operator, modifier, right } = node;
  const constants = right.kind === 'list' ? right.items : [right as Value];
  for (const constant of constants) {
    at(constant, text, () => {
      const refusal = left.refuse?.(constant.text);
      if (refusal !== undefined) throw new ConstantError(refusal);
    });
  }
  const texts = constants.map((constant) => constant.text);
  if (operator.name === 'pmatch') return { test: pathTest(texts), work: 2 };
  if (operator.name === 'in' || operator.name === 'intersects') {
    // Each constant is read alone first, so that an error points to the one that is wrong.
    for (const constant of constants) at(constant, text, () => constantTest(left.type, '=', constant.text));
    return { test: memberTest(left.type, texts), work: 0 };
  }
  const name = operator.name as ConstantOperator;
  const tests = constants.map((constant) => at(constant, text, () => constantTest(left.type, name, constant.text)));
  if (modifier !== undefined) return { test: modifiedTest(modifier.name, tests), work: 3 };
  if (left.distance === true) {
    const limit = parseConstant(left.type, texts[0]!);
    return { test: (value) => value <= limit, work: 0 };
  }
  return { test: tests[0]!, work: workOf(name) };
}

/** Runs `read` and puts the place into what it throws. */
function at<T>(range: SourceRange, text: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof ConstantError)) throw error;
    throw new FilterError(text, range, error.message, error.hint);
  }
}

function workOf(operator: ConstantOperator): number {
  if (operator === 'regex') return 20;
  return /^(?:[=!<>]|starts|ends)/.test(operator) ? 0 : 2;
}

/** `=`, `!=` and `in` of fields that have their own idea of being equal. */
function equalityOf(node: Comparison, equals: NonNullable<Operand['equals']>, text: string): Predicate {
  const { right } = node;
  const tests = (right.kind === 'list' ? right.items : [right as Value]).map((constant) => at(constant, text, () => equals(constant.text)));
  if (node.operator.name === '!=') return (context) => tests[0]!(context) === false;
  return (context) => tests.some((test) => test(context) === true);
}

function existence(left: Operand): Predicate {
  const { exists, extract, extractAll } = left;
  if (exists !== undefined) return exists;
  if (extractAll !== undefined) return (context) => extractAll(context).length > 0;
  return (context) => extract(context) !== undefined;
}

function predicateOf(node: Comparison, left: Operand, test: ValueTest): Predicate {
  const { extract, extractAll } = left;
  if (extractAll === undefined) {
    const { right, operator } = node;
    const fused =
      right.kind === 'value' && left.distance !== true
        ? fusedPredicate(left.type, operator.name as ConstantOperator, right.text, extract)
        : undefined;
    if (fused !== undefined) return fused;
    return (context) => {
      const value = extract(context);
      return value !== undefined && test(value);
    };
  }
  const needsAll = left.several === 'list' ? node.operator.name === 'in' : left.several === 'ends' && node.operator.name === '!=';
  if (!needsAll) return (context) => some(extractAll(context), test);
  return (context) => {
    const values = extractAll(context);
    return values.length > 0 && every(values, test);
  };
}

function some(values: readonly FieldValue[], test: ValueTest): boolean {
  for (let i = 0; i < values.length; i++) if (test(values[i]!)) return true;
  return false;
}

function every(values: readonly FieldValue[], test: ValueTest): boolean {
  for (let i = 0; i < values.length; i++) if (!test(values[i]!)) return false;
  return true;
}

/** By event key: surely false, surely true, or only the event can tell. */
const FALSE = 0;
const TRUE = 1;
const OPEN = 2;

/** Adds what is known of a check before any event: which events can pass it and what asking costs. */
function condition(operands: readonly Operand[], predicate: Predicate, test: ValueTest | undefined, work: number): Condition {
  const verdicts = new Uint8Array(eventKeyCount).fill(OPEN);
  for (const operand of operands) {
    const [field] = operand.fields;
    const types = operand.fields.length > 1 ? undefined : (field?.eventTypes ?? field?.definition.eventTypes);
    const can = types === undefined ? undefined : new Set(types);
    const tells = test !== undefined && (operand.byType !== undefined || operand.bySyscall !== undefined);
    if (can === undefined && !tells) continue;
    for (let key = 0; key < eventKeyCount; key++) {
      if (can?.has(typeOfKey(key)) === false) verdicts[key] = FALSE;
      else if (tells) {
        const known =
          operand.byType?.(eventTable[typeOfKey(key)]!) ?? (codeOfKey(key) === 0 ? undefined : operand.bySyscall?.(codeOfKey(key)));
        if (known !== undefined) verdicts[key] = known.value !== undefined && test(known.value) ? TRUE : FALSE;
      }
    }
  }
  const decided = verdicts.every((verdict) => verdict !== OPEN);
  const byHeader = test !== undefined && operands.some(({ byType }) => byType !== undefined);
  const fields = operands.flatMap((operand) => operand.fields);
  const costly = fields.some(({ definition }) => definition.costly === true);
  return {
    predicate: decided ? (context) => verdicts[context.evt.key] === TRUE : byHeader ? headerFirst(verdicts, predicate) : predicate,
    canPass: verdicts.map((verdict) => (verdict === FALSE ? 0 : 1)),
    canFail: verdicts.map((verdict) => (verdict === TRUE ? 0 : 1)),
    cost: decided ? 0 : 1 + work + (costly ? 10 : 0),
    stateful: fields.some(({ definition }) => definition.stateful === true),
    fields,
  };
}

function headerFirst(verdicts: Uint8Array, predicate: Predicate): Predicate {
  return (context: EventContext) => {
    const verdict = verdicts[context.evt.key];
    return verdict === OPEN ? predicate(context) : verdict === TRUE;
  };
}
