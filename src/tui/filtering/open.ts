import { lineOf } from '../edit/index.ts';
import type { Shell } from '../shell.ts';
import { currentTable } from '../state/index.ts';
import { helpSoon } from './helper.ts';

/** Opens the editor with the filter that counts now. */
export function openFilter(shell: Shell): void {
  const { filter, textFilter } = shell.snapshot;
  const history = shell.port.filtering?.history?.entries() ?? [];
  shell.open('filter', {
    mode: 'expression',
    expression: lineOf(filter),
    text: lineOf(textFilter),
    before: { filter, textFilter, table: currentTable(shell.ui) },
    check: undefined,
    checked: '',
    count: undefined,
    suggestions: undefined,
    selected: 0,
    entry: history.length,
    typed: filter,
  });
  helpSoon(shell);
}
