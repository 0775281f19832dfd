import { type BoundField, type FieldWriter, writeTimeOfDay } from '../field/index.ts';
import type { Piece } from './format.ts';
import { How, keptText, type Style, stepsOf } from './steps.ts';

/** Writes one event as one line, its line end included; false, and nothing written, where the event is left out. */
export interface EventWriter extends FieldWriter {
  /** Every field the line reads. */
  readonly fields: readonly BoundField[];
}

/** Makes the writer of a bound format. */
export function eventWriter(pieces: readonly Piece[], style: Style): EventWriter {
  const { missing } = style;
  const { steps, end } = stepsOf(pieces, style);
  // A field that remembers the event before must be asked about each one, also about those that are left out.
  const fields = pieces.flatMap((piece) => (piece.kind === 'field' ? piece.field.fields : []));
  const asksAll = fields.some(({ definition }) => definition.stateful === true);
  const count = steps.length;
  const write: FieldWriter = (context, out) => {
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
  return Object.assign(write, { fields });
}
