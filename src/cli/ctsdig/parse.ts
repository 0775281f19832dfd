import { readWords } from '../parse.ts';
import { retiredViewOptions, viewOptions } from './options.ts';
import { defaultViewSettings, type ViewSettings } from './settings.ts';

/**
 * Reads the command line of ctsdig, in the way of tsdig's.
 *
 * @throws UsageError
 */
export function parseViewCommandLine(argv: readonly string[]): ViewSettings {
  const settings = defaultViewSettings();
  const operands: string[] = [];
  for (const word of readWords(argv, { program: 'ctsdig', options: viewOptions, retired: retiredViewOptions })) {
    if (typeof word === 'string') operands.push(word);
    else word.option.apply(settings, word.value);
  }
  settings.filter = operands.join(' ');
  return settings;
}
