import { Lines } from '../components/lines.tsx';
import { type EditedLine, editLine, showLine } from '../edit/index.ts';
import { type Input, keyLabel } from '../input/index.ts';
import type { Shell } from '../shell.ts';
import { currentTable, movedBy } from '../state/index.ts';
import { defineScreen } from './screen.ts';
import { tableLines, tableMouse } from './table.tsx';

/** A line at the bottom of the table that somebody types into. */
function Prompt({ shell, line, label, columns, rows }: PromptProps) {
  return <Lines columns={columns} lines={[...tableLines(shell, columns, rows), showLine(line, label, columns, shell.look)]} />;
}

interface PromptProps {
  readonly shell: Shell;
  readonly line: EditedLine;
  readonly label: string;
  readonly columns: number;
  readonly rows: number;
}

/** Arrows and paging still move in the table behind a prompt. */
function moveBehind(shell: Shell, input: Input): boolean {
  if (input.kind !== 'key' || !['up', 'down', 'pageup', 'pagedown'].includes(keyLabel(input))) return false;
  const { rows } = shell.snapshot;
  shell.selectRow(movedBy(input.name, currentTable(shell.ui).index, rows.length, shell.tableHeight) ?? 0);
  return true;
}

export const searchScreen = defineScreen('search', {
  input: (shell, { line }, input) => {
    if (tableMouse(shell, input) || moveBehind(shell, input)) return true;
    if (input.kind === 'key' && input.name === 'enter') {
      shell.close();
      if (line.text !== '') {
        shell.dispatch({ type: 'search', text: line.text });
        shell.searchFrom(1, true);
      }
      return true;
    }
    const edited = editLine(line, input);
    if (edited !== undefined) shell.update('search', { line: edited });
    return edited !== undefined;
  },
  View: ({ shell, state, columns, rows }) => <Prompt shell={shell} line={state.line} label="Search: " columns={columns} rows={rows} />,
});

export const textFilterScreen = defineScreen('textFilter', {
  input: (shell, { line, before }, input) => {
    if (tableMouse(shell, input) || moveBehind(shell, input)) return true;
    if (input.kind === 'key' && (input.name === 'enter' || input.name === 'escape')) {
      if (input.name === 'escape' && line.text !== before) shell.port.setTextFilter(before);
      shell.close();
      return true;
    }
    const edited = editLine(line, input);
    if (edited === undefined) return false;
    shell.update('textFilter', { line: edited, before });
    // The table behind shows at once what would be left.
    if (edited.text !== line.text) shell.port.setTextFilter(edited.text);
    return true;
  },
  View: ({ shell, state, columns, rows }) => (
    <Prompt shell={shell} line={state.line} label="Only rows with: " columns={columns} rows={rows} />
  ),
});
