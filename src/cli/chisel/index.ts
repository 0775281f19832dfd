import { ExitCode, UsageError } from '../errors.ts';
import { newChisel } from './create.ts';
import { testChisel } from './test.ts';

const usage = `Usage: tsdig chisel new NAME
       tsdig chisel test FILE [CAPTURE] [--args WORD] [--update]

new   writes NAME.ts, a chisel to begin with, the output expected of it, and a small capture to try it on, into this folder;
      and, where they are missing, package.json and tsconfig.json, so that editors know the API and npm can publish it.
test  runs a chisel on a capture (sample.scap beside it where none is named) and compares what it prints with NAME.expected.txt
      beside it; --update keeps what it prints instead. --args gives it its arguments.
`;

/** `tsdig chisel`. Gives what to print and the exit code. */
export async function chiselCommand(argv: readonly string[]): Promise<{ readonly text: string; readonly exitCode: number }> {
  const [what, ...words] = argv;
  if (what === undefined || what === '--help' || what === '-h') return { text: usage, exitCode: ExitCode.done };
  if (what === 'new') return newChisel(words);
  if (what === 'test') return testChisel(words);
  throw new UsageError(`tsdig chisel does not know ${what}`, 'it is `tsdig chisel new NAME` or `tsdig chisel test FILE`');
}
