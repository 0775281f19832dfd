import { Page, pageHeight } from '../components/page.tsx';
import { keyLabel } from '../input/index.ts';
import type { Shell } from '../shell.ts';
import { movedBy } from '../state/index.ts';
import { titleOf } from '../table/index.ts';
import { inColumns, wrap } from '../text/index.ts';
import { defineScreen } from './screen.ts';

/** Columns of the titles. */
const titleWidth = 14;

/** Each cell of a row with its title, broken into lines. */
function rowLines({ snapshot, look }: Shell, key: string, width: number): string[] {
  const index = snapshot.rows.indexOf(key);
  if (index < 0) return ['The row is gone.'];
  const { cells } = snapshot.rows.at(index);
  return snapshot.columns.flatMap((column, i) =>
    wrap(look.show(cells[i] ?? ''), Math.max(1, width - titleWidth - 1)).map((line, n) => {
      const title = inColumns(n === 0 ? look.tell(titleOf(column)) : '', titleWidth);
      return `${look.paint('title', title)} ${inColumns(line, width - titleWidth - 1)}`;
    }),
  );
}

export const rowScreen = defineScreen('row', {
  input: (shell, state, input) => {
    if (input.kind === 'key' && keyLabel(input) === 'w') {
      shell.close();
      return true;
    }
    const { length } = rowLines(shell, state.key, shell.ui.columns);
    const height = pageHeight(shell.ui.rows);
    const to = input.kind === 'key' ? movedBy(keyLabel(input), state.top, length, height) : undefined;
    if (to !== undefined) shell.update('row', { ...state, top: Math.max(0, Math.min(to, length - height)) });
    return to !== undefined || input.kind === 'mouse';
  },
  View: ({ shell, state, columns, rows }) => (
    <Page shell={shell} columns={columns} rows={rows} title="The whole row" lines={rowLines(shell, state.key, columns).slice(state.top)} />
  ),
});
