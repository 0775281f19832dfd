export type { ActionsState, ResultState } from './action-screens.ts';
export type { DigState, EchoState, EventState } from './event-screens.ts';
export type { FilterState } from './filter-screen.ts';
export { fuzzyRank, fuzzySearch } from './fuzzy.ts';
export { type ListState, movedBy, selectIn, startOfList } from './list.ts';
export type { Message } from './messages.ts';
export type { OpenScreen, ScreenId, ScreenStates } from './screens.ts';
export { freshTable, selectRow, settle, type TableState } from './table.ts';
export { type ColumnChoice, currentTable, firstState, reduce, stateOf, topScreen, type UiAction, type UiState } from './ui.ts';
