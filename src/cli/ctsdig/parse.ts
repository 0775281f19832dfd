import { readWords } from '../parse.ts';
import { retiredViewOptions, type ViewOption, viewOptions } from './options.ts';
import { defaultViewSettings, type ViewSettings } from './settings.ts';

/**
 * Reads the command line of ctsdig, in the way of tsdig's.
 *
 * @throws UsageError
 */
export function parseViewCommandLine(argv: readonly string[]): ViewSettings {
  const settings = defaultViewSettings();
  const operands: string[] = [];
  for (const word of readWords(argv, { program: 'ctsdig', options: viewOptions, retired: retiredViewOptions, takesWord })) {
    if (typeof word === 'string') operands.push(word);
    else word.option.apply(settings, word.value, word.taken);
  }
  settings.filter = operands.join(' ');
  return settings;
}

/** `--diff` compares two files: the word behind its value is the second. */
function takesWord({ name }: ViewOption, _value: string, rest: readonly string[]): boolean {
  return name === 'diff' && rest[0]?.startsWith('-') === false;
}
