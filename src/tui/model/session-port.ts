import { GrammarError, toEngineText } from '../../../grammar/index.ts';
import {
  joinFilters,
  type Sample,
  type SampleRow,
  type SessionPlace,
  type SessionSnapshot,
  shownRow,
  type TimeBuckets,
  UnknownViewError,
  type ViewSession,
} from '../../chisel/view/index.ts';
import type {
  DiffSide,
  ListedView,
  Outcome,
  PathStep,
  Refusal,
  ShownColumn,
  ShownDiff,
  ShownRow,
  ShownRows,
  ShownSpectrogram,
  Snapshot,
  Sorting,
  SourceState,
  TimeLane,
  Timeline,
  ViewPort,
  ViewToSave,
} from '../port.ts';
import type { ActionRunner, ActionsPort } from '../ports/actions.ts';
import type { EventsPort } from '../ports/events.ts';
import type { FilterHistory, FilteringPort } from '../ports/filtering.ts';
import type { RecordingPort } from '../ports/recording.ts';
import { cellFilter } from './cell-filter.ts';
import { clockText } from './clock.ts';
import { compared, type OtherFile } from './compared.ts';
import { Foresight } from './foresight.ts';
import { MatchLane } from './match-lane.ts';
import { Previews } from './previews.ts';
import { SessionActions } from './session-actions.ts';
import { SessionEvents } from './session-events.ts';
import { type Exporter, SessionExport } from './session-export.ts';
import { SessionFiltering } from './session-filtering.ts';
import { shownSpectrogram } from './spectrogram.ts';
import { timelineOf } from './timeline.ts';
import { parentColumn, treeOf } from './tree.ts';
import { Trends } from './trends.ts';

/** What only whoever reads the source knows about it. */
export interface SourceStatus {
  /** File or device, a binary string. */
  readonly name: string;
  readonly detail: string;
  readonly recorded: boolean;
  readonly state: Exclude<SourceState, { readonly kind: 'paused' }>;
  /** Events lost; of a file, which does not tell that, how often some were. */
  readonly drops: number;
}

export interface SessionPortOptions {
  readonly session: ViewSession;
  /** Asked for each snapshot. */
  readonly status: () => SourceStatus;
  readonly stopLoading?: () => void;
  readonly saveView?: (name: string, view: ViewToSave) => Outcome;
  readonly filterHistory?: FilterHistory;
  readonly exporter?: Exporter;
  readonly actions?: ActionRunner;
  readonly recording?: RecordingPort;
  /** Live: another time between two samples, ms. */
  readonly setInterval?: (ms: number) => Outcome;
  /** Another file that can be compared with this one. */
  readonly other?: OtherFile;
}

/** Where the user is, and how he wrote the filter. */
export interface KeptPlace extends SessionPlace {
  readonly writtenFilter: string;
}

/** What is known of a file before it is read. */
export interface KnownFile {
  readonly timeline: TimeBuckets;
  /** The rows of the first view. */
  readonly sample: Sample | undefined;
}

type Level = 'info' | 'warning' | 'error';

/** Changes of fewer events than this are shown at once; of more, in the background. */
const eventsAtOnce = 100_000;
/** Nobody notices that something takes less, ms. */
const patience_ms = 100;

/** A view session as the terminal view sees it. Work on large stores is done in slices, and what is old stays until then. */
export class SessionPort implements ViewPort {
  readonly #session: ViewSession;
  readonly #status: () => SourceStatus;
  readonly #listeners = new Set<() => void>();
  readonly stopLoading: () => void;
  readonly actions: ActionsPort;
  readonly events: EventsPort;
  readonly filtering: FilteringPort;
  readonly export?: SessionExport;
  readonly recording?: RecordingPort;
  readonly setInterval?: (ms: number) => Outcome;
  #tell: ((level: Level, text: string) => void) | undefined;
  /** What was said before anybody listened. */
  readonly #unsaid: (readonly [Level, string])[] = [];
  #shown: SessionSnapshot;
  #rows: ShownRows;
  #snapshot: Snapshot | undefined;
  #busy = false;
  #slow = false;
  #paused = false;
  /** Rows stand below their parents. */
  #tree = false;
  #loading: AbortController | undefined;
  /** More came while rows were made. */
  #isOutdated = false;
  /** As the user wrote it. */
  #filter = '';
  #textFilter = '';
  #matches: MatchLane | undefined;
  readonly #save: SessionPortOptions['saveView'];
  readonly #previews: Previews;
  readonly #foresight: Foresight;
  readonly #trends: Trends;
  readonly #compared: OtherFile | undefined;
  #known: KnownFile | undefined;
  readonly other?: string;

  constructor({
    session,
    status,
    stopLoading,
    saveView,
    other,
    filterHistory,
    actions,
    exporter,
    recording,
    setInterval,
  }: SessionPortOptions) {
    this.#compared = other;
    if (other !== undefined) this.other = other.name;
    this.#session = session;
    this.#status = status;
    this.stopLoading = () => {
      if (session.rereading === undefined) stopLoading?.();
      else session.stopRereading();
    };
    this.#save = saveView;
    this.#foresight = new Foresight(session);
    this.#previews = new Previews(session, () => this.#changed());
    this.#trends = new Trends(session, () => this.#changed());
    this.#shown = session.snapshot();
    this.#rows = rowsOf(this.#shown, false);
    if (exporter !== undefined) this.export = new SessionExport(exporter, () => this.snapshot());
    if (setInterval !== undefined) this.setInterval = setInterval;
    if (recording !== undefined) this.recording = recording;
    this.filtering = new SessionFiltering(session, filterHistory);
    this.actions = new SessionActions({
      session,
      sample: () => this.#shown.sample,
      recorded: () => this.#status().recorded,
      runner: actions,
    });
    this.events = new SessionEvents({
      session,
      sample: () => this.#shown.sample,
      still: () => this.#paused || this.#status().recorded,
      note: (text) => this.say('info', text),
      subscribe: (listener) => this.subscribe(listener),
    });
  }

  /** The store holds more than before, or the source is in another state. */
  refresh(): void {
    if (this.#paused) this.#changed();
    else this.#load(false);
  }

  /** More of the source was read; its rows are shown later. */
  progressed(): void {
    this.#changed();
  }

  /** What an earlier run kept of the same file: shown while it is read. */
  know(known: KnownFile): void {
    this.#known = known;
    this.#load(false);
  }

  /** Tells the user something about the source. */
  say(level: Level, text: string): void {
    if (this.#tell === undefined) this.#unsaid.push([level, text]);
    else this.#tell(level, text);
  }

  onMessage(listener: (level: Level, text: string) => void): () => void {
    this.#tell = listener;
    for (const [level, text] of this.#unsaid.splice(0)) listener(level, text);
    return () => {
      this.#tell = undefined;
    };
  }

  snapshot(): Snapshot {
    this.#snapshot ??= this.#make();
    return this.#snapshot;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  views(): readonly ListedView[] {
    return this.#session.applicable().map(({ view, group, unavailable }) => ({
      id: view.id,
      name: view.name,
      description: view.description,
      group,
      type: view.type,
      unavailable,
    }));
  }

  setView(id: string): Outcome {
    const found = this.views().find((view) => view.id === id);
    if (found?.unavailable !== undefined) return { refused: `${found.name}: ${found.unavailable}` };
    return this.#try(() => {
      this.#session.setView(id);
      this.#textFilter = '';
    });
  }

  preview(viewId: string, rows: number): { readonly columns: readonly ShownColumn[]; readonly rows: readonly ShownRow[] } | undefined {
    const found = this.#previews.of(viewId, rows);
    return found && { columns: found.columns.map(columnOf), rows: found.rows };
  }

  saveView(name: string): Outcome {
    const { view, wholeFilter, filter, sorting, columns } = this.#session.snapshot(this.#shown.sample);
    const own = view.filter ?? '';
    const given = wholeFilter === own ? '' : wholeFilter === joinFilters([filter, own]) ? filter : wholeFilter;
    const written = Buffer.from(given, 'latin1').toString();
    if (written.includes('\ufffd')) return { refused: 'the filter holds bytes that cannot be saved' };
    if (this.#save === undefined) return { refused: 'views cannot be saved here' };
    return this.#save(name, { view: view.id, filter: written, sorting: sorting && columns[sorting.column]?.title });
  }

  drillDown(rowKey: string): Outcome {
    const outcome = this.#try(() => {
      if (!this.#session.drillDown(rowKey)) throw new NothingBelow();
    });
    if (outcome === undefined) this.#textFilter = '';
    return outcome;
  }

  drillUp(): Outcome {
    return this.#try(() => {
      const step = this.#session.drillUp();
      this.#textFilter = step === undefined ? '' : Buffer.from(step.textFilter, 'latin1').toString();
    });
  }

  /** Where the user is, for another source that takes the place of this one. */
  get place(): KeptPlace {
    return { ...this.#session.place, writtenFilter: this.#filter };
  }

  /** Shows what was shown of the source before. */
  goTo(place: KeptPlace): void {
    this.#session.goTo(place);
    this.#filter = place.writtenFilter;
    this.#textFilter = Buffer.from(place.textFilter, 'latin1').toString();
    this.#load(true);
  }

  setSorting({ column, descending }: Sorting): void {
    this.#session.setSorting({ column, ascending: !descending });
    this.#reorder();
  }

  setTree(on: boolean): void {
    this.#tree = on;
    this.#reorder();
  }

  setFilter(filter: string): Outcome {
    const before = this.#filter;
    // Whoever is told of the change asks for it at once.
    this.#filter = filter.trim();
    const outcome = this.#try(() => this.#session.setFilter(toEngineText(filter)));
    if (outcome !== undefined) this.#filter = before;
    return outcome;
  }

  cellFilter(rowKey: string, column: number): { readonly filter: string } | Refusal {
    return cellFilter(this.#shown.sample, rowKey, column);
  }

  setTextFilter(text: string): void {
    this.#textFilter = text;
    this.#session.setTextFilter(toEngineText(text));
    this.#reorder();
  }

  setWindow(window: { readonly from_ns: number; readonly to_ns: number } | undefined): Outcome {
    this.#paused = window !== undefined && !this.#status().recorded;
    return this.#try(() => this.#session.setWindow(window === undefined ? undefined : { from: window.from_ns, to: window.to_ns }));
  }

  setPaused(paused: boolean): void {
    if (this.#status().recorded || paused === this.#paused) return;
    // What is shown stays what it is: the window no longer moves on, and may be another view's, too.
    const { from = 0, to = 0 } = this.#session.span ?? {};
    this.#session.setWindow(paused ? { from, to } : undefined);
    this.#paused = paused;
    this.#load(true);
  }

  clear(): void {
    const { lastTime } = this.#session.store;
    this.#session.setWindow({ from: lastTime, to: Number.MAX_SAFE_INTEGER });
    this.#load(true);
  }

  timeline(buckets: number, lane: TimeLane): Timeline | undefined {
    const { store } = this.#session;
    if (store.count === 0 && this.#known === undefined) return undefined;
    this.#matches ??= new MatchLane(this.#session, () => this.#changed());
    const axis = this.#status().state.kind === 'loading' ? (this.#known?.timeline ?? store.timeline) : store.timeline;
    return timelineOf(store, axis, buckets, lane, this.#matches, this.#shown.wholeFilter);
  }

  diff(a: DiffSide, b: DiffSide, column: number | undefined): Promise<ShownDiff | Refusal | undefined> {
    return compared(this.#session, a, b, column, this.#compared);
  }

  spectrogram(viewId: string): Promise<ShownSpectrogram | Refusal | undefined> {
    return shownSpectrogram(this.#session, viewId);
  }

  /** Does something to the session, then shows what came of it. */
  #try(change: () => void): Outcome {
    try {
      change();
    } catch (error) {
      return refusalOf(error);
    }
    this.#load(true);
    return undefined;
  }

  /** Makes the rows anew. @param asked somebody waits for it: until then what is shown is old */
  #load(asked: boolean): void {
    // What comes by itself waits for what is under way: else a source that is quicker than we would never be shown.
    if (!asked && this.#loading !== undefined) {
      this.#isOutdated = true;
      return;
    }
    this.#isOutdated = false;
    this.#loading?.abort();
    this.#loading = undefined;
    this.#foresight.stop();
    if (asked) this.#trends.giveWay();
    const kept = this.#session.isUntouched && this.#status().state.kind === 'loading' ? this.#known?.sample : undefined;
    if (kept !== undefined) {
      this.#show(this.#session.snapshot(kept));
      return;
    }
    if (this.#session.store.count <= eventsAtOnce && this.#session.present !== undefined) {
      this.#show(this.#session.snapshot());
      return;
    }
    const loading = new AbortController();
    this.#loading = loading;
    this.#busy ||= asked;
    this.#slow = false;
    const patience = setTimeout(() => {
      this.#slow = true;
      if (this.#busy) this.#changed();
    }, patience_ms);
    loading.signal.addEventListener('abort', () => clearTimeout(patience));
    // What comes by itself is drawn once: when its rows are there.
    if (asked) this.#changed();
    void this.#session.load(loading.signal).then((sample) => {
      if (sample === undefined || loading.signal.aborted) return;
      clearTimeout(patience);
      this.#loading = undefined;
      this.#show(this.#session.snapshot(sample));
      if (this.#status().state.kind !== 'offline') return;
      // What was under way when the file ended does not have all of it.
      if (this.#isOutdated) this.#load(false);
      else void this.#foresight.begin();
    });
  }

  #show(shown: SessionSnapshot): void {
    this.#shown = shown;
    this.#rows = rowsOf(shown, this.#tree);
    this.#busy = false;
    const { recorded, state } = this.#status();
    // While a file is read its end moves on, but what is shown is all of it.
    if (state.kind !== 'loading') this.#trends.shown(shown.sample, !recorded && !this.#paused);
    this.#changed();
  }

  /** The same rows in another order, or fewer of them. */
  #reorder(): void {
    this.#trends.rest();
    if (this.#busy) return;
    this.#show(this.#session.snapshot(this.#shown.sample));
  }

  #changed(): void {
    this.#snapshot = undefined;
    for (const listener of this.#listeners) listener();
  }

  #make(): Snapshot {
    const { view, path, columns, total, totals, sorting, wholeFilter, window, isPartial } = this.#shown;
    const { store, rereading } = this.#session;
    const { name, detail, recorded, state, drops } = this.#status();
    const behind_ms = window === undefined ? 0 : Math.max(0, (store.lastTime - window.to) / 1e6);
    return {
      view: { id: view.id, name: view.name, type: view.type, description: view.description },
      path: path.map(({ label, view: { id } }): PathStep => ({ label, view: id })),
      source: { name, detail: recorded ? `${detail}${forgotten(store.dropped, isPartial)}` : detail, recorded },
      state: this.#paused
        ? { kind: 'paused', behind_ms }
        : rereading === undefined
          ? state
          : { kind: 'loading', percent: 100 * rereading, again: true },
      window:
        window === undefined || !(recorded || this.#paused)
          ? undefined
          : {
              from_ns: window.from,
              to_ns: window.to,
              text: `${clockText(store.absolute(window.from))}-${clockText(store.absolute(window.to))}`,
            },
      filter: this.#filter,
      wholeFilter,
      textFilter: this.#textFilter,
      drops,
      columns: columns.map(columnOf),
      rows: this.#rows,
      total,
      totals: totals.some((one) => one !== undefined) ? totals : undefined,
      sorting: sorting === undefined ? undefined : { column: sorting.column, descending: !sorting.ascending },
      tree: parentColumn(this.#shown.sample) === undefined ? undefined : this.#tree,
      trend: this.#trends.of(this.#shown.sample, sorting?.column),
      busy: this.#busy,
      slow: this.#busy && this.#slow,
    };
  }
}

/** What is said of events that memory was too short for. */
function forgotten(count: number, isPartial: boolean): string {
  if (count === 0) return '';
  return isPartial ? `, the first ${count} not counted: too many for memory` : `, the first ${count} not in memory`;
}

/** No view shows what is in the row. */
class NothingBelow extends Error {
  override readonly name = 'NothingBelow';
}

function columnOf({ column, title, description, unit, formula, size, align }: SessionSnapshot['columns'][number], i: number): ShownColumn {
  return { id: `${column.definition.field} ${i}`, title, description, unit: unit === '' ? undefined : unit, formula, align, width: size };
}

function rowsOf({ sample, rows: sorted }: SessionSnapshot, asTree: boolean): ShownRows {
  const parentAt = asTree ? parentColumn(sample) : undefined;
  const tree = parentAt === undefined ? undefined : treeOf(sorted, parentAt);
  const rows = tree === undefined ? sorted : tree.map(({ row }) => row);
  let places: Map<string, number> | undefined;
  const at = (row: SampleRow) => shownRow(sample, row);
  return {
    length: rows.length,
    at: (index) => (tree === undefined ? at(rows[index]!) : { ...at(rows[index]!), branch: tree[index]!.branch }),
    indexOf: (key) => {
      places ??= new Map(rows.map(({ keyText }, i) => [keyText, i]));
      return places.get(key) ?? -1;
    },
  };
}

/** What went wrong because of what the user asked for; anything else is a mistake of ours. */
function refusalOf(error: unknown): Refusal {
  if (error instanceof GrammarError) {
    const { message, start, end, hint } = error;
    return { refused: message, range: { start, end }, ...(hint === undefined ? {} : { hint }) };
  }
  if (error instanceof UnknownViewError) return { refused: error.message };
  if (error instanceof NothingBelow) return { refused: 'no view shows what is in this row' };
  throw error;
}
