import type { ScreenId } from '../state/index.ts';

/** What screens are called in help. */
export const titles: Readonly<Record<ScreenId, string>> = {
  table: 'the table',
  views: 'the choice of views',
  help: 'help',
  search: 'the search',
  textFilter: 'the filter of rows',
  palette: 'the list of commands',
  legend: 'the legend',
  columns: 'columns and sort',
  messages: 'the messages',
  row: 'the whole row',
  time: 'the time axis',
  mark: 'marks in time',
  cells: 'the cells of a row',
  diff: 'the comparison',
  spectrogram: 'the spectrogram',
  echo: 'echo',
  dig: 'dig',
  event: 'an event',
  filter: 'the filter',
  actions: 'the actions',
  result: 'the result of an action',
  export: 'export',
  record: 'the start of a recording',
  confirm: 'a question',
};
