/**
 * Reads command-line options as getopt(3) does: `-a`, `-ab`, `-ovalue`, `-o value`; `--` ends them, and so does the
 * first word that is no option. Letters `options` does not name are passed over.
 *
 * @param options the letters, a colon behind each that takes a value, two where the value must stand in the same word
 * @returns by letter its value, '' for letters without one; the last of several wins
 */
export function readOptions(words: readonly string[], options: string): Map<string, string> {
  const found = new Map<string, string>();
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    if (word === '--' || word === '-' || !word.startsWith('-')) break;
    for (let at = 1; at < word.length; at++) {
      const letter = word[at]!;
      const known = letter === ':' ? -1 : options.indexOf(letter);
      if (known < 0) continue;
      if (options[known + 1] !== ':') {
        found.set(letter, '');
        continue;
      }
      const rest = word.slice(at + 1);
      const inSameWord = rest !== '' || options[known + 2] === ':';
      found.set(letter, inSameWord ? rest : (words[++i] ?? ''));
      break;
    }
  }
  return found;
}
