import { Lines } from '../components/lines.tsx';
import { showLine } from '../edit/index.ts';
import { digHeight, placeOf, searchDig, selectEvent } from '../events/dig-moves.ts';
import { closeSearch, digHeading, digLine, searchInput } from '../events/index.ts';
import { footerLine } from '../footer.ts';
import { type Input, keyLabel } from '../input/index.ts';
import type { ListedEvents } from '../ports/events.ts';
import type { Shell } from '../shell.ts';
import { type DigState, movedBy } from '../state/index.ts';
import { inColumns } from '../text/index.ts';
import { defineScreen } from './screen.ts';

/** The first line of a screen of events. */
export function listTitle(shell: Shell, what: string, { list, of }: { readonly list: ListedEvents<unknown>; readonly of: string }): string {
  const more = list.paused ? ' PAUSED' : list.reading ? ' ...' : '';
  const left = list.left === 0 ? '' : `, ${list.left} older ones are left out`;
  return `${what} of ${shell.look.tell(of)}: ${list.length} events${left}${more}`;
}

/** The first event with this number or a larger one. */
function goTo(shell: Shell, state: DigState, number: string): void {
  const wanted = Number(number);
  if (!/^\d+$/.test(number.trim())) {
    shell.say('info', 'the number of an event is wanted');
    return;
  }
  let low = 0;
  let high = state.list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((state.list.at(middle)?.num ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  selectEvent(shell, state, Math.min(low, state.list.length - 1));
}

function typed(shell: Shell, state: DigState, input: Input): boolean {
  const next = searchInput(state.search, input);
  if (next === undefined) return false;
  if (!('entered' in next)) {
    shell.update('dig', { ...state, search: next });
    return true;
  }
  const { goes, sought } = state.search;
  const closed = { ...state, search: { ...closeSearch(state.search), sought: goes ? sought : next.entered.toLowerCase() } };
  shell.update('dig', closed);
  if (next.entered === '') return true;
  if (goes) goTo(shell, closed, next.entered);
  else searchDig(shell, closed, 1);
  return true;
}

const asMove: Readonly<Record<string, string>> = { j: 'down', k: 'up', ' ': 'pagedown', G: 'end' };

export const digScreen = defineScreen('dig', {
  input: (shell, state, input) => {
    if (typed(shell, state, input)) return true;
    const { index, top } = placeOf(state, shell.ui.rows);
    if (input.kind === 'mouse') {
      if (input.action === 'wheelup') selectEvent(shell, state, index - 3);
      if (input.action === 'wheeldown') selectEvent(shell, state, index + 3);
      if (input.action === 'press' && input.y >= 2 && input.y < shell.ui.rows - 1) selectEvent(shell, state, top + input.y - 2);
      return true;
    }
    if (input.kind !== 'key') return false;
    const key = keyLabel(input);
    const to = movedBy(asMove[key] ?? key, index, state.list.length, digHeight(shell.ui.rows));
    if (to !== undefined) selectEvent(shell, state, to);
    return to !== undefined;
  },
  View: ({ shell, state, columns, rows }) => {
    const { look } = shell;
    const { list, search } = state;
    const { index, top } = placeOf(state, rows);
    const height = digHeight(rows);
    const lines: string[] = [];
    for (let i = top; i < Math.min(list.length, top + height); i++) {
      const line = list.at(i);
      const selected = i === index;
      const text =
        line === undefined
          ? inColumns(' (not kept any more)', columns)
          : digLine(line, shell.port.events?.clock(line.time) ?? '', selected, columns, look);
      lines.push(selected ? look.paint('selected', text) : text);
    }
    while (lines.length < height) lines.push(' '.repeat(columns));
    const last =
      search.line === undefined
        ? footerLine(shell, columns, list.length === 0 ? 'no events' : `${index + 1}/${list.length}`)
        : showLine(search.line, search.goes ? 'Go to number: ' : 'Search: ', columns, look);
    return (
      <Lines
        columns={columns}
        lines={[
          look.paint('heading', inColumns(listTitle(shell, 'Dig', state), columns)),
          look.paint('title', digHeading(columns)),
          ...lines,
          last,
        ]}
      />
    );
  },
});
