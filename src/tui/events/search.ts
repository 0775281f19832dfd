import { type EditedLine, editLine, lineOf } from '../edit/index.ts';
import type { Input } from '../input/index.ts';

/** A search in a screen of events. */
export interface EventSearch {
  /** The line somebody types; undefined: nobody does. */
  readonly line: EditedLine | undefined;
  /** A number is typed, to go to. */
  readonly goes: boolean;
  /** What was searched for last, in lower case. */
  readonly sought: string;
}

export const noSearch: EventSearch = { line: undefined, goes: false, sought: '' };

export function searchOn(search: EventSearch, goes: boolean): EventSearch {
  return { ...search, line: lineOf(''), goes };
}

export function closeSearch(search: EventSearch): EventSearch {
  return { ...search, line: undefined };
}

/** What an input means while a line is typed: another search, `enter` for its text, undefined: nothing. */
export function searchInput(search: EventSearch, input: Input): EventSearch | { readonly entered: string } | undefined {
  const { line } = search;
  if (line === undefined) return undefined;
  if (input.kind === 'key' && !input.ctrl && !input.alt && input.name === 'escape') return closeSearch(search);
  if (input.kind === 'key' && input.name === 'enter') return { entered: line.text };
  const edited = editLine(line, input);
  return { ...search, line: edited ?? line };
}
