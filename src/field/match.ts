import { eventTable } from '../event/index.ts';
import { fieldNames, findField } from './registry.ts';

/** What may follow a field's name and its dot, where the field itself does not say more. */
const dottedArgument = /[A-Za-z0-9_][A-Za-z0-9_/-]*(?:\.[A-Za-z0-9_][A-Za-z0-9_/-]*)*/y;

/** Longest names first, so that the first that fits is the longest. */
let namesByLength: readonly string[] | undefined;
let parameterNames: readonly string[] | undefined;

/**
 * How many characters of a text from `offset` on are a field's name, dotted argument included; 0 where none begins
 * there. Names are taken as long as possible: in `%proc.name.` it is `proc.name`.
 */
export function matchField(text: string, offset: number): number {
  namesByLength ??= longestFirst(fieldNames());
  const name = namesByLength.find((candidate) => text.startsWith(candidate, offset));
  if (name === undefined) return 0;
  const end = offset + name.length;
  const argument = findField(name)?.argument;
  if (text[end] !== '.' || argument?.dotted !== true) return name.length;
  return name.length + matchArgument(name, argument.pattern ?? dottedArgument, text, end);
}

/** Characters of a dotted argument, its dot included; 0 where nothing that can be one follows. */
function matchArgument(name: string, pattern: RegExp, text: string, dot: number): number {
  if (name === 'evt.arg' || name === 'evt.rawarg') {
    parameterNames ??= longestFirst(new Set(eventTable.flatMap(({ params }) => params.map((param) => param.name))));
    const parameter = parameterNames.find((candidate) => text.startsWith(candidate, dot + 1));
    if (parameter !== undefined) return 1 + parameter.length;
  }
  pattern.lastIndex = dot + 1;
  const found = pattern.exec(text)?.[0] ?? '';
  return found === '' ? 0 : 1 + found.length;
}

function longestFirst(names: Iterable<string>): string[] {
  return [...names].sort((a, b) => b.length - a.length);
}

/** Whether brackets behind a written field hold its argument; behind others they are text. */
export function takesBrackets(written: string): boolean {
  return findField(written)?.argument !== undefined;
}
