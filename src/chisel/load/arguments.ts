import type { ArgumentDefinition, ArgumentTable, Chisel } from '../api/index.ts';
import { ChiselError } from '../engine/errors.ts';

type Values = Readonly<Record<string, string | number | undefined>>;

/** The arguments of a chisel by name and definition, in their order. */
export function argumentsOf(chisel: Chisel): readonly (readonly [string, ArgumentDefinition])[] {
  return Object.entries((chisel.args ?? {}) as ArgumentTable);
}

/**
 * Whether a chisel takes the word behind its name for its arguments.
 *
 * @param rest that word and all behind it; empty where there is none
 * @param isFilter whether a text is a valid filter
 */
export function takesWord(chisel: Chisel, rest: readonly string[], isFilter: (text: string) => boolean): boolean {
  const list = argumentsOf(chisel);
  const next = rest[0];
  if (list.length === 0 || next === undefined) return false;
  if (list.some(([, { optional }]) => optional !== true)) return true;
  if (next.startsWith('-')) return false;
  // A chisel whose only argument is a filter takes it: it means the chisel's, not the command line's.
  if (list.length === 1 && list[0]![1].type === 'filter') return true;
  return !isFilter(rest.join(' '));
}

/**
 * Gives the arguments their names and types.
 *
 * @param word the word behind the chisel's name; undefined where it took none
 * @throws ChiselError where one is missing, superfluous or not of its type
 */
export function bindArguments(name: string, chisel: Chisel, word: string | undefined): Values {
  const list = argumentsOf(chisel);
  const only = list.length === 1 ? list[0] : undefined;
  // A filter has blanks and quotes of its own.
  const words = word === undefined ? [] : only?.[1].type === 'filter' ? [unquoted(word)] : splitWords(word);
  if (words.length > list.length) {
    throw new ChiselError(name, `takes ${list.length} argument${list.length === 1 ? '' : 's'}, not ${words.length}`, usage(name, chisel));
  }
  const values: Record<string, string | number | undefined> = {};
  list.forEach(([argument, definition], i) => {
    const text = words[i];
    if (text === undefined && definition.optional !== true) {
      throw new ChiselError(name, `needs the argument ${argument}: ${definition.description}`, usage(name, chisel));
    }
    values[argument] = text === undefined ? undefined : typedValue(name, argument, definition, text);
  });
  return values;
}

function typedValue(name: string, argument: string, { type }: ArgumentDefinition, text: string): string | number {
  if (type === 'int') {
    const number = text.trim() === '' ? Number.NaN : Number(text);
    if (!Number.isFinite(number)) throw new ChiselError(name, `${argument} is a number, not '${text}'`);
    return number;
  }
  if (type === 'ipv4' && !isIpv4(text))
    throw new ChiselError(name, `${argument} is an IPv4 address, not '${text}'`, 'for example 127.0.0.1');
  return text;
}

function isIpv4(text: string): boolean {
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(text) && text.split('.').every((part) => Number(part) < 256);
}

/** How a chisel is called. */
export function usage(name: string, chisel: Chisel): string {
  const words = argumentsOf(chisel).map(([argument, { optional }]) => (optional === true ? `[${argument}]` : argument));
  const together = words.length > 1 ? `"${words.join(' ')}"` : words.join('');
  return `tsdig -c ${name} ${together}`.trimEnd();
}

/** A filter without the quotes around the whole of it, which sysdig wants where there are blanks in it. */
function unquoted(text: string): string {
  return /^\s*(['`])((?:(?!\1).)*)\1\s*$/s.exec(text)?.[2] ?? text;
}

/** Splits a text at blanks; ' and ` hold together what they enclose. */
function splitWords(text: string): string[] {
  const words: string[] = [];
  for (const [, single, back, bare] of text.matchAll(/'([^']*)'|`([^`]*)`|([^\s'`]+)/g)) words.push(single ?? back ?? bare ?? '');
  return words;
}
