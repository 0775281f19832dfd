/**
 * What the terminal view needs from the model behind it. The model never draws, the view never reads events.
 *
 * Text from the traced machine is a binary string (one char a byte) wherever {@link Binary} stands; the view makes it
 * harmless. Times are nanoseconds since the base of the source.
 */

import type { ActionsPort } from './ports/actions.ts';
import type { EventsPort } from './ports/events.ts';
import type { FilteringPort } from './ports/filtering.ts';
import type { RecordingPort } from './ports/recording.ts';

/** Text that came from an event: bytes as chars, nothing escaped. */
export type Binary = string;

/** A view as the picker lists it. */
export interface ListedView {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** Under which heading it stands: `Processes`, `Files`, `Mine`. */
  readonly group: string;
  readonly type: 'table' | 'list' | 'spectrogram';
  /** Why it cannot be shown now; undefined: it can. */
  readonly unavailable: string | undefined;
}

/** A shown column. */
export interface ShownColumn {
  /** Tells it apart from others of the view, whatever its place. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** What numbers count: `bytes/s`, `%`. */
  readonly unit: string | undefined;
  /** How the value is made: `evt.buflen.file, per second`. */
  readonly formula: string;
  /** Numbers stand at the right of their column. */
  readonly align: 'left' | 'right';
  /** Columns of the screen; 0: what is left of the line. */
  readonly width: number;
}

/** Where a row hangs in a tree, below another. */
export interface Branch {
  /** By level above, but the topmost: whether more rows of that level follow. */
  readonly passing: readonly boolean[];
  /** No row of the same level follows. */
  readonly last: boolean;
}

/** A row: its key, and a text for each shown column. */
export interface ShownRow {
  /** The same for the same thing in every snapshot. */
  readonly key: string;
  readonly cells: readonly Binary[];
  /** In a tree, where it is below another. */
  readonly branch?: Branch | undefined;
}

/** Rows in the order they are shown in. Only those on the screen are asked for. */
export interface ShownRows {
  readonly length: number;
  at(index: number): ShownRow;
  /** -1 where no row has the key. */
  indexOf(key: string): number;
}

export interface Sorting {
  /** Index into the shown columns. */
  readonly column: number;
  readonly descending: boolean;
}

/** How a number of each row came about over time. */
export interface Trend {
  /** Index into the shown columns. */
  readonly column: number;
  /** How many values there are of each row. */
  readonly buckets: number;
  /** The oldest first; NaN where nothing was looked at. */
  of(rowKey: string): readonly number[];
}

/** One step of the way from the whole machine to what is shown. */
export interface PathStep {
  /** The selected thing, with its name: `haproxy[13969]`. */
  readonly label: Binary;
  /** View it was selected in. */
  readonly view: string;
}

export interface TimeWindow {
  readonly from_ns: number;
  readonly to_ns: number;
  /** As the header shows it: `00:44:33.9-00:44:36.0`. */
  readonly text: string;
}

export type SourceState =
  | { readonly kind: 'live'; readonly interval_ms: number }
  | { readonly kind: 'paused' /** Age of what is shown. */; readonly behind_ms: number }
  | { readonly kind: 'offline' | 'end' | 'follow' }
  | {
      readonly kind: 'loading';
      readonly percent: number;
      /** It was all read before, and is read again for what is asked for now. */
      readonly again?: boolean;
    };

/** All that is on the screen, made at one moment; a new object whenever something changed. */
export interface Snapshot {
  readonly view: { readonly id: string; readonly name: string; readonly type: ListedView['type']; readonly description: string };
  readonly path: readonly PathStep[];
  readonly source: {
    /** File or device. */ readonly name: Binary /** Events, time: `22381 evts, 12.09s`. */;
    readonly detail: string;
    readonly recorded: boolean;
  };
  readonly state: SourceState;
  readonly window: TimeWindow | undefined;
  /** The user's filter of events, as it was written; empty: none. */
  readonly filter: string;
  /** All filters that made the rows: the view's, those of the path, the user's. */
  readonly wholeFilter: Binary;
  /** The filter of rows; empty: none. */
  readonly textFilter: string;
  readonly drops: number;
  readonly columns: readonly ShownColumn[];
  readonly rows: ShownRows;
  /** Rows before the text filter. */
  readonly total: number;
  /** A text for each shown column where it has a total; undefined: no line of totals. */
  readonly totals: readonly (string | undefined)[] | undefined;
  readonly sorting: Sorting | undefined;
  /** Whether rows stand below their parents; undefined: they have none. */
  readonly tree?: boolean | undefined;
  /** undefined while there is none. */
  readonly trend?: Trend | undefined;
  /** What is shown is older than what was asked for: a selection that is not there may still come. */
  readonly busy: boolean;
  /** Busy for longer than a moment: a mark says so. */
  readonly slow: boolean;
}

/** Something was not done: what the user is told. */
export interface Refusal {
  readonly refused: string;
  /** Where in the given text, and what would do; for filters. */
  readonly range?: { readonly start: number; readonly end: number };
  readonly hint?: string;
}

export type Outcome = Refusal | undefined;

/** What the time axis can count: events, failed calls, bytes moved, busy time of processors, what the filters let through. */
export type TimeLane = 'events' | 'errors' | 'bytes' | 'cpu' | 'matches';

/** The time axis: numbers a bucket. */
export interface Timeline {
  readonly from_ns: number;
  readonly to_ns: number;
  /** Of the lane asked for. */
  readonly counts: readonly number[];
  readonly errors: readonly number[];
  /** Events that were lost. */
  readonly drops: readonly number[];
  /** Counting is still under way; undefined: it is done. */
  readonly percent: number | undefined;
  /** The wall clock at a time, as text. */
  clock(time_ns: number): string;
  /** The time at which the wall clock shows this; undefined where it never does, or the text is none. */
  at(clock: string): number | undefined;
}

/** One side of a comparison: a window of what is shown, or of the other file. */
export interface DiffSide {
  readonly window: { readonly from_ns: number; readonly to_ns: number } | undefined;
  readonly other?: boolean;
}

/** What became of a row from A to B. */
export interface ShownDiffRow {
  readonly key: string;
  /** What the row is: its first column, and its texts. */
  readonly name: Binary;
  readonly label: Binary;
  readonly a: string;
  readonly b: string;
  readonly delta: string;
  readonly percent: string;
  readonly state: 'new' | 'gone' | 'changed' | '=';
}

/** Two times, or files, in the current view beside each other: the largest change first. */
export interface ShownDiff {
  /** The compared column with its unit, and whether it was divided by the seconds. */
  readonly title: string;
  readonly perSecond: boolean;
  /** Place of the compared column among those that can be compared, and how many those are. */
  readonly column: number;
  readonly columns: number;
  /** What A and B are: `00:44:33.9-00:44:36.0 (2.0s)`. */
  readonly a: Binary;
  readonly b: Binary;
  /** Title of what rows are known by. */
  readonly nameTitle: string;
  readonly length: number;
  at(index: number): ShownDiffRow;
}

/** How latencies are spread over time: cells by line (time, downwards), then by column (latency, logarithmic). */
export interface ShownSpectrogram {
  readonly from_ns: number;
  readonly to_ns: number;
  readonly total: number;
  /** So many lines and columns of counts. */
  cells(lines: number, columns: number): ArrayLike<number>;
  /** The latency in ns at the left edge of a column, of so many. */
  latencyAt(column: number, columns: number): number;
  latencyText(latency_ns: number): string;
  clock(time_ns: number): string;
}

/** A view with a filter and an order, as it is saved. */
export interface ViewToSave {
  readonly view: string;
  /** As a user writes it. */
  readonly filter: string;
  /** Title of the sorted column. */
  readonly sorting: string | undefined;
}

/** The model behind the view. Methods return at once; what they change comes with a later snapshot. */
export interface ViewPort {
  snapshot(): Snapshot;
  /** Called after every change of the snapshot. Gives what ends it. */
  subscribe(listener: () => void): () => void;

  /** Called for what the user must be told: a damaged file, a full disk. Gives what ends it. */
  onMessage?(listener: (level: 'info' | 'warning' | 'error', text: string) => void): () => void;

  views(): readonly ListedView[];
  setView(id: string): Outcome;
  /** Saves what is shown as a view of the user's own. */
  saveView?(name: string): Outcome;
  /** Into a row: its things in the view the current one names. */
  drillDown(rowKey: string): Outcome;
  drillUp(): Outcome;
  setSorting(sorting: Sorting): void;
  /** Has rows stand below their parents, wherever they have some. */
  setTree?(on: boolean): void;
  setFilter(filter: string): Outcome;
  setTextFilter(text: string): void;
  /** The filter for events with the value of a cell. @param column index among the shown columns */
  cellFilter?(rowKey: string, column: number): { readonly filter: string } | Refusal;
  /** undefined: the whole capture, or now. */
  setWindow(window: { readonly from_ns: number; readonly to_ns: number } | undefined): Outcome;
  setPaused(paused: boolean): void;
  /** Live: another time between two samples. */
  readonly setInterval?: (ms: number) => Outcome;
  /** Empties a list. */
  clear(): void;
  /** A few rows of another view for the picker, made without changing anything; undefined where it would take long. */
  preview?(viewId: string, rows: number): { readonly columns: readonly ShownColumn[]; readonly rows: readonly ShownRow[] } | undefined;
  /** Ends reading a file early; what was read stays. */
  stopLoading?(): void;

  readonly actions?: ActionsPort;
  readonly events?: EventsPort;
  readonly filtering?: FilteringPort;
  timeline?(buckets: number, lane: TimeLane): Timeline | undefined;
  /** Compares two times in the current view. @param column which of those that can be compared; undefined: the sorted one */
  diff?(a: DiffSide, b: DiffSide, column: number | undefined): Promise<ShownDiff | Refusal | undefined>;
  /** Latencies of what is selected, by a view of the type spectrogram. */
  spectrogram?(viewId: string): Promise<ShownSpectrogram | Refusal | undefined>;
  /** Name of the file that this one is compared with. */
  readonly other?: Binary;
  readonly recording?: RecordingPort;
  readonly export?: {
    readonly formats: readonly string[];
    /** The shell command that gives the same. */
    command(format: string): string;
    write(format: string, path: string): Promise<Outcome>;
  };
}
