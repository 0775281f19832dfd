import { parseArgs } from 'node:util';
import { nearest } from '../../grammar/index.ts';
import { UsageError } from './errors.ts';
import { type OptionDefinition, options, retiredOptions } from './options.ts';
import { defaultSettings, type Settings } from './settings.ts';

/**
 * Reads the command line as getopt_long does: letters may be joined (`-qn5`), values glued (`-n100`, `--read=f`), long
 * names shortened (`--read`), and everything that is no option is the filter, joined with single spaces.
 *
 * @throws UsageError
 */
export function parseCommandLine(argv: readonly string[]): Settings {
  const settings = defaultSettings();
  const operands: string[] = [];
  for (const word of readWords(argv)) {
    if (typeof word === 'string') operands.push(word);
    else word.option.apply(settings, word.value);
  }
  settings.filter = operands.join(' ');
  if (settings.inputs.length > 0 && settings.files.length > 0)
    throw new UsageError('-I traces this machine, and -r reads a file', 'leave one of them out');
  if (settings.filterTables && settings.filter === '')
    throw new UsageError('--filter-proclist keeps what a filter matches, and there is none', 'add a filter');
  return settings;
}

type Word = string | { readonly option: OptionDefinition; readonly value: string };

function readWords(argv: readonly string[]): Word[] {
  const { tokens } = parseArgs({
    args: expandLongNames(argv),
    options: Object.fromEntries(
      options.map(
        ({ name, short, value }) =>
          [name, { type: value === undefined ? 'boolean' : 'string', multiple: true, ...(short && { short }) }] as const,
      ),
    ),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const words: Word[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind !== 'option') continue;
    const option = options.find(({ name }) => name === token.name);
    if (option === undefined) {
      // `fd.num >= -1` without quotes: after an operator a number is a value, not an option.
      if (/^-\d/.test(token.rawName) && /[<>=]$/.test(String(words.at(-1)))) {
        words.push(argv.find((word) => word.startsWith(token.rawName)) ?? token.rawName);
        continue;
      }
      throw unknownOption(token.rawName);
    }
    if (option.value === undefined && token.value !== undefined) throw new UsageError(`${token.rawName} takes no value`);
    if (option.value !== undefined && token.value === undefined)
      throw new UsageError(`${token.rawName} needs a value: ${token.rawName} ${option.value}`);
    words.push({ option, value: token.value ?? '' });
  }
  return words;
}

/** Completes shortened long options, as getopt_long does where only one name begins so. */
function expandLongNames(argv: readonly string[]): string[] {
  const end = argv.indexOf('--');
  return argv.map((word, i) => {
    const long = /^--([^=]+)(=.*)?$/s.exec(word);
    if (long === null || (end >= 0 && i >= end) || takesNext(argv[i - 1])) return word;
    const [, name = '', value = ''] = long;
    if (options.some((option) => option.name === name)) return word;
    const candidates = options.filter((option) => option.name.startsWith(name));
    if (candidates.length > 1) {
      throw new UsageError(`--${name} is ambiguous: ${candidates.map((option) => `--${option.name}`).join(', ')}`);
    }
    return candidates[0] === undefined ? word : `--${candidates[0].name}${value}`;
  });
}

/** Whether a word is an option whose value is the next word. */
function takesNext(word: string | undefined): boolean {
  if (word === undefined) return false;
  const option = /^--/.test(word)
    ? options.find(({ name }) => `--${name}` === word)
    : options.find(({ short }) => word.length > 1 && word[0] === '-' && word.at(-1) === short);
  return option?.value !== undefined;
}

function unknownOption(rawName: string): UsageError {
  const retired = retiredOptions.find(({ name, short }) => rawName === `--${name}` || rawName === `-${short}`);
  if (retired !== undefined) return new UsageError(`${rawName} is an option of sysdig that tsdig does not have`, retired.instead);
  const names = options.flatMap(({ name, short }) => [`--${name}`, ...(short === undefined ? [] : [`-${short}`])]);
  const near = rawName.startsWith('--') ? nearest(rawName, names) : undefined;
  return new UsageError(`unknown option ${rawName}`, near === undefined ? 'all options: tsdig --help' : `did you mean ${near}?`);
}
