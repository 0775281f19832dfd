import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { visible } from '../../../grammar/index.ts';
import { ExitCode, UsageError } from '../errors.ts';
import { sampleFile } from './create.ts';
import { expectedFile } from './expected.ts';

/** Bytes a chisel may print. */
const mostOutput = 1 << 26;

/** Runs a chisel on a capture, as users do, and compares what it prints with what is expected of it. */
export function testChisel(words: readonly string[]): { readonly text: string; readonly exitCode: number } {
  const { chisel, capture, args, update } = readWords(words);
  const from = capture ?? join(dirname(chisel), sampleFile);
  for (const file of [chisel, from]) if (!existsSync(file)) throw new UsageError(`there is no file ${visible(file)}`);
  const program = process.argv[1] ?? '';
  const command = [program, '-r', from, '-c', resolve(chisel), ...(args === undefined ? [] : [args])];
  const { stdout, stderr, status, error } = spawnSync(process.execPath, command, {
    encoding: 'latin1',
    maxBuffer: mostOutput,
    // Output is the same wherever it is tested.
    env: { ...process.env, TZ: 'UTC', NO_COLOR: '1' },
  });
  if (error !== undefined) throw error;
  if (status !== 0)
    return { text: `${seen(stdout)}${seen(stderr)}FAILED ${visible(chisel)}: it ended with ${status}\n`, exitCode: ExitCode.failed };
  const file = expectedFile(chisel);
  if (update) {
    writeFileSync(file, stdout, 'latin1');
    return { text: `${seen(stdout)}kept as ${visible(file)}\n`, exitCode: ExitCode.done };
  }
  if (!existsSync(file)) {
    return { text: `${seen(stdout)}nothing is expected yet: --update keeps this as ${visible(file)}\n`, exitCode: ExitCode.done };
  }
  const expected = readFileSync(file, 'latin1');
  if (expected === stdout) return { text: `passed ${visible(chisel)}: it prints what ${visible(file)} says\n`, exitCode: ExitCode.done };
  return { text: `${difference(expected, stdout)}FAILED ${visible(chisel)}: -expected +printed\n`, exitCode: ExitCode.failed };
}

function readWords(words: readonly string[]): { chisel: string; capture?: string; args?: string; update: boolean } {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(words);
  } catch (error) {
    throw new UsageError(`tsdig chisel test: ${visible(error instanceof Error ? error.message : String(error))}`, 'tsdig chisel --help');
  }
  const { positionals, values } = parsed;
  const [chisel, capture, stranger] = positionals;
  if (chisel === undefined || stranger !== undefined) {
    throw new UsageError('tsdig chisel test takes a chisel and a capture', 'tsdig chisel test mine.ts trace.scap');
  }
  return {
    chisel,
    update: values.update === true,
    ...(capture !== undefined && { capture }),
    ...(values.args !== undefined && { args: values.args }),
  };
}

function parse(words: readonly string[]) {
  return parseArgs({ args: [...words], options: { args: { type: 'string' }, update: { type: 'boolean' } }, allowPositionals: true });
}

/** Lines that differ, between those that both begin with and those both end with: what was expected, then what was printed. */
function difference(expected: string, printed: string): string {
  const [theirs, ours] = [expected.split('\n'), printed.split('\n')];
  const shorter = Math.min(theirs.length, ours.length);
  let before = 0;
  while (before < shorter && theirs[before] === ours[before]) before++;
  let after = 0;
  while (after < shorter - before && theirs.at(-1 - after) === ours.at(-1 - after)) after++;
  const between = (lines: readonly string[], mark: string) => lines.slice(before, lines.length - after).map((line) => mark + line);
  return seen(`${[...between(theirs, '-'), ...between(ours, '+')].join('\n')}\n`);
}

/** Text of the chisel, fit for a terminal. */
function seen(bytes: string): string {
  const text = Buffer.from(bytes, 'latin1').toString('utf8');
  return text.split('\n').map(visible).join('\n');
}
