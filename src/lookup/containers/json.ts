/** What stands under a key of a value that came from outside; undefined where it is no object or has no such key. */
export function member(value: unknown, ...path: readonly string[]): unknown {
  let at = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Readonly<Record<string, unknown>>)[key];
  }
  return at;
}

/** A text as a binary string (its bytes in UTF-8); '' where there is none. */
export function text(value: unknown, ...path: readonly string[]): string {
  const found = member(value, ...path);
  return typeof found === 'string' ? binary(found) : '';
}

/** A finite number; 0 where there is none. */
export function number(value: unknown, ...path: readonly string[]): number {
  const found = member(value, ...path);
  return typeof found === 'number' && Number.isFinite(found) ? found : 0;
}

/** A list; empty where there is none. */
export function list(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = member(value, ...path);
  return Array.isArray(found) ? found : [];
}

/** The texts in a list. */
export function texts(value: unknown, ...path: readonly string[]): string[] {
  return list(value, ...path)
    .filter((entry): entry is string => typeof entry === 'string')
    .map(binary);
}

/** An object's texts by their keys. */
export function textMap(value: unknown, ...path: readonly string[]): Map<string, string> {
  const found = member(value, ...path);
  if (typeof found !== 'object' || found === null) return new Map();
  return new Map(Object.entries(found).flatMap(([key, entry]) => (typeof entry === 'string' ? [[binary(key), binary(entry)]] : [])));
}

/** Parses JSON; undefined where it is none. */
export function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** Text of the JSON's own alphabet as the bytes it has in UTF-8. */
export function binary(unicode: string): string {
  return Buffer.from(unicode, 'utf8').toString('latin1');
}

/** An IPv4 address as a number in host order; 0 where it is none. */
export function ipv4(address: string): number {
  const parts = address.split('.');
  if (parts.length !== 4 || parts.some((part) => !/^\d{1,3}$/.test(part) || Number(part) > 255)) return 0;
  return parts.reduce((sum, part) => sum * 256 + Number(part), 0);
}

/** CPUs in a list such as `0-3,8`. */
export function cpuCount(cpus: string): number {
  let count = 0;
  for (const range of cpus.split(',')) {
    const [, first, last] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(range.trim()) ?? [];
    if (first !== undefined) count += Math.max(0, Number(last ?? first) - Number(first) + 1);
  }
  return count;
}
