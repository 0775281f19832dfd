import { eventKeyCount, typeOfKey } from '../event/index.ts';
import { type BoundField, type FieldWriter, writeTimeOfDay } from '../field/index.ts';
import type { Piece } from './format.ts';
import { How, keptText, type Style, stepsOf } from './steps.ts';

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
  const { steps, end } = stepsOf(pieces, style);
  // A field that remembers the event before must be asked about each one, also about those that are left out.
  const fields = pieces.flatMap((piece) => (piece.kind === 'field' ? piece.field.fields : []));
  const asksAll = fields.some(({ definition }) => definition.stateful === true);
  const keys = asksAll || missing !== undefined ? undefined : keysOf(pieces);
  const count = steps.length;
  const write: FieldWriter = (context, out) => {
    if (keys !== undefined && keys[context.evt.key] === 0) return false;
    const start = out.length;
    let complete = true;
    for (let i = 0; i < count; i++) {
      const step = steps[i]!;
      const { how, before } = step;
      if (how >= How.type) {
        const text = how === How.type ? step.texts[context.evt.key] : keptText(context.thread, step.owner);
        if (text !== undefined) {
          out.fixed(text);
          continue;
        }
      }
      if (before !== undefined) out.fixed(before);
      if (how === How.num) {
        out.uint(context.evt.num);
        continue;
      }
      if (how === How.clock) {
        writeTimeOfDay(context.evt, out);
        continue;
      }
      if (how === How.cpu) {
        out.uint(context.evt.cpu);
        continue;
      }
      if (step.write(context, out)) continue;
      if (missing !== undefined) {
        out.fixed(missing);
        continue;
      }
      complete = false;
      if (!asksAll) break;
    }
    if (complete) out.fixed(end);
    else out.length = start;
    return complete;
  };
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
