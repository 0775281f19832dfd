import type { FieldSettings, FieldWriter } from '../field/index.ts';
import { missing } from './field-writer.ts';
import { bindFormat } from './format.ts';
import { How, keptText, type Steps, stepsOf, typeKey } from './steps.ts';

/** Writes one event as one line, its line end included; false, and nothing written, where the event is left out. */
export type EventWriter = FieldWriter;

/**
 * Compiles an output format into a writer of lines of text.
 *
 * @throws FormatSyntaxError, FormatError
 */
export function textFormat(text: string, settings: FieldSettings): EventWriter {
  const { printsMissing, pieces } = bindFormat(text, settings);
  // A field that remembers the event before must be asked about each one, also about those that are left out.
  const asksAll = pieces.some(
    (piece) => piece.kind === 'field' && piece.field.fields.some(({ definition }) => definition.stateful === true),
  );
  return lineWriter(stepsOf(pieces, printsMissing, settings), printsMissing, asksAll);
}

/** Writes lines; with `printsMissing` of all events, else of those that have all values. */
function lineWriter({ steps, end }: Steps, printsMissing: boolean, asksAll: boolean): EventWriter {
  const count = steps.length;
  return (context, out) => {
    const start = out.length;
    let complete = true;
    for (let i = 0; i < count; i++) {
      const step = steps[i]!;
      const { how, before } = step;
      if (how >= How.type) {
        const text = how === How.type ? step.texts[typeKey(context)] : keptText(context.thread, step.owner);
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
      if (how === How.cpu) {
        out.int(context.evt.cpu);
        continue;
      }
      if (step.write(context, out)) continue;
      if (printsMissing) {
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
}
