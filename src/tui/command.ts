import type { Shell } from './shell.ts';
import type { ScreenId } from './state/index.ts';

/** Something the user can do. Footer, help, palette and mouse are all made from these. */
export interface Command {
  /** Tells it apart: `view.pick`. */
  readonly id: string;
  /** Keys by their label in `input/key.ts`, the first is shown; two in a row with a blank between: `g g`. */
  readonly keys: readonly string[];
  /** Screens its keys work on. */
  readonly on: readonly ScreenId[] | 'everywhere';
  /** In the footer: `Views`. */
  readonly label: string;
  /** In help and palette: what it does. */
  readonly help: string;
  /** Heading in help. */
  readonly topic: Topic;
  /** Place in the footer; without one it is not there. */
  readonly footer?: number;
  /** Also found by name in the palette; default true. */
  readonly palette?: boolean;
  /** Why it cannot be done now; undefined: it can. Such commands are greyed, and not in the footer. */
  readonly unavailable?: (shell: Shell) => string | undefined;
  readonly run: (shell: Shell) => void;
}

export const topics = ['Views', 'Moving', 'Rows', 'Columns and sort', 'Find and filter', 'Time', 'Events', 'Saving', 'Program'] as const;

export type Topic = (typeof topics)[number];
