/** Takes no column of its own: combining marks and characters that only steer. */
const ZERO_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}]+$/u;

/** Drawn as a picture by terminals, two columns wide, alone or by the selector behind it. */
const PICTURE = /^\p{Emoji_Presentation}|\ufe0f/u;

/** Half of a flag: two of them are a picture, one alone is a letter in a box, one column wide. */
const HALF_FLAG = /^\p{Regional_Indicator}(?!\p{Regional_Indicator})/u;

/** Sound marks of half-width kana: they belong to the kana before them, but take a column of their own. */
const SOUND_MARK = /[\uff9e\uff9f]/gu;

/** First and last code points of the scripts that terminals draw two columns wide (Unicode's East Asian Width W and F). */
const WIDE: readonly (readonly [first: number, last: number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0x4dbf],
  [0x4e00, 0xa4cf],
  [0xa960, 0xa97c],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1b000, 0x1b2ff],
  [0x20000, 0x3fffd],
];

/** How many terminal columns one user-perceived character takes. */
export function cellsOf(grapheme: string): number {
  if (ZERO_WIDTH.test(grapheme)) return 0;
  const code = grapheme.codePointAt(0) ?? 0;
  const isPicture = PICTURE.test(grapheme) && !HALF_FLAG.test(grapheme);
  const cells = isPicture || WIDE.some(([first, last]) => code >= first && code <= last) ? 2 : 1;
  return cells + (grapheme.slice(1).match(SOUND_MARK)?.length ?? 0);
}
