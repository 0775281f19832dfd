import { lineOf } from '../edit/index.ts';
import type { Shell } from '../shell.ts';
import { currentTable } from '../state/index.ts';

/**
 * The letter of an action, as in csysdig, on what happens now: its menu is opened with the question whether it is meant,
 * harmless or not. False: the key is none, and means what it always does.
 */
export function askAction(shell: Shell, key: string): boolean {
  const { snapshot, port, readOnly } = shell;
  const { rows, source } = snapshot;
  if (key.length !== 1 || readOnly || source.recorded || rows.length === 0) return false;
  const row = rows.at(Math.min(currentTable(shell.ui).index, rows.length - 1));
  const actions = port.actions?.list(row.key) ?? [];
  const index = actions.findIndex((action) => action.key === key);
  const action = actions[index];
  if (action === undefined) return false;
  if (action.refused !== undefined) shell.say('info', `${action.description}: ${action.refused}`);
  else shell.open('actions', { index, top: 0, actions, of: row.key, confirming: lineOf('') });
  return true;
}

/** Opens the menu for the selected row. */
export function openActions(shell: Shell): void {
  const { rows } = shell.snapshot;
  const row = rows.at(Math.min(currentTable(shell.ui).index, rows.length - 1));
  const actions = shell.port.actions?.list(row.key) ?? [];
  if (actions.length === 0) shell.say('info', 'this view has no actions');
  else shell.open('actions', { index: 0, top: 0, actions, of: row.key, confirming: undefined });
}
