import type { Command } from '../command.ts';
import type { Shell } from '../shell.ts';
import { startOfList } from '../state/index.ts';
import { chosenColumns } from '../table/index.ts';

/** What Shift and the digits 1 to 9 give on keyboards with the layout of the United States. */
const shiftedDigits = '!@#$%^&*(';

function notSortable({ snapshot }: Shell): string | undefined {
  return snapshot.view.type === 'table' ? undefined : 'only tables are sorted';
}

function sortNext(shell: Shell, by: number): void {
  const { columns, sorting, view } = shell.snapshot;
  const order = chosenColumns(columns, shell.ui.choices[view.id]);
  const at = order.indexOf(sorting?.column ?? -1);
  const column = order.at((at + by + order.length) % order.length);
  if (column !== undefined) shell.sortBy(column);
}

export const sortingCommands: readonly Command[] = [
  {
    id: 'columns',
    keys: ['f9', '>'],
    on: ['table'],
    label: 'Sort',
    help: 'sort column, order and choice of columns',
    topic: 'Columns and sort',
    footer: 9,
    run: (shell) => shell.open('columns', { ...startOfList, index: Math.max(0, shell.snapshot.sorting?.column ?? 0) }),
  },
  {
    id: 'sort.next',
    keys: ['.'],
    on: ['table'],
    label: 'Next sort',
    help: 'sort by the next column',
    topic: 'Columns and sort',
    unavailable: notSortable,
    run: (shell) => sortNext(shell, 1),
  },
  {
    id: 'sort.previous',
    keys: [','],
    on: ['table'],
    label: 'Previous sort',
    help: 'sort by the previous column',
    topic: 'Columns and sort',
    unavailable: notSortable,
    run: (shell) => sortNext(shell, -1),
  },
  {
    id: 'sort.invert',
    keys: ['I'],
    on: ['table'],
    label: 'Invert',
    help: 'sort the other way round',
    topic: 'Columns and sort',
    unavailable: notSortable,
    run: (shell) => {
      const { sorting } = shell.snapshot;
      if (sorting !== undefined) shell.port.setSorting({ ...sorting, descending: !sorting.descending });
    },
  },
  {
    id: 'tree',
    keys: ['ctrl-t'],
    on: ['table'],
    label: 'Tree',
    help: 'processes below their parents, or all in one order',
    topic: 'Columns and sort',
    unavailable: ({ snapshot, port }) =>
      snapshot.tree === undefined || port.setTree === undefined ? 'rows of this view have no parents' : undefined,
    run: ({ snapshot, port }) => port.setTree?.(snapshot.tree !== true),
  },
  ...[...shiftedDigits].map(
    (key, i): Command => ({
      id: `sort.column${i + 1}`,
      keys: [key],
      on: ['table'],
      label: `Sort ${i + 1}`,
      help: `sort by column ${i + 1}; again: the other way round`,
      topic: 'Columns and sort',
      palette: false,
      unavailable: notSortable,
      run: (shell) => {
        const { columns, view } = shell.snapshot;
        const column = chosenColumns(columns, shell.ui.choices[view.id])[i];
        if (column !== undefined) shell.sortBy(column);
      },
    }),
  ),
];
