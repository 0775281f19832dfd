import type { Shell } from '../shell.ts';
import { currentTable } from '../state/index.ts';

/** Opens the menu for the selected row. */
export function openActions(shell: Shell): void {
  const { rows } = shell.snapshot;
  const row = rows.at(Math.min(currentTable(shell.ui).index, rows.length - 1));
  const actions = shell.port.actions?.list(row.key) ?? [];
  if (actions.length === 0) shell.say('info', 'this view has no actions');
  else shell.open('actions', { index: 0, top: 0, actions, of: row.key, confirming: undefined });
}
