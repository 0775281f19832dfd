import type { FlagSet } from '../types.ts';

/**
 * The names in a mask, joined by `|`: the parameter types FLAGS8, FLAGS16, FLAGS32 and MODE.
 *
 * As sysdig does it: entries are tried in order, each takes its bits away, so that O_RDWR hides O_RDONLY and O_WRONLY;
 * the walk ends at an entry that is exactly the whole value, and that name is always written. A set of numbers rather
 * than bits works so too, because it runs downwards; a number that is not in it is taken apart into others.
 *
 * @param value 32 bits, unsigned
 * @returns '' where nothing has a name
 */
export function flagNames(set: FlagSet, value: number): string {
  let rest = value;
  let text = '';
  for (const entry of set.entries) {
    const whole = entry.value === value;
    if (!whole && (entry.value === 0 || ((rest & entry.value) ^ entry.value) !== 0)) continue;
    text = text === '' ? entry.name : `${text}|${entry.name}`;
    if (whole) break;
    rest &= ~entry.value;
  }
  return text;
}

/** The name of a value of which exactly one can be: the parameter types ENUMFLAGS8, ENUMFLAGS16 and ENUMFLAGS32. */
export function enumName(set: FlagSet, value: number): string {
  return set.entries.find((entry) => entry.value === value)?.name ?? '';
}
