import { eventKeyCount, typeOfKey } from '../event/index.ts';
import type { BoundField, FieldWriter } from '../field/index.ts';
import { compileLine } from './compile-line.ts';
import type { Piece } from './format.ts';
import { type Style, stepsOf } from './steps.ts';

/** Writes one event as one line, its line end included; false, and nothing written, where the event is left out. */
export interface EventWriter extends FieldWriter {
  /** Every field the line reads. */
  readonly fields: readonly BoundField[];
  /** By event key: 1 where such an event can make a line at all; undefined where any can, or all must be shown to it. */
  readonly keys: Uint8Array | undefined;
}

/** Makes the writer of a bound format. */
export function eventWriter(pieces: readonly Piece[], style: Style): EventWriter {
  const { missing } = style;
  const line = stepsOf(pieces, style);
  // A field that remembers the event before must be asked about each one, also about those that are left out.
  const fields = pieces.flatMap((piece) => (piece.kind === 'field' ? piece.field.fields : []));
  const asksAll = fields.some(({ definition }) => definition.stateful === true);
  const keys = asksAll || missing !== undefined ? undefined : keysOf(pieces);
  const write = compileLine(line, { keys, missing, asksAll });
  return Object.assign(write, { fields, keys });
}

/** The events of which no field is missing by their type alone; undefined where the types tell nothing. */
function keysOf(pieces: readonly Piece[]): Uint8Array | undefined {
  const keys = new Uint8Array(eventKeyCount).fill(1);
  for (const piece of pieces) {
    if (piece.kind !== 'field' || !('definition' in piece.field)) continue;
    const [field] = piece.field.fields;
    const types = field?.eventTypes ?? field?.definition.eventTypes;
    if (types === undefined) continue;
    const can = new Set(types);
    for (let key = 0; key < eventKeyCount; key++) if (!can.has(typeOfKey(key))) keys[key] = 0;
  }
  return keys.includes(0) ? keys : undefined;
}
