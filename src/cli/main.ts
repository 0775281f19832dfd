import { renderCaret, visible } from '../../grammar/index.ts';
import { listEvents } from '../event/index.ts';
import { fieldList, fieldListMarkdown } from '../field/index.ts';
import { Output, presetFormat } from '../format/index.ts';
import { commandOf } from './commands.ts';
import { ExitCode } from './errors.ts';
import { helpText } from './help.ts';
import { MissingChisel, parseCommandLine } from './parse.ts';
import { report } from './report.ts';
import type { Settings } from './settings.ts';
import { isTerminal } from './terminal.ts';
import { trace } from './trace.ts';
import { version } from './version.ts';

/** Runs tsdig. Resolves with the exit code; all output has been handed to the system by then. */
export async function main(argv: readonly string[]): Promise<number> {
  try {
    const command = commandOf(argv);
    if (command !== undefined) {
      const { text, exitCode } = await command.run(argv.slice(1));
      print(text);
      return exitCode;
    }
    const settings = await readCommandLine(argv);
    const text = listing(settings) ?? (await chiselListing(settings));
    if (text !== undefined) {
      print(text);
      return ExitCode.done;
    }
    return await trace(settings, main);
  } catch (error) {
    return explain(error, argv);
  }
}

/** Reads the command line; chisels and what loads them only where it names one. */
async function readCommandLine(argv: readonly string[]): Promise<Settings> {
  try {
    return parseCommandLine(argv);
  } catch (error) {
    if (!(error instanceof MissingChisel)) throw error;
    const { parseWithChisels } = await import('./chisels.ts');
    return parseWithChisels(argv);
  }
}

/** The text of the options about chisels that print something and end. */
async function chiselListing({ listChisels, aboutChisel }: Settings): Promise<string | undefined> {
  if (!listChisels && aboutChisel === undefined) return undefined;
  const chisels = await import('./chisels.ts');
  return listChisels ? chisels.listOfChisels() : chisels.aboutChisel(aboutChisel ?? '');
}

/** What `--libs-version` says: tsdig has libraries of its own, but shares the schema of its events. */
const schemaVersion = 'no falcosecurity/libs inside; event schema of sysdig 0.29.3 and of falcosecurity/libs up to 4.5.1\n';

/** The text of the options that print something and end. */
function listing(settings: Settings): string | undefined {
  if (settings.help) return helpText();
  if (settings.version) return `tsdig version ${version}\n`;
  if (settings.libsVersion) return schemaVersion;
  if (settings.listFieldsMarkdown) return fieldListMarkdown();
  if (settings.listFields) return fieldList({ types: settings.verbose });
  if (settings.listEvents) return `${listEvents().join('\n')}\n`;
  if (settings.showFormat) return `${presetFormat('default', isTerminal(1))}\n`;
  return undefined;
}

function print(text: string): void {
  const output = new Output(1);
  output.bytes.text(Buffer.from(text, 'utf8').toString('latin1'));
  output.flush();
}

/** Says on stderr what went wrong and gives the exit code that stands for it. */
export function explain(error: unknown, argv: readonly string[], program = 'tsdig'): number {
  const { lines, exitCode } = report(
    error,
    (text, start, end) => {
      const { source, marks } = renderCaret(text, start, end);
      return `  ${source}\n  ${marks}`;
    },
    asRoot(argv),
    program,
  );
  process.stderr.write(`${lines.join('\n')}\n`);
  return exitCode;
}

/** The same command under sudo, whose search path need not have our Node: everything by its full path. */
function asRoot(argv: readonly string[]): string {
  return ['sudo', process.execPath, process.argv[1] ?? 'tsdig', ...argv].map(shellWord).join(' ');
}

/** A word as a POSIX shell reads it back; what could steer a terminal is made visible. */
function shellWord(word: string): string {
  return visible(/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);
}
