import { type Expression, parseFilter } from '../../grammar/index.ts';
import { type BoundField, defaultFieldSettings, type FieldSettings } from '../field/index.ts';
import { compileCheck } from './check.ts';
import type { Condition, Predicate, Source } from './condition.ts';

/** A filter ready to be asked of every event. */
export interface CompiledFilter {
  /** The text it was compiled from. */
  readonly text: string;
  readonly expression: Expression;
  /** Whether the current event passes. */
  readonly predicate: Predicate;
  /** By event key: 1 where such an event can pass. Others need not be looked at beyond what tells their key. */
  readonly keys: Uint8Array;
  /** Every field the filter reads. */
  readonly fields: readonly BoundField[];
  /** What all must hold for the filter to: the operands of its outermost `and`, or the filter itself. */
  readonly conjuncts: readonly Conjunct[];
}

/** A part of a filter that must hold for the whole to. */
export interface Conjunct {
  readonly predicate: Predicate;
  /** By event key: 1 where such an event can fail it. */
  readonly canFail: Uint8Array;
  readonly fields: readonly BoundField[];
}

/**
 * Compiles a filter from its text.
 *
 * @param settings whom to ask for names of hosts and ports, and how parameters look as text
 * @throws FilterSyntaxError where it cannot be read, FilterError where it cannot be meant; both say where
 */
export function compileFilter(text: string, settings: FieldSettings = defaultFieldSettings): CompiledFilter {
  return compileExpression(parseFilter(text), text, settings);
}

/** Compiles a filter already read; `text` is what it was read from, for messages. */
export function compileExpression(expression: Expression, text: string, settings: FieldSettings = defaultFieldSettings): CompiledFilter {
  const source = { text, settings };
  const parts = (expression.kind === 'and' ? flatten('and', expression.operands) : [expression]).map((part) => compileNode(part, source));
  const { predicate, canPass, fields } = parts.length === 1 ? parts[0]! : join('and', parts);
  return { text, expression, predicate, keys: canPass, fields, conjuncts: parts };
}

function compileNode(node: Expression, source: Source): Condition {
  switch (node.kind) {
    case 'and':
    case 'or':
      return join(
        node.kind,
        flatten(node.kind, node.operands).map((operand) => compileNode(operand, source)),
      );
    case 'not':
      return negate(compileNode(node.operand, source));
    default:
      return compileCheck(node, source);
  }
}

/** `a and (b and c)` is one conjunction of three. */
function flatten(kind: 'and' | 'or', operands: readonly Expression[]): Expression[] {
  return operands.flatMap((operand) => (operand.kind === kind ? flatten(kind, operand.operands) : [operand]));
}

function negate(inner: Condition): Condition {
  const { predicate, canPass, canFail } = inner;
  return { ...inner, predicate: (context) => !predicate(context), canPass: canFail, canFail: canPass };
}

function join(kind: 'and' | 'or', parts: readonly Condition[]): Condition {
  const stateful = parts.some((part) => part.stateful);
  // Checks answer the same in any order, so the cheap ones come first; those with a memory stay where they are.
  const ordered = stateful ? parts : [...parts].sort((a, b) => a.cost - b.cost);
  const predicates = ordered.map((part) => part.predicate);
  const passes = parts.map((part) => part.canPass);
  const fails = parts.map((part) => part.canFail);
  return {
    predicate: kind === 'and' ? allOf(predicates) : anyOf(predicates),
    canPass: kind === 'and' ? every(passes) : some(passes),
    canFail: kind === 'and' ? some(fails) : every(fails),
    cost: parts.reduce((sum, part) => sum + part.cost, 0),
    stateful,
    fields: parts.flatMap((part) => part.fields),
  };
}

/** 1 where all lists of 0 and 1 have it. In plain loops: a filter is compiled once, by code that has not run before. */
function every(lists: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(lists[0]!);
  for (const list of lists) for (let key = 0; key < all.length; key++) all[key] = all[key]! & list[key]!;
  return all;
}

/** 1 where at least one has it. */
function some(lists: readonly Uint8Array[]): Uint8Array {
  const any = new Uint8Array(lists[0]!);
  for (const list of lists) for (let key = 0; key < any.length; key++) any[key] = any[key]! | list[key]!;
  return any;
}

/** Passes where all of them do. */
export function allOf(predicates: readonly Predicate[]): Predicate {
  const [a, b, c] = predicates;
  if (predicates.length === 2) return (context) => a!(context) && b!(context);
  if (predicates.length === 3) return (context) => a!(context) && b!(context) && c!(context);
  return (context) => {
    for (let i = 0; i < predicates.length; i++) if (!predicates[i]!(context)) return false;
    return true;
  };
}

function anyOf(predicates: readonly Predicate[]): Predicate {
  const [a, b, c] = predicates;
  if (predicates.length === 2) return (context) => a!(context) || b!(context);
  if (predicates.length === 3) return (context) => a!(context) || b!(context) || c!(context);
  return (context) => {
    for (let i = 0; i < predicates.length; i++) if (predicates[i]!(context)) return true;
    return false;
  };
}
