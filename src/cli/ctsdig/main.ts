import { fieldList } from '../../field/index.ts';
import { Output } from '../../format/index.ts';
import { ExitCode } from '../errors.ts';
import { explain } from '../main.ts';
import { noteWithoutEffect } from '../sources.ts';
import { version } from '../version.ts';
import { hasTerminal } from './has-terminal.ts';
import { viewHelpText } from './help.ts';
import { printOnce } from './once.ts';
import { parseViewCommandLine } from './parse.ts';
import type { ViewSettings } from './settings.ts';
import { viewListJson } from './views.ts';

/** Runs ctsdig. Resolves with the exit code; all output has been handed to the system by then. */
export async function main(argv: readonly string[]): Promise<number> {
  try {
    const settings = parseViewCommandLine(argv);
    const listed = listing(settings);
    if (listed === undefined) noteWithoutEffect(settings, 'in ctsdig', 'ctsdig');
    if (listed === undefined && settings.print === undefined && hasTerminal()) {
      const { showTerminalView } = await import('./terminal-view.ts');
      return await showTerminalView(settings);
    }
    const output = new Output(1);
    const print = (text: string): boolean => {
      output.bytes.text(text);
      output.flush();
      return !output.closed;
    };
    if (listed === undefined && settings.file === undefined && settings.diff === undefined) {
      const { printSamples } = await import('./samples.ts');
      return await printSamples(settings, print);
    }
    print(listed ?? (await printed(settings)));
    return ExitCode.done;
  } catch (error) {
    return explain(error, argv, 'ctsdig');
  }
}

/** What runs without the terminal view print. */
async function printed(settings: ViewSettings): Promise<string> {
  if (settings.file !== undefined && settings.diff === undefined) return printOnce(settings, settings.file);
  const { printDiff } = await import('./diff.ts');
  return printDiff(settings);
}

/** The text of the options that print something and end, as bytes, one char each. */
function listing(settings: ViewSettings): string | undefined {
  if (settings.help) return bytes(viewHelpText());
  if (settings.version) return `ctsdig version ${version}\n`;
  if (settings.listFields) return bytes(fieldList({ types: settings.verbose }));
  if (settings.listViews) return bytes(viewListJson());
  return undefined;
}

function bytes(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}
