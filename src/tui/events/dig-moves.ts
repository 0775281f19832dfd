import type { Shell } from '../shell.ts';
import { type DigState, selectIn } from '../state/index.ts';
import { digText } from './dig-line.ts';
import { findEvent } from './find.ts';

/** Lines for events: all but title, column titles and footer. */
export function digHeight(rows: number): number {
  return Math.max(1, rows - 3);
}

/** Selects an event; at the end, what comes is followed. */
export function selectEvent(shell: Shell, state: DigState, index: number): void {
  const { length } = state.list;
  shell.update('dig', {
    ...state,
    ...selectIn(state, index, length, digHeight(shell.ui.rows)),
    follows: index >= length - 1 && length > 0,
  });
}

/** Where the selection is now: behind it, events may have come. */
export function placeOf(state: DigState, rows: number): { readonly index: number; readonly top: number } {
  const { list, follows, index } = state;
  return selectIn(state, follows && list.length > 0 ? list.length - 1 : index, list.length, digHeight(rows));
}

export function searchDig(shell: Shell, state: DigState, direction: 1 | -1): void {
  const { sought } = state.search;
  const giveUp = new AbortController();
  const clock = (time: number) => shell.port.events?.clock(time) ?? '';
  const { index } = placeOf(state, shell.ui.rows);
  void findEvent(state.list, index, direction, (line) => digText(line, clock(line.time), shell.look).includes(sought), giveUp.signal).then(
    (found) => {
      if (found < 0) shell.say('info', `no event holds "${sought}"`);
      else selectEvent(shell, state, found);
    },
  );
}
