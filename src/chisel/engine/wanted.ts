import { eventKeyCount, eventTypeCount, typeOfKey } from '../../event/index.ts';
import type { CompiledFilter } from '../../filter/index.ts';
import type { ChiselField } from './reader.ts';

/**
 * By event key: 1 where a chisel can want the event.
 *
 * @param onlyComplete events that cannot have all of the fields are of no use
 */
export function wantedKeys(
  takesEvents: boolean,
  filter: CompiledFilter | undefined,
  onlyComplete: boolean,
  fields: readonly ChiselField[],
): Uint8Array {
  const keys = filter?.keys.slice() ?? new Uint8Array(eventKeyCount).fill(1);
  if (!takesEvents) return keys.fill(0);
  if (!onlyComplete) return keys;
  for (const { bound } of fields) {
    const types = bound.eventTypes ?? bound.definition.eventTypes;
    if (types === undefined) continue;
    const possible = new Uint8Array(eventTypeCount);
    for (const type of types) possible[type] = 1;
    for (let key = 0; key < keys.length; key++) if (possible[typeOfKey(key)] === 0) keys[key] = 0;
  }
  return keys;
}
