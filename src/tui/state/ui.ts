import { startOfTime, type TimeState } from '../time/state.ts';
import { type Message, messagesMax } from './messages.ts';
import type { OpenScreen, ScreenId, ScreenStates } from './screens.ts';
import { freshTable, type TableState } from './table.ts';

/** Columns the user arranged for a view. */
export interface ColumnChoice {
  /** Ids in the order wanted; what is not named follows. */
  readonly order: readonly string[];
  readonly hidden: readonly string[];
}

/** All that the view itself knows; what the machine does stands in the snapshot. */
export interface UiState {
  readonly columns: number;
  readonly rows: number;
  /** The table first, what lies over it behind; the last has the keys. */
  readonly screens: readonly OpenScreen[];
  /** One a step of the path, the current one last. */
  readonly tables: readonly TableState[];
  readonly search: string;
  readonly messages: readonly Message[];
  /** The message at the bottom, until the next key. */
  readonly toast: Message | undefined;
  readonly choices: Readonly<Record<string, ColumnChoice>>;
  /** Drops the user has seen. */
  readonly dropsSeen: number;
  /** The key before this one, where two belong together: `g` `g`. */
  readonly prefix: string;
  readonly recentViews: readonly string[];
  /** Rows show how their numbers came about over time. */
  readonly trends: boolean;
  readonly time: TimeState;
}

export type UiAction =
  | { readonly type: 'resize'; readonly columns: number; readonly rows: number }
  | { readonly type: 'open'; readonly screen: OpenScreen }
  | { readonly type: 'close' }
  | { readonly type: 'screen'; readonly screen: OpenScreen }
  | { readonly type: 'table'; readonly table: TableState }
  | { readonly type: 'deeper' }
  | { readonly type: 'higher' }
  | { readonly type: 'newTable' }
  | /** @param depth steps on the way to what is shown of it */ { readonly type: 'newSource'; readonly depth: number }
  | { readonly type: 'search'; readonly text: string }
  | { readonly type: 'say'; readonly message: Message }
  | { readonly type: 'quiet' }
  | { readonly type: 'choose'; readonly view: string; readonly choice: ColumnChoice }
  | { readonly type: 'dropsSeen'; readonly drops: number }
  | { readonly type: 'prefix'; readonly key: string }
  | { readonly type: 'trends'; readonly shown: boolean }
  | { readonly type: 'viewUsed'; readonly id: string }
  | { readonly type: 'time'; readonly time: Partial<TimeState> };

export function firstState(columns: number, rows: number): UiState {
  return {
    columns,
    rows,
    screens: [{ id: 'table', state: {} }],
    tables: [freshTable],
    search: '',
    messages: [],
    toast: undefined,
    choices: {},
    dropsSeen: 0,
    prefix: '',
    recentViews: [],
    trends: true,
    time: startOfTime,
  };
}

/** The next state. Pure: nothing is read or written elsewhere. */
export function reduce(ui: UiState, action: UiAction): UiState {
  switch (action.type) {
    case 'resize':
      return { ...ui, columns: action.columns, rows: action.rows };
    case 'open':
      return { ...ui, screens: [...ui.screens, action.screen] };
    case 'close':
      return ui.screens.length === 1 ? ui : { ...ui, screens: ui.screens.slice(0, -1) };
    case 'screen':
      return { ...ui, screens: ui.screens.with(-1, action.screen) };
    case 'table':
      return action.table === ui.tables.at(-1) ? ui : { ...ui, tables: ui.tables.with(-1, action.table) };
    case 'deeper':
      return { ...ui, tables: [...ui.tables, freshTable] };
    case 'higher':
      return ui.tables.length === 1 ? ui : { ...ui, tables: ui.tables.slice(0, -1) };
    case 'newTable':
      return { ...ui, tables: ui.tables.with(-1, freshTable) };
    case 'newSource':
      // Times, rows and losses of another source mean nothing here.
      return {
        ...ui,
        screens: ui.screens.slice(0, 1),
        tables: new Array<TableState>(action.depth + 1).fill(freshTable),
        time: { ...startOfTime, speed: ui.time.speed },
        dropsSeen: 0,
        toast: undefined,
      };
    case 'search':
      return { ...ui, search: action.text };
    case 'say':
      return { ...ui, toast: action.message, messages: [...ui.messages, action.message].slice(-messagesMax) };
    case 'quiet':
      return ui.toast === undefined ? ui : { ...ui, toast: undefined };
    case 'choose':
      return { ...ui, choices: { ...ui.choices, [action.view]: action.choice } };
    case 'dropsSeen':
      return { ...ui, dropsSeen: action.drops };
    case 'prefix':
      return ui.prefix === action.key ? ui : { ...ui, prefix: action.key };
    case 'trends':
      return { ...ui, trends: action.shown };
    case 'viewUsed':
      return { ...ui, recentViews: [action.id, ...ui.recentViews.filter((id) => id !== action.id)].slice(0, 5) };
    case 'time':
      return { ...ui, time: { ...ui.time, ...action.time } };
  }
}

export function currentTable(ui: UiState): TableState {
  return ui.tables.at(-1)!;
}

export function topScreen(ui: UiState): OpenScreen {
  return ui.screens.at(-1)!;
}

/** The state of a screen that is known to be on top. */
export function stateOf<K extends ScreenId>(ui: UiState, id: K): ScreenStates[K] | undefined {
  const top = topScreen(ui);
  return top.id === id ? (top.state as ScreenStates[K]) : undefined;
}
