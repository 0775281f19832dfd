import type { Comparison, Expression } from '../../grammar/index.ts';
import { codeOfKey, EventFlag, type EventType, eventTable, isGenericType, typeOfKey } from '../event/index.ts';
import { defaultFieldSettings, type FieldSettings } from '../field/index.ts';
import { type CompiledFilter, compileExpression } from './compile.ts';
import type { Predicate } from './condition.ts';
import { parseNumber } from './constant.ts';
import { dependsOnContainer, isOfThread } from './of-thread.ts';

/** What an event's thread and result must be for the filter to be able to pass it. */
export interface WhoConstraints {
  readonly pid?: number;
  readonly tid?: number;
  /** Only exits that returned an error. */
  readonly failed?: true;
}

/** One of the terms that a filter joins by `and`, and where it can be decided. */
export interface FilterTerm {
  /** As it was written; one char a byte. */
  readonly text: string;
  /**
   * - `kind`: the kind of event decides it wholly, before anything is recorded;
   * - `thread`: so does the id of the thread or its process, which the kernel has at hand;
   * - `identity`: so does what is known of the thread, which the kernel is told as soon as it has been found out;
   * - `failure`: so does the result of the call, where nobody needs the enters of calls, which have none;
   * - `some`: only some kinds of events can pass it, the rest is asked of each event;
   * - `event`: it takes the event, or what is known of the machine.
   */
  readonly by: 'kind' | 'thread' | 'identity' | 'failure' | 'some' | 'event';
  /** Why it is not decided in the kernel, where somebody may expect it to be. */
  readonly reason?: string;
}

/** What a filter asks of the thread alone: where it fails, nothing the thread does can pass until it becomes another. */
export interface ThreadPart {
  /** Asked with an event of the thread, after the machine was brought up to it. */
  readonly predicate: Predicate;
  /** Whether the answer may change when more becomes known of the container the thread is in. */
  readonly dependsOnContainer: boolean;
}

/** The part of a filter that can be decided before an event is recorded. */
export interface KernelPart {
  /** By event key: 1 where such an event can pass. Undefined where every event must be seen. */
  readonly keys: Uint8Array | undefined;
  readonly who: WhoConstraints;
  /** Undefined where nothing is asked of the thread that the kernel does not know itself. */
  readonly thread: ThreadPart | undefined;
  readonly terms: readonly FilterTerm[];
  /** The field because of which every event must be seen: what it gives depends on the events before. */
  readonly ordered: string | undefined;
}

/**
 * What of a filter can be told to a source, so that it need not give events that cannot pass. Whatever it leaves out, the
 * filter would reject: an over-approximation, after which the filter is still asked. Pure.
 *
 * The kernel decides by itself only what is the same there and in the machine: ids of threads and processes, which an
 * event carries, and whether its call failed. Names, users and containers of a thread are those that events have told; in the
 * kernel they may be others. What the filter asks of them is a part of its own, to be asked here, thread by thread.
 */
export function kernelPart(filter: CompiledFilter, settings: FieldSettings = defaultFieldSettings): KernelPart {
  const { expression, text } = filter;
  const parts = conjuncts(expression);
  const ordered = filter.fields.find(({ definition }) => definition.stateful === true || countsEvents.has(definition.name))?.label;
  const known = parts.map(whoOf);
  const asked = parts.map((part, i) => (known[i] === undefined ? threadCheck(part, text, settings) : undefined));
  const terms = parts.map((part, i) => termOf(part, text, settings, known[i], asked[i]));
  if (ordered !== undefined) return { keys: undefined, who: {}, thread: undefined, terms: terms.map(asEvent), ordered };
  // Where two terms contradict each other, one of them is enough to reject.
  const who: WhoConstraints = Object.assign({}, ...known.filter((constraint) => constraint !== undefined));
  const keys = who.failed === true ? filter.keys.map((passes, key) => passes & hasResult(eventTable[typeOfKey(key)]!)) : filter.keys;
  return { keys, who, thread: threadPart(asked.filter((check) => check !== undefined)), terms, ordered: undefined };
}

/** A term that asks for nothing but the thread, of whatever events. */
function threadCheck(node: Expression, text: string, settings: FieldSettings): CompiledFilter | undefined {
  const check = compileExpression(node, text, settings);
  return check.fields.length > 0 && check.fields.every(isOfThread) && check.keys.every((passes) => passes === 1) ? check : undefined;
}

function threadPart(checks: readonly CompiledFilter[]): ThreadPart | undefined {
  if (checks.length === 0) return undefined;
  return {
    predicate: (context) => checks.every(({ predicate }) => predicate(context)),
    dependsOnContainer: checks.some(({ fields }) => fields.some(dependsOnContainer)),
  };
}

/** Fields that count the events before. */
const countsEvents: ReadonlySet<string> = new Set(['evt.num']);

function asEvent({ text }: FilterTerm): FilterTerm {
  return { text, by: 'event' };
}

function conjuncts(node: Expression): Expression[] {
  return node.kind === 'and' ? node.operands.flatMap(conjuncts) : [node];
}

/** Whether events of the type can have failed: only these have a result. */
function hasResult({ enter, flags, params }: EventType): number {
  return params.some(({ name }) => name === 'res') || (!enter && (flags & EventFlag.CREATES_FD) !== 0) ? 1 : 0;
}

function termOf(node: Expression, text: string, settings: FieldSettings, who?: WhoConstraints, ofThread?: CompiledFilter): FilterTerm {
  const written = text.slice(node.start, node.end);
  if (who !== undefined) return { text: written, by: who.failed === true ? 'failure' : 'thread' };
  if (ofThread !== undefined) return { text: written, by: 'identity' };
  const { keys } = compileExpression(node, text, settings);
  if (keys.every((passes) => passes === 1)) return { text: written, by: 'event' };
  const { keys: fails } = compileExpression({ kind: 'not', operand: node, start: node.start, end: node.end }, text, settings);
  if (keys.some((passes, key) => passes === 1 && fails[key] === 1 && isOfCall(key))) return { text: written, by: 'some' };
  return { text: written, by: 'kind' };
}

/** Whether it is the key of calls whose name it tells: others, such as events of plugins, say it themselves. */
function isOfCall(key: number): boolean {
  return codeOfKey(key) !== 0 || (!isGenericType(typeOfKey(key)) && eventTable[typeOfKey(key)]!.syscalls.length > 0);
}

/** The constraint a check stands for; undefined where the kernel cannot decide it. */
function whoOf(node: Expression): WhoConstraints | undefined {
  if (node.kind !== 'comparison' || node.modifier !== undefined || node.left.kind !== 'field' || node.left.argument !== undefined) {
    return undefined;
  }
  switch (node.left.name) {
    case 'proc.pid': {
      const pid = idOf(node);
      return pid === undefined ? undefined : { pid };
    }
    case 'thread.tid': {
      const tid = idOf(node);
      return tid === undefined ? undefined : { tid };
    }
    case 'evt.failed':
    case 'evt.rawres':
    case 'evt.res':
      return needsFailure(node, node.left.name) ? { failed: true } : undefined;
    default:
      return undefined;
  }
}

/** Highest id of a thread there can be (`PID_MAX_LIMIT` of the kernel). */
const idMax = 4_194_304;

/** The one positive id that passes; undefined where it is not exactly one. */
function idOf({ operator, right }: Comparison): number | undefined {
  const constant = right.kind === 'value' ? right : right.kind === 'list' && right.items.length === 1 ? right.items[0]! : undefined;
  if (constant === undefined || (operator.name !== '=' && operator.name !== 'in')) return undefined;
  const id = parseNumber(constant.text, 'INT64');
  return typeof id === 'number' && id > 0 && id <= idMax ? id : undefined;
}

/** Whether only a call that failed can pass. */
function needsFailure({ operator, right }: Comparison, field: string): boolean {
  const texts = right.kind === 'value' ? [right.text] : right.kind === 'list' ? right.items.map(({ text }) => text) : [];
  if (texts.length === 0) return false;
  switch (field) {
    case 'evt.failed':
      return (operator.name === '=' && texts[0] === 'true') || (operator.name === '!=' && texts[0] === 'false');
    case 'evt.res':
      if (operator.name === '!=') return texts[0] === succeeded;
      return (operator.name === '=' || operator.name === 'in') && !texts.includes(succeeded);
    default: {
      const numbers = texts.map((text) => parseNumber(text, 'INT64'));
      if (operator.name === '=' || operator.name === 'in') return numbers.every((number) => number < 0);
      return (operator.name === '<' && numbers[0]! <= 0) || (operator.name === '<=' && numbers[0]! < 0);
    }
  }
}

/** What `evt.res` is for calls without an error. */
const succeeded = 'SUCCESS';
