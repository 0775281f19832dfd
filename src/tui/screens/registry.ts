import type { ScreenId } from '../state/index.ts';
import { actionsScreen, resultScreen } from './actions.tsx';
import { cellsScreen } from './cells.tsx';
import { columnsScreen } from './columns.tsx';
import { confirmScreen } from './confirm.tsx';
import { diffScreen } from './diff.tsx';
import { digScreen } from './dig.tsx';
import { echoScreen } from './echo.tsx';
import { eventScreen } from './event.tsx';
import { exportScreen } from './export.tsx';
import { filterScreen } from './filter.tsx';
import { helpScreen } from './help.tsx';
import { legendScreen } from './legend.tsx';
import { messagesScreen } from './messages.tsx';
import { paletteScreen } from './palette.tsx';
import { searchScreen, textFilterScreen } from './prompts.tsx';
import { recordScreen } from './record.tsx';
import { rowScreen } from './row.tsx';
import type { AnyScreen } from './screen.ts';
import { spectrogramScreen } from './spectrogram.tsx';
import { tableScreen } from './table.tsx';
import { markScreen, timeScreen } from './time.tsx';
import { viewsScreen } from './views.tsx';

/** All screens by name. */
export const screens: Readonly<Record<ScreenId, AnyScreen>> = {
  table: tableScreen,
  views: viewsScreen,
  help: helpScreen,
  search: searchScreen,
  textFilter: textFilterScreen,
  palette: paletteScreen,
  legend: legendScreen,
  columns: columnsScreen,
  messages: messagesScreen,
  row: rowScreen,
  time: timeScreen,
  mark: markScreen,
  cells: cellsScreen,
  diff: diffScreen,
  spectrogram: spectrogramScreen,
  echo: echoScreen,
  dig: digScreen,
  event: eventScreen,
  filter: filterScreen,
  actions: actionsScreen,
  result: resultScreen,
  export: exportScreen,
  record: recordScreen,
  confirm: confirmScreen,
};
