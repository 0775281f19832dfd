import type { Command } from './command.ts';
import { actionCommands } from './commands/actions.ts';
import { cellCommands } from './commands/cells.ts';
import { eventCommands } from './commands/events.ts';
import { filterCommands } from './commands/filter.ts';
import { findingCommands } from './commands/finding.ts';
import { historyCommands } from './commands/history.ts';
import { movingCommands } from './commands/moving.ts';
import { programCommands } from './commands/program.ts';
import { savingCommands } from './commands/saving.ts';
import { sortingCommands } from './commands/sorting.ts';
import { timeCommands } from './commands/time.ts';
import { viewCommands } from './commands/views.ts';
import type { ScreenId } from './state/index.ts';

/** All commands: what is not here has no key, no footer, no help and no name in the palette. */
export const commands: readonly Command[] = [
  ...viewCommands,
  ...movingCommands,
  ...findingCommands,
  ...cellCommands,
  ...sortingCommands,
  ...historyCommands,
  ...timeCommands,
  ...actionCommands,
  ...eventCommands,
  ...filterCommands,
  ...savingCommands,
  ...programCommands,
];

/** The commands whose keys work on a screen. */
export function commandsOn(screen: ScreenId): readonly Command[] {
  return commands.filter(({ on }) => on === 'everywhere' || on.includes(screen));
}

/** What a key does on a screen; `prefix` where more keys may follow it. */
export function findCommand(screen: ScreenId, key: string): Command | 'prefix' | undefined {
  const here = commandsOn(screen);
  return (
    here.find(({ keys }) => keys.includes(key)) ??
    (here.some(({ keys }) => keys.some((one) => one.startsWith(`${key} `))) ? 'prefix' : undefined)
  );
}

export function commandById(id: string): Command | undefined {
  return commands.find((command) => command.id === id);
}

const names: Readonly<Record<string, string>> = {
  ' ': 'Space',
  enter: 'Enter',
  escape: 'Esc',
  backspace: 'Bksp',
  delete: 'Del',
  pageup: 'PgUp',
  pagedown: 'PgDn',
  home: 'Home',
  end: 'End',
  up: 'Up',
  down: 'Down',
  left: 'Left',
  right: 'Right',
  tab: 'Tab',
};

/** A key as people call it: `F1`, `Ctrl-P`, `gg`. */
export function keyName(key: string): string {
  if (key.length > 2 && key.includes(' ')) return key.split(' ').map(keyName).join('');
  const named = names[key];
  if (named !== undefined) return named;
  if (/^f\d+$/.test(key)) return key.toUpperCase();
  const [, modifier, rest] = /^(ctrl|alt|shift)-(.+)$/.exec(key) ?? [];
  if (modifier === undefined || rest === undefined) return key;
  return `${modifier[0]!.toUpperCase()}${modifier.slice(1)}-${rest.length === 1 ? rest.toUpperCase() : keyName(rest)}`;
}
