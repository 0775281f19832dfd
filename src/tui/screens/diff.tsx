import { Lines } from '../components/lines.tsx';
import { pageHeight } from '../components/page.tsx';
import { footerLine } from '../footer.ts';
import { keyLabel } from '../input/index.ts';
import type { Look } from '../look/index.ts';
import type { ShownDiff, ShownDiffRow } from '../port.ts';
import type { Shell } from '../shell.ts';
import { movedBy, type ScreenStates, selectIn, startOfList } from '../state/index.ts';
import { elide, inColumns, widthOf } from '../text/index.ts';
import { compareSides } from '../time/index.ts';
import { defineScreen } from './screen.ts';

type State = ScreenStates['diff'];

/** Lines above the rows: what is compared with what, and the titles. */
const above = 2;
const numberWidth = 10;
const percentWidth = 9;
const stateWidth = 7;
const nameWidth = 14;

function remake(shell: Shell, state: State): void {
  shell.update('diff', state);
  compareSides(shell, state);
}

/** Into the selected row, or back: both windows stay. */
function drill(shell: Shell, state: State, down: boolean): void {
  const row = state.diff !== undefined && state.index < state.diff.length ? state.diff.at(state.index) : undefined;
  if (down && row === undefined) return;
  if (!shell.accept(down ? shell.port.drillDown(row!.key) : shell.port.drillUp())) return;
  shell.dispatch({ type: down ? 'deeper' : 'higher' });
  remake(shell, { ...state, ...startOfList, column: undefined, diff: undefined, depth: state.depth + (down ? 1 : -1) });
}

export const diffScreen = defineScreen('diff', {
  input: (shell, state, input) => {
    const length = state.diff?.length ?? 0;
    const height = pageHeight(shell.ui.rows) - above;
    const move = (to: number) => shell.update('diff', { ...state, ...selectIn(state, to, length, height) });
    if (input.kind === 'mouse') {
      const row = state.top + input.y - 1 - above;
      if (input.action === 'wheelup') move(state.index - 3);
      else if (input.action === 'wheeldown') move(state.index + 3);
      else if (input.action === 'press' && row >= state.top && row < length) move(row);
      return true;
    }
    if (input.kind !== 'key') return true;
    const key = keyLabel(input);
    const to = movedBy(key === 'j' ? 'down' : key === 'k' ? 'up' : key, state.index, length, height);
    if (to !== undefined) move(to);
    else if (key === '.' || key === ',') remake(shell, { ...state, column: (state.diff?.column ?? 0) + (key === '.' ? 1 : -1) });
    else if (key === 'x') remake(shell, { ...state, a: state.b, b: state.a });
    else if (key === 'enter') drill(shell, state, true);
    else if (key === 'backspace') {
      if (state.depth > 0) drill(shell, state, false);
      else shell.close();
    } else return false;
    return true;
  },
  View: ({ shell, state, columns, rows }) => <Lines columns={columns} lines={diffLines(shell, state, columns, rows)} />,
});

function diffLines(shell: Shell, state: State, columns: number, rows: number): string[] {
  const { look, snapshot } = shell;
  const { diff } = state;
  const height = pageHeight(rows) - above;
  const title = `Diff: ${look.tell(snapshot.view.name)}`;
  if (diff === undefined) {
    const blank = Array.from({ length: height + above }, () => ' '.repeat(columns));
    return [look.paint('heading', inColumns(`${title}  comparing ...`, columns)), ...blank, footerLine(shell, columns)];
  }
  const body = Array.from({ length: height }, (_, i) => {
    const at = state.top + i;
    return at < diff.length ? diffRowLine(diff.at(at), columns, at === state.index, look) : ' '.repeat(columns);
  });
  const path = snapshot.path.map(({ label }) => look.show(label)).join(` ${look.marks.step} `);
  const sides = `A ${look.show(diff.a)}   B ${look.show(diff.b)}${diff.perSecond ? '   per second: the windows differ in length' : ''}`;
  return [
    look.paint('heading', inColumns(elide(`${title}${path === '' ? '' : `  For: ${path}`}`, columns, look.marks.elided), columns)),
    inColumns(elide(sides, columns, look.marks.elided), columns),
    look.paint('heading', titlesLine(diff, columns, look)),
    ...body,
    footerLine(shell, columns, diff.length === 0 ? 'no rows' : `${state.index + 1}/${diff.length}`),
  ];
}

function titlesLine(diff: ShownDiff, columns: number, look: Look): string {
  const delta = look.ascii ? 'Delta' : 'Δ';
  const cells = [
    inColumns(look.tell(diff.nameTitle), nameWidth, 'right'),
    inColumns('A', numberWidth, 'right'),
    inColumns('B', numberWidth, 'right'),
    inColumns(`${delta}${look.marks.descending}`, numberWidth, 'right'),
    inColumns(`${delta}%`, percentWidth, 'right'),
    inColumns('', stateWidth),
  ];
  return inColumns(` ${cells.join(' ')} ${look.tell(diff.title)}`, columns);
}

function diffRowLine(row: ShownDiffRow, columns: number, selected: boolean, look: Look): string {
  const cells = [
    inColumns(look.show(row.name), nameWidth, 'right'),
    inColumns(row.a, numberWidth, 'right'),
    inColumns(row.b, numberWidth, 'right'),
    inColumns(row.delta, numberWidth, 'right'),
    inColumns(row.percent, percentWidth, 'right'),
    inColumns(row.state === 'changed' ? '' : row.state, stateWidth),
  ];
  const mark = selected ? look.marks.selected : ' ';
  const head = mark + cells.join(' ');
  const line = inColumns(`${head} ${inColumns(look.show(row.label), Math.max(0, columns - widthOf(head) - 1))}`, columns);
  return selected ? look.paint('selected', line) : row.state === '=' ? look.paint('dim', line) : line;
}
