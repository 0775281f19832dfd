import { closeSync, constants, fchmodSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { FilterHistory } from '../../tui/index.ts';

/** Older filters are forgotten. */
const entriesMax = 500;

/** Where programs keep what they remember (XDG Base Directory Specification). */
export function stateFolder(env: NodeJS.ProcessEnv = process.env): string {
  const { XDG_STATE_HOME: given } = env;
  return join(given?.startsWith('/') ? given : join(env.HOME ?? homedir(), '.local', 'state'), 'tsdig');
}

/**
 * The filters written in the terminal view, one a line, in a file that only its owner reads. Where it cannot be read or
 * written, they are remembered as long as the program runs.
 */
export function filterHistory(folder = stateFolder()): FilterHistory {
  const path = join(folder, 'filters');
  let entries: string[] | undefined;
  const read = (): string[] => {
    entries ??= linesOf(path);
    return entries;
  };
  return {
    entries: read,
    add: (filter) => {
      const line = filter.replace(/[\r\n]+/g, ' ');
      entries = [...read().filter((one) => one !== line), line].slice(-entriesMax);
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        save(path, entries);
      } catch {
        // A folder that cannot be written is no reason to stop looking at events.
      }
    },
  };
}

function linesOf(path: string): string[] {
  try {
    const text = readFileSync(path, 'utf8');
    return text
      .split('\n')
      .filter((line) => line !== '' && !/\p{Cc}/u.test(line))
      .slice(-entriesMax);
  } catch {
    return [];
  }
}

function save(path: string, entries: readonly string[]): void {
  const { O_WRONLY, O_CREAT, O_TRUNC, O_NOFOLLOW } = constants;
  const fd = openSync(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0o600);
  try {
    fchmodSync(fd, 0o600);
    writeSync(fd, entries.map((entry) => `${entry}\n`).join(''));
  } finally {
    closeSync(fd);
  }
}
