import { ByteWriter } from '../../event/index.ts';
import { escapeForTerminal } from '../../format/index.ts';

/** More bytes of one value are not looked at: a cell has a few hundred columns. */
const cellBytesMax = 4096;

const plain = /^[\x20-\x7e]*$/;
const writer = new ByteWriter();

/**
 * Text from the traced machine (a binary string, one char a byte) as it may stand on the screen: UTF-8 is decoded, and
 * whatever could steer the terminal or look like something else is written out, as everywhere in tsdig.
 */
export function displayText(binary: string): string {
  const text = binary.length > cellBytesMax ? binary.slice(0, cellBytesMax) : binary;
  if (plain.test(text)) return text;
  writer.length = 0;
  writer.text(text);
  escapeForTerminal(writer, 0);
  return writer.bytes.toString('utf8', 0, writer.length);
}
