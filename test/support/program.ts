import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { bin: { tsdig: string } };

/** The built program, as `bin` of package.json names it; another build where TSDIG_PROGRAM names one. */
export const program = process.env.TSDIG_PROGRAM ?? join(root, manifest.bin.tsdig);

/** What a run of the program printed, bytes as chars, and how it ended. */
export interface ProgramRun {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number | null;
}

/** Runs the built program to its end, in UTC. */
export function tsdig(args: readonly string[], options: { readonly env?: NodeJS.ProcessEnv; readonly input?: Buffer } = {}): ProgramRun {
  if (!existsSync(program)) throw new Error(`not built: ${program}; npm run build`);
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [program, ...args], {
    encoding: 'latin1',
    maxBuffer: 1 << 28,
    input: options.input ?? '',
    env: { ...process.env, TZ: 'UTC', NO_COLOR: '1', ...options.env },
  });
  if (error !== undefined) throw error;
  return { stdout, stderr, code: status };
}

/** The lines of a text, without the empty one behind its last line end. */
export function linesOf(text: string): string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}
