import type { Btf } from './btf.ts';

/**
 * A name's part before its flavour: `task_struct___old` and `task_struct` are the same type to CO-RE. A flavour starts at the
 * last run of exactly three underscores that has something other than an underscore on both sides.
 */
export function essentialName(name: string): string {
  for (let at = name.lastIndexOf('___'); at > 0; at = name.lastIndexOf('___', at - 1)) {
    const after = name[at + 3];
    if (name[at - 1] !== '_' && after !== undefined && after !== '_') return name.slice(0, at);
  }
  return name;
}

/** Ids of types by essential name, in the order of the ids. */
export type TypeIndex = ReadonlyMap<string, readonly number[]>;

const PREFIX_SLOTS = 1 << 13;

/**
 * Looks up the ids of all types that have one of `names` (essential names) and one of `kinds`. One pass over all types: the
 * first four bytes of a name decide in most cases that it is none of the wanted, so that few are ever made into strings.
 */
export function indexTypes(btf: Btf, names: Iterable<string>, kinds: Iterable<number>): TypeIndex {
  const found = new Map<string, number[]>();
  const prefixes = new Uint8Array(PREFIX_SLOTS);
  for (const name of names) {
    found.set(name, []);
    markPrefixes(prefixes, name);
  }
  let wantedKinds = 0;
  for (const kind of kinds) wantedKinds |= 1 << kind;
  const { words, offsets, count, stringBytes } = btf;
  for (let id = 1; id < count; id++) {
    const at = offsets[id]!;
    if (((wantedKinds >>> ((words[at + 1]! >>> 24) & 31)) & 1) === 0) continue;
    const name = words[at]!;
    if (name === 0 || prefixes[slot(stringBytes[name]!, stringBytes[name + 1]!, stringBytes[name + 2]!, stringBytes[name + 3]!)] === 0)
      continue;
    const text = btf.string(name);
    (found.get(text) ?? found.get(essentialName(text)))?.push(id);
  }
  return found;
}

/** What a name can begin with in the table: itself, or, when it is shorter than four bytes, its flavour's underscores too. */
function markPrefixes(prefixes: Uint8Array, name: string): void {
  for (const text of [name, `${name}___`]) {
    prefixes[slot(text.charCodeAt(0), text.charCodeAt(1), text.charCodeAt(2), text.charCodeAt(3))] = 1;
  }
}

/** Bytes behind the end of a string count as 0 (a character code there is NaN, which `^` makes 0). */
function slot(a: number, b: number, c: number, d: number): number {
  const third = b === 0 ? 0 : c;
  const fourth = third === 0 ? 0 : d;
  return (a ^ (b << 3) ^ (third << 6) ^ (fourth << 8)) & (PREFIX_SLOTS - 1);
}
