import type { EditedLine } from '../edit/index.ts';
import type { ActionResult, ListedAction } from '../ports/actions.ts';
import type { ListState } from './list.ts';

/** The menu of actions of a row. */
export interface ActionsState extends ListState {
  readonly actions: readonly ListedAction[];
  /** Key of the row. */
  readonly of: string;
  /** What is typed as the answer to whether the selected one is meant; undefined: nothing is asked. */
  readonly confirming: EditedLine | undefined;
}

/** What an action gave. */
export interface ResultState {
  readonly top: number;
  readonly argv: readonly string[];
  /** undefined while it runs. */
  readonly result: ActionResult | undefined;
  readonly giveUp: AbortController;
}
