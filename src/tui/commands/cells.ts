import type { Command } from '../command.ts';
import type { Shell } from '../shell.ts';
import { currentTable, type ScreenStates, startOfList } from '../state/index.ts';

type Purpose = ScreenStates['cells']['purpose'];

function noRow({ snapshot }: Shell): string | undefined {
  return snapshot.rows.length === 0 ? 'there is no row' : undefined;
}

/** Opens the cells of the selected row, to choose one. */
function choose(shell: Shell, purpose: Purpose): void {
  const { rows, columns } = shell.snapshot;
  const { key } = rows.at(currentTable(shell.ui).index);
  // Names are what is mostly filtered by; before all cells stands the whole row where one can copy it.
  const index =
    purpose === 'copy'
      ? 0
      : Math.max(
          0,
          columns.findIndex(({ align }) => align === 'left'),
        );
  shell.open('cells', { ...startOfList, index, purpose, rowKey: key });
}

function cannotFilter(shell: Shell): string | undefined {
  return shell.port.cellFilter === undefined ? 'cells are no filters here' : noRow(shell);
}

export const cellCommands: readonly Command[] = [
  {
    id: 'cell.filter',
    keys: ['f'],
    on: ['table'],
    label: 'Filter by cell',
    help: 'count only events with a value of the selected row',
    topic: 'Find and filter',
    unavailable: cannotFilter,
    run: (shell) => choose(shell, 'filter'),
  },
  {
    id: 'cell.exclude',
    keys: ['F'],
    on: ['table'],
    label: 'Exclude cell',
    help: 'leave out events with a value of the selected row',
    topic: 'Find and filter',
    unavailable: cannotFilter,
    run: (shell) => choose(shell, 'exclude'),
  },
  {
    id: 'cell.copy',
    keys: ['y'],
    on: ['table'],
    label: 'Copy',
    help: "a cell or the row into the terminal's clipboard",
    topic: 'Rows',
    unavailable: noRow,
    run: (shell) => choose(shell, 'copy'),
  },
];
