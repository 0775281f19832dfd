import { Box, Text } from 'ink';
import { Table } from 'ink-table';
import type { ReactNode } from 'react';
import { TextLines } from '../components/lines.tsx';
import { pageHeight } from '../components/page.tsx';
import { footerLine } from '../footer.ts';
import { keyLabel } from '../input/index.ts';
import type { Look } from '../look/index.ts';
import type { Shell } from '../shell.ts';
import { movedBy } from '../state/index.ts';
import { elide, inColumns, widthOf } from '../text/index.ts';
import { defineScreen } from './screen.ts';
import { wrapWords } from './views.tsx';

/** Widths the columns of the legend have at most; the meaning takes what is left. */
const nameMax = 16;
const unitMax = 10;
/** Columns of the formula. */
const formulaMax = (width: number) => Math.floor(width * 0.38);
/** Screens narrower than this do without the formula. */
const widthForFormula = 90;
/** What ink-table draws around each cell: a blank at both sides, a bar before it. */
const aroundCell = 3;

/** What ink-table draws its cells with: it colours by itself otherwise, whatever the terminal and the user want. */
function plainParts(look: Look) {
  const ruled = (text: ReactNode) =>
    look.ascii && typeof text === 'string'
      ? text
          .replace(/─/g, '-')
          .replace(/│/g, '|')
          .replace(/[┌┬┐├┼┤└┴┘]/g, '+')
      : text;
  return {
    header: ({ children }: { readonly children?: ReactNode }) => (
      <Text>{typeof children === 'string' ? look.paint('title', children) : children}</Text>
    ),
    cell: ({ children }: { readonly children?: ReactNode }) => <Text>{children}</Text>,
    skeleton: ({ children }: { readonly children?: ReactNode }) => <Text>{ruled(children)}</Text>,
  };
}

interface LegendRow extends Record<string, string> {
  readonly Column: string;
  readonly Unit: string;
  readonly Meaning: string;
}

/** One row a column, cut so that the table is no wider than the screen. */
function legendRows({ snapshot, look }: Shell, width: number): LegendRow[] {
  const formula = width >= widthForFormula;
  const names = snapshot.columns.map(({ title }) => elide(look.tell(title), nameMax, look.marks.elided));
  const units = snapshot.columns.map(({ unit }) => elide(look.tell(unit ?? ''), unitMax, look.marks.elided));
  const formulas = snapshot.columns.map((column) => elide(look.tell(column.formula), formulaMax(width), look.marks.elided));
  const widest = (texts: readonly string[], title: string) => Math.max(title.length, ...texts.map(widthOf));
  const others = [widest(names, 'Column'), widest(units, 'Unit'), ...(formula ? [widest(formulas, 'Made of')] : [])];
  const room = width - 1 - aroundCell - others.reduce((sum, one) => sum + one + aroundCell, 0);
  return snapshot.columns.map((column, i) => ({
    Column: names[i]!,
    Unit: units[i]!,
    Meaning: elide(look.tell(column.description), Math.max(8, room), look.marks.elided),
    ...(formula ? { 'Made of': formulas[i]! } : {}),
  }));
}

/** Rows of the legend that find room: each has a line below it, and there are three more for title and edges. */
function rowsPerPage(rows: number, above: number): number {
  return Math.max(1, Math.floor((pageHeight(rows) - above - 2) / 2));
}

function about({ snapshot, look }: Shell, width: number): string[] {
  const filter = snapshot.wholeFilter === '' ? [] : wrapWords(`Filter: ${look.show(snapshot.wholeFilter)}`, width);
  return [...wrapWords(look.tell(snapshot.view.description), width), ...filter].map((line) => inColumns(line, width));
}

export const legendScreen = defineScreen('legend', {
  input: (shell, { top }, input) => {
    if (input.kind === 'key' && keyLabel(input) === 'f7') {
      shell.close();
      return true;
    }
    const { length } = shell.snapshot.columns;
    const height = rowsPerPage(shell.ui.rows, about(shell, shell.ui.columns).length);
    const to =
      input.kind === 'mouse'
        ? { wheelup: top - 1, wheeldown: top + 1 }[input.action as string]
        : input.kind === 'key'
          ? movedBy(keyLabel(input), top, length, height)
          : undefined;
    if (to !== undefined) shell.update('legend', { top: Math.max(0, Math.min(to, length - height)) });
    return to !== undefined || input.kind === 'mouse';
  },
  View: ({ shell, state, columns, rows }) => {
    const { look, snapshot } = shell;
    const above = about(shell, columns);
    const page = rowsPerPage(rows, above.length);
    const shown = legendRows(shell, columns).slice(state.top, state.top + page);
    const right = `${Math.min(snapshot.columns.length, state.top + page)}/${snapshot.columns.length}`;
    return (
      <Box flexDirection="column" width={columns} height={rows}>
        <TextLines
          columns={columns}
          lines={[look.paint('heading', inColumns(`Legend: ${look.tell(snapshot.view.name)} (${snapshot.view.id})`, columns)), ...above]}
        />
        <Box flexGrow={1} flexShrink={1} overflow="hidden" flexDirection="column">
          <Table data={shown} {...plainParts(look)} />
        </Box>
        <TextLines columns={columns} lines={[footerLine(shell, columns, right)]} />
      </Box>
    );
  },
});
