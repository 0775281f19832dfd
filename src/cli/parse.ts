import util from 'node:util';
import { nearest } from '../../grammar/index.ts';
import { UsageError } from './errors.ts';
import { type OptionDefinition, options, type RetiredOption, retiredOptions } from './options.ts';
import { defaultSettings, type Settings } from './settings.ts';

/** What reading a command line takes to know of an option; the rest is what it does. */
export interface OptionShape {
  readonly name: string;
  readonly short?: string;
  readonly value?: string;
}

/** The options of one program. */
export interface OptionTable<Option extends OptionShape> {
  readonly program: string;
  readonly options: readonly Option[];
  readonly retired: readonly RetiredOption[];
  /** Whether an option takes, beside its value, the first of the words behind it. */
  takesWord?(option: Option, value: string, rest: readonly string[]): boolean;
}

/** Whether a chisel takes the first of the words behind its name for its arguments. */
export type ChiselWords = (name: string, rest: readonly string[]) => boolean;

/** A chisel must be loaded before the command line can be read: only it tells which words are its own. */
export class MissingChisel extends Error {
  override readonly name = 'MissingChisel';
  readonly chisel: string;
  constructor(chisel: string) {
    super(`chisel ${chisel} is not loaded`);
    this.chisel = chisel;
  }
}

const unknownChisels: ChiselWords = (name) => {
  throw new MissingChisel(name);
};

/** `-c l`, that is `-cl`, lists the chisels. */
const listOfChisels = 'l';

/**
 * Reads the command line as getopt_long does: letters may be joined (`-qn5`), values glued (`-n100`, `--read=f`), long
 * names shortened (`--read`), and everything that is no option is the filter, joined with single spaces.
 *
 * @throws UsageError; MissingChisel where `takes` does not know a chisel
 */
export function parseCommandLine(argv: readonly string[], takes: ChiselWords = unknownChisels): Settings {
  const settings = defaultSettings();
  const operands: string[] = [];
  const takesWord = (option: OptionDefinition, name: string, rest: readonly string[]): boolean =>
    option.name === 'chisel' && name !== listOfChisels && takes(name, rest);
  for (const word of readWords<OptionDefinition>(argv, { program: 'tsdig', options, retired: retiredOptions, takesWord })) {
    if (typeof word === 'string') operands.push(word);
    else if (word.option.name === 'chisel' && word.value !== listOfChisels)
      settings.chisels.push({ name: word.value, argument: word.taken });
    else {
      word.option.apply(settings, word.value);
      if (word.option.liveOnly === true) settings.liveOnly.push(`--${word.option.name}`);
    }
  }
  settings.filter = operands.join(' ');
  // Chisels print instead of lines.
  if (settings.chisels.length > 0) settings.quiet = true;
  if (settings.inputs.length > 0 && settings.files.length > 0)
    throw new UsageError('-I traces this machine, and -r reads a file', 'leave one of them out');
  if (settings.filterTables && settings.filter === '')
    throw new UsageError('--filter-proclist keeps what a filter matches, and there is none', 'add a filter');
  return settings;
}

/** A word of the command line: one that is no option, or an option with its value. */
export type Word<Option> = string | { readonly option: Option; readonly value: string; readonly taken?: string | undefined };

/**
 * The words of a command line, in order.
 *
 * @throws UsageError for options the table does not have, and for missing and superfluous values
 */
export function readWords<Option extends OptionShape>(argv: readonly string[], table: OptionTable<Option>): Word<Option>[] {
  const { options } = table;
  // Taken when it is used: while this file is loaded, all that is loaded is compiled whole (see tune.ts), Node's own code too.
  const { tokens } = util.parseArgs({
    args: expandLongNames(argv, options),
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
  const words: Word<Option>[] = [];
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
      throw unknownOption(token.rawName, table);
    }
    if (option.value === undefined && token.value !== undefined) throw new UsageError(`${token.rawName} takes no value`);
    if (option.value !== undefined && token.value === undefined)
      throw new UsageError(`${token.rawName} needs a value: ${token.rawName} ${option.value}`);
    const value = token.value ?? '';
    const rest = argv.slice(token.index + (option.value === undefined || token.inlineValue === true ? 1 : 2));
    if (table.takesWord?.(option, value, rest) !== true) {
      words.push({ option, value });
      continue;
    }
    // What is taken may look like an option: the words behind it are read anew.
    return [...words, { option, value, taken: rest[0] }, ...readWords(rest.slice(1), table)];
  }
  return words;
}

/** Completes shortened long options, as getopt_long does where only one name begins so. */
function expandLongNames(argv: readonly string[], options: readonly OptionShape[]): string[] {
  const end = argv.indexOf('--');
  return argv.map((word, i) => {
    const long = /^--([^=]+)(=.*)?$/s.exec(word);
    if (long === null || (end >= 0 && i >= end) || takesNext(argv[i - 1], options)) return word;
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
function takesNext(word: string | undefined, options: readonly OptionShape[]): boolean {
  if (word === undefined) return false;
  const option = /^--/.test(word)
    ? options.find(({ name }) => `--${name}` === word)
    : options.find(({ short }) => word.length > 1 && word[0] === '-' && word.at(-1) === short);
  return option?.value !== undefined;
}

function unknownOption(rawName: string, { program, options, retired: gone }: OptionTable<OptionShape>): UsageError {
  const retired = gone.find(({ name, short }) => rawName === `--${name}` || rawName === `-${short}`);
  if (retired !== undefined) return new UsageError(`${rawName} is an option of sysdig that ${program} does not have`, retired.instead);
  const names = options.flatMap(({ name, short }) => [`--${name}`, ...(short === undefined ? [] : [`-${short}`])]);
  const near = rawName.startsWith('--') ? nearest(rawName, names) : undefined;
  return new UsageError(`unknown option ${rawName}`, near === undefined ? `all options: ${program} --help` : `did you mean ${near}?`);
}
