import { FixedText } from '../event/index.ts';
import type { FieldSettings } from '../field/index.ts';
import { type EventWriter, eventWriter } from './event-writer.ts';
import { fieldWriter, padded } from './field-writer.ts';
import { bindFormat } from './format.ts';

/** What stands for a missing value. */
const notAvailable = new FixedText('<NA>');

/**
 * Compiles an output format into a writer of lines of text.
 *
 * @throws FormatSyntaxError, FormatError
 */
export function textFormat(text: string, settings: FieldSettings): EventWriter {
  const { printsMissing, pieces } = bindFormat(text, settings);
  const missing = printsMissing ? notAvailable : undefined;
  return eventWriter(pieces, { missing, writerOf: (piece) => padded(fieldWriter(piece, settings), piece.width, missing) });
}
