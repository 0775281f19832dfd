import type { EditedLine } from '../edit/index.ts';
import type { DiffSide, ShownDiff, ShownSpectrogram } from '../port.ts';
import type { ActionsState, ResultState } from './action-screens.ts';
import type { DigState, EchoState, EventState } from './event-screens.ts';
import type { FilterState } from './filter-screen.ts';
import type { ListState } from './list.ts';
import type { RecordState } from './record-screen.ts';

/** What each screen keeps while it is open. A new screen adds its line here, its file to `screens/` and to the registry. */
export interface ScreenStates {
  /** The table; its state is one a step of the path and kept in {@link UiState}. */
  table: Record<never, never>;
  views: ListState & { readonly query: EditedLine };
  help: {
    readonly top: number;
    readonly query: EditedLine;
    readonly searching: boolean /** Whose keys are listed. */;
    readonly of: ScreenId;
  };
  search: { readonly line: EditedLine };
  textFilter: { readonly line: EditedLine /** What Esc gives back. */; readonly before: string };
  palette: ListState & { readonly query: EditedLine };
  legend: { readonly top: number };
  columns: ListState;
  messages: { readonly top: number };
  row: { readonly key: string; readonly top: number };
  /** The keys are on the time axis. */
  time: Record<never, never>;
  mark: { readonly sets: boolean };
  /** The cells of a row, one of them to be chosen. */
  cells: ListState & { readonly purpose: 'filter' | 'exclude' | 'copy'; readonly rowKey: string };
  spectrogram: {
    /** Id of the view. */
    readonly view: string;
    /** undefined while it is counted. */
    readonly shown: ShownSpectrogram | undefined;
    readonly line: number;
    readonly column: number;
    /** The other corner of the box. */
    readonly anchor: { readonly line: number; readonly column: number } | undefined;
  };
  diff: ListState & {
    readonly a: DiffSide;
    readonly b: DiffSide;
    readonly column: number | undefined;
    /** undefined while it is made. */
    readonly diff: ShownDiff | undefined;
    /** How often one drilled down since it was opened. */
    readonly depth: number;
  };
  echo: EchoState;
  dig: DigState;
  event: EventState;
  filter: FilterState;
  actions: ActionsState;
  result: ResultState;
  export: { readonly index: number; readonly path: EditedLine };
  record: RecordState;
  confirm: { readonly question: string; readonly onYes: () => void };
}

export type ScreenId = keyof ScreenStates;

/** An open screen. */
export type OpenScreen = { readonly [K in ScreenId]: { readonly id: K; readonly state: ScreenStates[K] } }[ScreenId];
