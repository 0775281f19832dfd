import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ColumnChoices } from '../../tui/index.ts';

/** Where programs keep what the user set (XDG Base Directory Specification). */
function choicesFile({ XDG_CONFIG_HOME: given, HOME }: NodeJS.ProcessEnv): string {
  return join(given?.startsWith('/') ? given : join(HOME ?? homedir(), '.config'), 'tsdig', 'columns.json');
}

/**
 * The columns the user arranged, by view, in a file that only its owner reads. A file that is damaged or cannot be
 * written counts as none.
 */
export function columnChoices(path = choicesFile(process.env)): ColumnChoices {
  return {
    read: () => {
      try {
        return choicesOf(JSON.parse(readFileSync(path, 'utf8')));
      } catch {
        return {};
      }
    },
    write: (choices) => {
      try {
        mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
        const beside = `${path}.${process.pid}`;
        writeFileSync(beside, `${JSON.stringify(choices)}\n`, { mode: 0o600, flag: 'wx' });
        renameSync(beside, path);
      } catch {
        // They stay as long as the program runs.
      }
    },
  };
}

function choicesOf(json: unknown): ReturnType<ColumnChoices['read']> {
  if (typeof json !== 'object' || json === null) return {};
  return Object.fromEntries(
    Object.entries(json).flatMap(([view, choice]: [string, unknown]) => {
      const { order, hidden } = (typeof choice === 'object' && choice !== null ? choice : {}) as { order?: unknown; hidden?: unknown };
      return isTexts(order) && isTexts(hidden) ? [[view, { order, hidden }]] : [];
    }),
  );
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
