import type { EditedLine } from '../edit/index.ts';
import type { FilterCheck, Suggestions } from '../ports/filtering.ts';
import type { TableState } from './table.ts';

/** An editor of both filters; one of the two is being written. */
export interface FilterState {
  readonly mode: 'expression' | 'text';
  readonly expression: EditedLine;
  readonly text: EditedLine;
  /** What Esc gives back. */
  readonly before: { readonly filter: string; readonly textFilter: string; readonly table: TableState };
  /** Of the text that {@link checked} says; undefined until it was looked at. */
  readonly check: FilterCheck | undefined;
  readonly checked: string;
  /** Events that pass; undefined while they are counted. */
  readonly count: number | undefined;
  readonly suggestions: Suggestions | undefined;
  /** Which of them is selected. */
  readonly selected: number;
  /** Entry of the history that is shown; its length: what was typed. */
  readonly entry: number;
  /** What was typed before the history was looked into. */
  readonly typed: string;
}
