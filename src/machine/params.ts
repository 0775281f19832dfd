import type { EventCursor } from '../event/index.ts';

/**
 * Reading parameters that an event should have but, coming from an old, a newer or a damaged capture, may lack.
 */

/** A 64-bit parameter as a signed number, or `missing`. */
export function i64(evt: EventCursor, i: number, missing: number): number {
  return evt.i64Or(i, missing);
}

/** A 64-bit parameter as an unsigned bigint; undefined where it is missing. */
export function big(evt: EventCursor, i: number): bigint | undefined {
  return evt.has(i, 8) ? evt.bigU64(i) : undefined;
}

/** A 32-bit parameter as an unsigned number, or `missing`. */
export function u32(evt: EventCursor, i: number, missing: number): number {
  return evt.u32Or(i, missing);
}

/** An unsigned number of whatever width it was written in, or `missing`. */
export function unsigned(evt: EventCursor, i: number, missing: number): number {
  const size = evt.size(i);
  if (size >= 8) return evt.u64(i);
  if (size >= 4) return evt.u32(i);
  if (size >= 2) return evt.u16(i);
  return size === 1 ? evt.u8(i) : missing;
}

/** Text up to its NUL; empty where the parameter is missing. */
export function text(evt: EventCursor, i: number): string {
  return evt.size(i) === 0 ? '' : evt.text(i);
}

/** All bytes; empty where the parameter is missing. */
export function raw(evt: EventCursor, i: number): string {
  return evt.size(i) === 0 ? '' : evt.raw(i);
}

/** Splits texts that end with NUL each. Empty ones in between are kept. */
export function splitNul(list: string): readonly string[] {
  if (list === '') return [];
  const parts = list.split('\0');
  if (parts[parts.length - 1] === '') parts.pop();
  return parts;
}

/** Splits an environment: as {@link splitNul}, but a tail of nothing but NULs is left out. */
export function splitEnvironment(list: string): readonly string[] {
  let end = list.length;
  while (end > 0 && list.charCodeAt(end - 1) === 0) end--;
  return end === 0 ? [] : list.slice(0, end).split('\0');
}
