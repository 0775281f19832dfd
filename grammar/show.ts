/** Longer pieces of the user's text are cut in messages; the place itself is shown by the caret line. */
const SHOWN_CHARACTERS_MAX = 40;

/** What could move the cursor, colour the screen or turn the reading direction when printed. */
const UNPRINTABLE = /[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** The same, tested on one character. */
export function isUnprintable(character: string): boolean {
  return character.search(UNPRINTABLE) >= 0;
}

/** A piece of the user's text as it may stand in a message: quoted, cut, nothing in it can act on a terminal. */
export function quoted(piece: string): string {
  const characters = [...piece.slice(0, SHOWN_CHARACTERS_MAX * 2 + 2)];
  const shown = characters.length > SHOWN_CHARACTERS_MAX ? `${characters.slice(0, SHOWN_CHARACTERS_MAX - 1).join('')}…` : piece;
  return `'${visible(shown)}'`;
}

/** A text of the user's, whole, with everything that could act on a terminal made visible. */
export function visible(text: string): string {
  return text.replace(UNPRINTABLE, escapeUnprintable);
}

function escapeUnprintable(character: string): string {
  if (character === '\n') return '\\n';
  if (character === '\t') return '\\t';
  if (character === '\r') return '\\r';
  const code = character.charCodeAt(0);
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
}
