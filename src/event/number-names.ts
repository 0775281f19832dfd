/** A run of names for consecutive numbers: the first number and the names, separated by spaces and line ends. */
export type NameRun = readonly [first: number, names: string];

/** The words of a text, between spaces and line ends. */
export function words(text: string): string[] {
  // Half the time of a pattern, and every start reads thousands of words.
  return text
    .replaceAll('\n', ' ')
    .split(' ')
    .filter((word) => word !== '');
}

/** Names by number; undefined where no run gives one. */
export function namesByNumber(runs: readonly NameRun[]): readonly (string | undefined)[] {
  const names: (string | undefined)[] = [];
  for (const [first, text] of runs) {
    while (names.length < first) names.push(undefined);
    names.push(...words(text));
  }
  return names;
}
