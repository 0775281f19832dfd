import type { Command } from '../command.ts';
import { placeOf, searchDig, selectEvent } from '../events/dig-moves.ts';
import { nextFormat, searchEcho } from '../events/echo-moves.ts';
import { filterByField } from '../events/filter-by.ts';
import { noSearch, searchOn } from '../events/index.ts';
import type { ListedEvents } from '../ports/events.ts';
import type { Shell } from '../shell.ts';
import { currentTable, startOfList, stateOf } from '../state/index.ts';

function noEvents(shell: Shell): string | undefined {
  if (shell.port.events === undefined) return 'this source keeps no events';
  return shell.snapshot.view.type === 'table' && shell.snapshot.rows.length === 0 ? 'there is no row' : undefined;
}

/** The selected row of a table; lists have rows that select nothing. */
function selected({ snapshot, ui }: Shell): string | undefined {
  const { rows, view } = snapshot;
  return view.type !== 'table' || rows.length === 0 ? undefined : rows.at(Math.min(currentTable(ui).index, rows.length - 1)).key;
}

function nameOf(shell: Shell, rowKey: string | undefined): string {
  const { path } = shell.snapshot;
  const steps = path.map(({ label }) => Buffer.from(label, 'latin1').toString());
  return rowKey === undefined
    ? (steps.at(-1) ?? 'whole machine')
    : Buffer.from([...path.map(({ label }) => label), rowKey].join(' > '), 'latin1').toString();
}

/** Draws the screen again whenever the list changes. */
function redrawn<List extends ListedEvents<unknown>>(shell: Shell, id: 'echo' | 'dig', list: List): List {
  list.subscribe(() => {
    const top = shell.ui.screens.at(-1);
    if (top?.id === id && top.state.list === (list as ListedEvents<unknown>)) shell.dispatch({ type: 'screen', screen: { ...top } });
  });
  return list;
}

function openEcho(shell: Shell, rowKey = selected(shell)): void {
  const list = shell.port.events?.echo(rowKey);
  if (list === undefined) return;
  const of = nameOf(shell, rowKey);
  shell.open('echo', {
    list: redrawn(shell, 'echo', list),
    of,
    index: 0,
    skip: 0,
    follows: follows(shell),
    format: 'dotted',
    search: noSearch,
  });
}

function openDig(shell: Shell, rowKey = selected(shell)): void {
  const list = shell.port.events?.dig(rowKey);
  if (list === undefined) return;
  const of = nameOf(shell, rowKey);
  const reopen = (again: Shell, key: string | undefined) => openDig(again, key);
  shell.open('dig', { ...startOfList, list: redrawn(shell, 'dig', list), of, rowKey, reopen, follows: follows(shell), search: noSearch });
}

/** Live, the newest events are shown; of a file, the first. */
function follows({ snapshot }: Shell): boolean {
  return snapshot.state.kind === 'live';
}

/** Whatever of the two is open. */
function openList(shell: Shell): ListedEvents<unknown> | undefined {
  return (stateOf(shell.ui, 'echo') ?? stateOf(shell.ui, 'dig'))?.list;
}

function nothingSought({ ui }: Shell): string | undefined {
  const state = stateOf(ui, 'echo') ?? stateOf(ui, 'dig');
  return state?.search.sought === '' ? 'nothing was searched for yet: /' : undefined;
}

function findAgain(shell: Shell, direction: 1 | -1): void {
  const echo = stateOf(shell.ui, 'echo');
  const dig = stateOf(shell.ui, 'dig');
  if (echo !== undefined) searchEcho(shell, echo, direction);
  if (dig !== undefined) searchDig(shell, dig, direction);
}

function redraw(shell: Shell): void {
  const top = shell.ui.screens.at(-1)!;
  shell.dispatch({ type: 'screen', screen: { ...top } });
}

export const eventCommands: readonly Command[] = [
  {
    id: 'echo',
    keys: ['f5', 'e'],
    on: ['table'],
    label: 'Echo',
    help: 'the data that the selected row reads and writes',
    topic: 'Events',
    footer: 5,
    unavailable: noEvents,
    run: (shell) => openEcho(shell),
  },
  {
    id: 'dig',
    keys: ['f6', 'd'],
    on: ['table'],
    label: 'Dig',
    help: 'the events of the selected row',
    topic: 'Events',
    footer: 6,
    unavailable: noEvents,
    run: (shell) => openDig(shell),
  },
  {
    id: 'echo.format',
    keys: ['f2'],
    on: ['echo'],
    label: 'View As',
    help: 'data as dotted ASCII, printable ASCII, hex or JSON',
    topic: 'Events',
    footer: 2,
    palette: false,
    run: (shell) => {
      const state = stateOf(shell.ui, 'echo');
      if (state !== undefined) shell.update('echo', { ...state, skip: 0, format: nextFormat(state.format) });
    },
  },
  {
    id: 'dig.details',
    keys: ['enter'],
    on: ['dig'],
    label: 'Details',
    help: 'all fields of the event',
    topic: 'Events',
    footer: 2,
    palette: false,
    run: (shell) => {
      const state = stateOf(shell.ui, 'dig');
      const details = state?.list.details(placeOf(state, shell.ui.rows).index);
      if (details !== undefined) shell.open('event', { ...startOfList, details });
    },
  },
  {
    id: 'dig.goto',
    keys: ['ctrl-g'],
    on: ['dig'],
    label: 'Goto',
    help: 'to the event of a number',
    topic: 'Events',
    footer: 25,
    palette: false,
    run: (shell) => {
      const state = stateOf(shell.ui, 'dig');
      if (state !== undefined) shell.update('dig', { ...state, search: searchOn(state.search, true) });
    },
  },
  {
    id: 'dig.first',
    keys: ['g g'],
    on: ['dig'],
    label: 'First',
    help: 'first event',
    topic: 'Moving',
    palette: false,
    run: (shell) => {
      const state = stateOf(shell.ui, 'dig');
      if (state !== undefined) selectEvent(shell, state, 0);
    },
  },
  {
    id: 'events.search',
    keys: ['/', 'ctrl-f'],
    on: ['echo', 'dig'],
    label: 'Search',
    help: 'search the events for a text',
    topic: 'Find and filter',
    footer: 20,
    palette: false,
    run: (shell) => {
      const echo = stateOf(shell.ui, 'echo');
      const dig = stateOf(shell.ui, 'dig');
      if (echo !== undefined) shell.update('echo', { ...echo, search: searchOn(echo.search, false) });
      if (dig !== undefined) shell.update('dig', { ...dig, search: searchOn(dig.search, false) });
    },
  },
  {
    id: 'events.next',
    keys: ['f3', 'n'],
    on: ['echo', 'dig'],
    label: 'Next',
    help: 'next event with the text',
    topic: 'Find and filter',
    footer: 3,
    palette: false,
    unavailable: nothingSought,
    run: (shell) => findAgain(shell, 1),
  },
  {
    id: 'events.previous',
    keys: ['N'],
    on: ['echo', 'dig'],
    label: 'Previous',
    help: 'previous event with the text',
    topic: 'Find and filter',
    palette: false,
    unavailable: nothingSought,
    run: (shell) => findAgain(shell, -1),
  },
  {
    id: 'events.pause',
    keys: ['p'],
    on: ['echo', 'dig'],
    label: 'Pause',
    help: 'list nothing more for now, or go on',
    topic: 'Events',
    footer: 21,
    palette: false,
    run: (shell) => {
      const list = openList(shell);
      list?.setPaused(!list.paused);
      redraw(shell);
    },
  },
  {
    id: 'events.clear',
    keys: ['c', 'delete'],
    on: ['echo', 'dig'],
    label: 'Clear',
    help: 'empty the list',
    topic: 'Events',
    footer: 22,
    palette: false,
    run: (shell) => openList(shell)?.clear(),
  },
  {
    id: 'events.close',
    keys: ['escape', 'q', 'backspace', 'f10'],
    on: ['echo', 'dig'],
    label: 'Back',
    help: 'back to the table',
    topic: 'Program',
    footer: 4,
    palette: false,
    run: (shell) => {
      openList(shell)?.close();
      shell.close();
    },
  },
  {
    id: 'event.filter',
    keys: ['f'],
    on: ['event'],
    label: 'Only',
    help: 'only events with the selected value',
    topic: 'Find and filter',
    footer: 20,
    palette: false,
    run: (shell) => filterByState(shell, false),
  },
  {
    id: 'event.exclude',
    keys: ['F'],
    on: ['event'],
    label: 'Without',
    help: 'only events without the selected value',
    topic: 'Find and filter',
    footer: 21,
    palette: false,
    run: (shell) => filterByState(shell, true),
  },
];

function filterByState(shell: Shell, without: boolean): void {
  const state = stateOf(shell.ui, 'event');
  if (state !== undefined) filterByField(shell, state, without);
}
