/**
 * What terminals do not agree on how wide it is: joined emoji, skin tones, flags, presentation selectors, conjoining
 * jamo, marks with a width of their own, viramas that join letters, characters without a shape, and code points that
 * no or only the newest standard knows.
 */
const unsteady = new RegExp(
  [
    String.raw`[\p{C}\p{Mc}\p{Default_Ignorable_Code_Point}\p{Emoji_Modifier}\p{Regional_Indicator}]`,
    String.raw`[\u1160-\u11ff\ud7b0-\ud7ff\uff9e\uff9f]`,
    String.raw`[\u20e3\u094d\u09cd\u0acd\u0b4d\u0c4d\u0d4d]`,
  ].join('|'),
  'gu',
);

/** More marks on one letter than any language has. */
const manyMarks = /(\p{M}{4})(\p{M}+)/gu;

const plain = /^[\x20-\x7e]*$/;

/** A text in which every character takes the same number of columns on all terminals; what does not is written out. */
export function steadyText(text: string): string {
  if (plain.test(text)) return text;
  return text.replace(unsteady, written).replace(manyMarks, (_all, kept: string, more: string) => kept + [...more].map(written).join(''));
}

function written(character: string): string {
  return `\\u{${character.codePointAt(0)!.toString(16)}}`;
}
