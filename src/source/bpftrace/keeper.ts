import type { Readable } from 'node:stream';
import { execa } from 'execa';
import { findProgram } from './program.ts';

/** After SIGINT bpftrace prints its maps; then it is told more and more firmly, in ms. */
const firmerAfterMs = 5000;
const killAfterMs = 1000;

/** What a shell gives for a program ended by a signal, more or less: the signal itself is of no interest. */
const endedBySignal = 128;

/**
 * Runs bpftrace until it ends by itself, or until `input` ends: that is the wish of who started us, or their end, however it came. Has the
 * rights they had then, which they may have given up since. Gives the exit code.
 *
 * @param command full path of bpftrace, and its arguments
 */
export async function keep([program = '', ...args]: readonly string[], input: Readable, searchPath: string): Promise<number> {
  // The kernel ends bpftrace if even we are ended by force.
  const setpriv = findProgram('setpriv', searchPath);
  const command: readonly [string, ...string[]] =
    setpriv === undefined ? [program, ...args] : [setpriv, '--pdeathsig', 'INT', '--', program, ...args];
  const [file, ...words] = command;
  const child = execa(file, words, { stdin: 'ignore', stdout: 'inherit', stderr: 'inherit', reject: false });
  const timers: NodeJS.Timeout[] = [];
  input.on('error', () => undefined);
  input.on('close', () => {
    child.kill('SIGINT');
    timers.push(setTimeout(() => child.kill('SIGTERM'), firmerAfterMs));
    timers.push(setTimeout(() => child.kill('SIGKILL'), firmerAfterMs + killAfterMs));
  });
  input.resume();
  const { exitCode } = await child;
  for (const timer of timers) clearTimeout(timer);
  return exitCode ?? endedBySignal;
}
