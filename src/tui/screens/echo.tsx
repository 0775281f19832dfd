import { Lines } from '../components/lines.tsx';
import { pageHeight } from '../components/page.tsx';
import { showLine } from '../edit/index.ts';
import { searchEcho } from '../events/echo-moves.ts';
import { closeSearch, formatNames, type PayloadFormat, payloadLines, searchInput, transferJson, transferTitle } from '../events/index.ts';
import { footerLine } from '../footer.ts';
import { type Input, keyLabel } from '../input/index.ts';
import type { Shell } from '../shell.ts';
import type { EchoState } from '../state/index.ts';
import { inColumns, wrap } from '../text/index.ts';
import { listTitle } from './dig.tsx';
import { defineScreen } from './screen.ts';

/** A line of the screen and what it tells of. */
interface EchoLine {
  readonly text: string;
  readonly reads: boolean;
  readonly title: boolean;
}

function linesOf({ list }: EchoState, index: number, format: PayloadFormat, width: number, shell: Shell): EchoLine[] {
  const item = list.at(index);
  if (item === undefined) return [];
  const clock = shell.port.events?.clock(item.time) ?? '';
  const { reads } = item;
  if (format === 'json') return wrap(transferJson(item, clock), width).map((text) => ({ text, reads, title: false }));
  return [
    { text: transferTitle(item, clock, shell.look), reads, title: true },
    ...payloadLines(item.data, format, width - 1).map((text) => ({ text: ` ${text}`, reads, title: false })),
  ];
}

/** The place `by` lines farther; never before the first line nor behind the one with which the last page begins. */
function moved(shell: Shell, state: EchoState, by: number): EchoState {
  const { list, format } = state;
  const { columns, rows } = shell.ui;
  const count = (index: number) => linesOf(state, index, format, columns, shell).length;
  let { index, skip } = state;
  skip += by;
  while (skip < 0 && index > 0) skip += count(--index);
  skip = Math.max(0, skip);
  while (index < list.length - 1 && skip >= Math.max(1, count(index))) skip -= count(index++);
  const end = lastPage(shell, state, rows);
  const beyond = index > end.index || (index === end.index && skip >= end.skip);
  return beyond ? { ...state, ...end, follows: true } : { ...state, index, skip, follows: false };
}

/** Where the last page begins. */
function lastPage(shell: Shell, state: EchoState, rows: number): { readonly index: number; readonly skip: number } {
  let room = pageHeight(rows);
  let index = state.list.length;
  while (index > 0 && room > 0) room -= linesOf(state, --index, state.format, shell.ui.columns, shell).length;
  return { index, skip: Math.max(0, -room) };
}

const distances: Readonly<Record<string, (page: number) => number>> = {
  up: () => -1,
  k: () => -1,
  down: () => 1,
  j: () => 1,
  pageup: (page) => -page,
  pagedown: (page) => page,
  ' ': (page) => page,
  'ctrl-u': (page) => -Math.ceil(page / 2),
  'ctrl-d': (page) => Math.ceil(page / 2),
};

/** Scrolls; false where the key is none for that. */
function scroll(shell: Shell, state: EchoState, key: string): boolean {
  const by = distances[key]?.(pageHeight(shell.ui.rows) - 1);
  if (by !== undefined) shell.update('echo', moved(shell, state, by));
  else if (key === 'home') shell.update('echo', { ...state, index: 0, skip: 0, follows: false });
  else if (key === 'end' || key === 'G') shell.update('echo', { ...state, ...lastPage(shell, state, shell.ui.rows), follows: true });
  else return false;
  return true;
}

function typed(shell: Shell, state: EchoState, input: Input): boolean {
  const next = searchInput(state.search, input);
  if (next === undefined) return false;
  if (!('entered' in next)) shell.update('echo', { ...state, search: next });
  else {
    const closed = { ...state, search: { ...closeSearch(state.search), sought: next.entered.toLowerCase() } };
    shell.update('echo', closed);
    if (next.entered !== '') searchEcho(shell, closed, 1);
  }
  return true;
}

export const echoScreen = defineScreen('echo', {
  input: (shell, state, input) => {
    if (typed(shell, state, input)) return true;
    if (input.kind === 'mouse') {
      if (input.action === 'wheelup') scroll(shell, state, 'up');
      if (input.action === 'wheeldown') scroll(shell, state, 'down');
      return true;
    }
    return input.kind === 'key' && scroll(shell, state, keyLabel(input));
  },
  View: ({ shell, state, columns, rows }) => {
    const { look } = shell;
    const height = pageHeight(rows);
    const start = state.follows ? lastPage(shell, state, rows) : state;
    const lines: string[] = [];
    for (let index = start.index; index < state.list.length && lines.length < height; index++) {
      const all = linesOf(state, index, state.format, columns, shell);
      for (const { text, reads, title } of index === start.index ? all.slice(start.skip) : all) {
        lines.push(look.paint(reads ? (title ? 'state' : 'plain') : 'match', inColumns(text, columns)));
      }
    }
    lines.length = Math.min(lines.length, height);
    while (lines.length < height) lines.push(' '.repeat(columns));
    const { line } = state.search;
    const last =
      line === undefined
        ? footerLine(shell, columns, `${Math.min(start.index + 1, state.list.length)}/${state.list.length}`)
        : showLine(line, 'Search: ', columns, look);
    const title = listTitle(shell, `Echo (${formatNames[state.format]})`, state);
    return <Lines columns={columns} lines={[look.paint('heading', inColumns(title, columns)), ...lines, last]} />;
  },
});
