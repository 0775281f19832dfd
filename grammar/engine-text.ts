/**
 * Text inside the engine holds one character per byte, so that bytes from a kernel survive unchanged. What a user
 * typed is Unicode; these two lead from one to the other.
 */

const ASCII_ONLY = /^[\x00-\x7f]*$/;

/** Engine text of what was typed: its UTF-8 bytes, one character each. A lone surrogate becomes U+FFFD. */
export function toEngineText(typed: string): string {
  return ASCII_ONLY.test(typed) ? typed : Buffer.from(typed, 'utf8').toString('latin1');
}

/**
 * The characters an engine text holds: each one a string where its bytes are well-formed UTF-8, the value of every
 * byte that is no part of such a character.
 */
export function* charactersOf(engine: string): Generator<string | number, void, void> {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const bytes = Buffer.from(engine, 'latin1');
  for (let at = 0; at < bytes.length; ) {
    const length = utf8Length(bytes[at]!);
    const character = length === 1 ? undefined : decodeOrNothing(decoder, bytes.subarray(at, at + length));
    if (character !== undefined) {
      yield character;
      at += length;
    } else {
      const byte = bytes[at]!;
      yield byte < 0x80 ? String.fromCharCode(byte) : byte;
      at += 1;
    }
  }
}

/** How many bytes a character takes that begins with this one. */
function utf8Length(first: number): number {
  if (first >= 0xf0) return 4;
  if (first >= 0xe0) return 3;
  return first >= 0xc0 ? 2 : 1;
}

function decodeOrNothing(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}
