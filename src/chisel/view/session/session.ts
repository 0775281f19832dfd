import { defaultFieldSettings, type FieldSettings } from '../../../field/index.ts';
import { compileFilter } from '../../../filter/index.ts';
import { isNumeric } from '../aggregate.ts';
import { cellText, unitText } from '../cell.ts';
import type { ColumnLayout, ViewDefinition } from '../define.ts';
import { atDepth } from '../depth.ts';
import { joinFilters, keyFieldOf, selectionFilter } from '../drill.ts';
import { layOut, type ViewColumn, type ViewLayout } from '../layout.ts';
import {
  defaultSorting,
  rowTexts,
  type Sample,
  type SampleRow,
  type Sorting,
  shownColumns,
  sortingBy,
  sortRows,
  totalsOf,
} from '../sample.ts';
import { computeSpectrogram, FollowedSpectrogram, type Spectrogram } from '../spectrogram.ts';
import type { EventStore } from '../store/event-store.ts';
import type { Lane } from '../store/timeline.ts';
import { type Applicable, applicableViews } from './applicable.ts';
import { compute, FollowedSample, type Question, type Span } from './compute.ts';
import { FollowedMatches, type Matches } from './matches.ts';
import { inSlices, Past, type SourceAgain } from './past.ts';
import { type DrillStep, labelOf, type SessionPlace } from './path.ts';

export interface ViewSessionOptions {
  readonly store: EventStore;
  readonly views: readonly ViewDefinition[];
  /** Id of the first view. */
  readonly view: string;
  readonly columns?: ColumnLayout;
  readonly settings?: FieldSettings;
  /** Filter of the command line; stays under all others. Binary string. */
  readonly filter?: string;
  /** Live: how much of the last time is shown, in ns; undefined: all there is. */
  readonly liveWindowNs?: number;
  /** Live: what time it is. */
  readonly live?: LiveEdge;
  /** For what the store forgets. */
  readonly again?: SourceAgain;
}

/** How far a live source has come. Times are on its base. */
export interface LiveEdge {
  /** All events before this time have been taken in, were there some or not. */
  readonly now: () => number;
  /** From this time on everything that the view needs was captured. */
  readonly since: () => number;
  /** Somebody looks at single events: until another view is shown, all are to be captured. */
  readonly wantEvents: () => void;
}

/** A column as it is shown. */
export interface ShownColumn {
  readonly column: ViewColumn;
  readonly title: string;
  readonly description: string;
  readonly unit: string;
  /** How its value is made: `evt.buflen.file, per second`. */
  readonly formula: string;
  readonly size: number;
  readonly align: 'left' | 'right';
}

/** A row as it is shown: typed values beside their texts, which are binary strings. */
export interface ShownRow {
  readonly row: SampleRow;
  readonly key: string;
  readonly cells: readonly string[];
}

/** What is shown at one moment. */
export interface SessionSnapshot {
  readonly view: ViewDefinition;
  readonly path: readonly DrillStep[];
  readonly sample: Sample;
  readonly columns: readonly ShownColumn[];
  /** Sorted, and filtered by text. Texts are made when a row is asked for. */
  readonly rows: readonly SampleRow[];
  readonly total: number;
  readonly totals: readonly (string | undefined)[];
  readonly sorting: Sorting | undefined;
  /** The user's filter, without that of the view and those of the path. */
  readonly filter: string;
  /** All of them. */
  readonly wholeFilter: string;
  readonly textFilter: string;
  readonly window: Span | undefined;
  /** Events that the store has forgotten are not in the rows, although they should be. */
  readonly isPartial: boolean;
}

/** Samples kept for going back and forth between views and windows. */
const keptSamples = 64;
/** Live: no window is shorter than this, in ns. */
const leastSpan = 1e9;
/** ms of work between two pauses, for what nobody waits for. */
const shortSliceMs = 4;

/**
 * What a user looks at: a view of what a store holds, the way drilled down to it, filters, window and order. Changes are
 * made by reading the store again, or from samples made before. Only for what the store has forgotten the source is read
 * once more, where it can be.
 */
export class ViewSession {
  readonly store: EventStore;
  readonly #views: readonly ViewDefinition[];
  readonly #columns: ColumnLayout;
  readonly #settings: FieldSettings;
  readonly #base: string;
  readonly #first: string;
  #liveWindowNs: number | undefined;
  readonly #live: LiveEdge | undefined;
  readonly #path: DrillStep[] = [];
  #view: ViewDefinition;
  #depth = 0;
  #layout: ViewLayout;
  #filter = '';
  #textFilter = '';
  #window: Span | undefined;
  #sorting: Sorting | undefined;
  readonly #samples = new Map<string, Sample>();
  #samplesOf = -1;
  readonly #past: Past;
  /** Samples that lack what the store has forgotten. */
  readonly #partial = new WeakSet<Sample>();
  /** What was shown last, and for which question. */
  #shown: { readonly of: string; readonly sample: Sample } | undefined;

  /** @throws UnknownViewError; FilterError and FilterSyntaxError for the command line's filter */
  constructor(options: ViewSessionOptions) {
    this.store = options.store;
    this.#views = options.views;
    this.#columns = options.columns ?? 'default';
    this.#settings = options.settings ?? defaultFieldSettings;
    this.#base = options.filter ?? '';
    this.#liveWindowNs = options.liveWindowNs;
    this.#live = options.live;
    this.#past = new Past(options.store, options.again);
    if (this.#base !== '') compileFilter(this.#base);
    this.#first = options.view;
    this.#view = this.#find(options.view);
    this.#layout = this.#layOut(this.#view, 0);
    this.#sorting = defaultSorting(this.#layout);
  }

  get view(): ViewDefinition {
    return this.#view;
  }
  get columnLayout(): ColumnLayout {
    return this.#columns;
  }
  /** Nothing was changed: the first view of everything. */
  get isUntouched(): boolean {
    return this.#path.length === 0 && this.#filter === '' && this.#window === undefined && this.#view.id === this.#first;
  }
  get layout(): ViewLayout {
    return this.#layout;
  }
  get path(): readonly DrillStep[] {
    return this.#path;
  }
  get window(): Span | undefined {
    return this.#window;
  }
  get sorting(): Sorting | undefined {
    return this.#sorting;
  }
  get filter(): string {
    return this.#filter;
  }
  get textFilter(): string {
    return this.#textFilter;
  }

  /** Every filter that counts: of the command line, the user's, those of the way here, the view's own. */
  get wholeFilter(): string {
    return joinFilters([this.#base, this.#filter, ...this.#path.map(({ filter }) => filter), this.#layout.filter]);
  }

  #find(id: string): ViewDefinition {
    const view = this.#views.find((candidate) => candidate.id === id);
    if (view === undefined) throw new UnknownViewError(id);
    return view;
  }

  #layOut(view: ViewDefinition, depth: number): ViewLayout {
    return layOut(view, { layout: this.#columns, depth, settings: this.#settings });
  }

  #show(view: ViewDefinition, depth: number): void {
    this.#layout = this.#layOut(view, depth);
    this.#view = view;
    this.#depth = depth;
    this.#sorting = defaultSorting(this.#layout);
    this.#textFilter = '';
  }

  /** To be called where single events are shown: live, not all are captured for the tables. */
  wantEvents(): void {
    this.#live?.wantEvents();
  }

  /** Shows another view of the same selection. @throws UnknownViewError */
  setView(id: string): void {
    this.#show(this.#find(id), this.#depth);
  }

  /** All views, with the reasons for those that cannot be shown for the selection. */
  applicable(): Applicable[] {
    return applicableViews(this.#views, this.#path.at(-1)?.field ?? '', this.store);
  }

  /**
   * Goes into a row: shows what is in it, in the view that the current one names, or the first that goes with it.
   * False where no view does.
   */
  drillDown(key: string, target: string | undefined = this.#view.drilldown): boolean {
    const sample = this.#atHand();
    const row = sample.rows.find(({ keyText }) => keyText === key);
    const field = keyFieldOf(this.#view, this.#layout, sample.key);
    if (row === undefined || field === undefined || sample.key === undefined) return false;
    const own = sample.key.definition.field;
    const next = this.#views.find(({ id }) => id === target) ?? this.#views.find(({ appliesTo }) => appliesTo.includes(own));
    if (next === undefined) return false;
    const filters = [selectionFilter(field, sample.key, row)];
    if (this.#view.propagateFilter !== false) filters.unshift(this.#layout.filter);
    const depth = this.#depth + (this.#view.drilldownIncreasesDepth === true ? 1 : 0);
    this.#path.push({
      view: this.#view,
      sorting: this.#sorting,
      textFilter: this.#textFilter,
      depth: this.#depth,
      field: own,
      key,
      label: labelOf(sample, row),
      filter: joinFilters(filters),
    });
    this.#show(next, depth);
    return true;
  }

  /** Goes back one step. Gives it: its key is the row to select. */
  drillUp(): DrillStep | undefined {
    const step = this.#path.pop();
    if (step === undefined) return undefined;
    this.#show(step.view, step.depth);
    this.#sorting = step.sorting;
    this.#textFilter = step.textFilter;
    return step;
  }

  /** Where the user is. */
  get place(): SessionPlace {
    const window = this.#window;
    return {
      path: [...this.#path],
      view: this.#view.id,
      depth: this.#depth,
      sorting: this.#sorting,
      textFilter: this.#textFilter,
      filter: this.#filter,
      window: window && { from: this.store.absolute(window.from), to: this.store.absolute(window.to) },
    };
  }

  /** Goes where another session was, on its way there; the filters are known to be right. @throws UnknownViewError */
  goTo({ path, view, depth, sorting, textFilter, filter, window }: SessionPlace): void {
    this.#show(this.#find(view), depth);
    this.#path.splice(0, this.#path.length, ...path);
    this.#sorting = sorting;
    this.#textFilter = textFilter;
    this.#filter = filter;
    this.#window = window && { from: this.store.relative(window.from), to: this.store.relative(window.to) };
  }

  /** The user's filter of events, a binary string. Stays as it was where it is wrong. @throws FilterError, FilterSyntaxError */
  setFilter(filter: string): void {
    if (filter.trim() !== '') compileFilter(filter, this.#settings);
    this.#filter = filter.trim();
  }

  /** Only rows with this text in a column of text are shown; case counts. */
  setTextFilter(text: string): void {
    this.#textFilter = text;
  }

  /** Only what happened in this time counts; undefined: all, or the latest. */
  setWindow(window: Span | undefined): void {
    this.#window = window;
  }

  /** Live: how much of the last time is shown from now on, in ns. */
  setLiveWindow(ns: number): void {
    this.#liveWindowNs = ns;
  }

  /** Sorts by a shown column; by the same again, the other way round. */
  sortBy(column: number): void {
    const columns = shownColumns(this.#layout);
    if (columns[column] === undefined) return;
    const before = this.#sorting;
    this.#sorting = before?.column === column ? { column, ascending: !before.ascending } : sortingBy(columns, column);
  }

  setSorting(sorting: Sorting | undefined): void {
    this.#sorting = sorting;
  }

  /** The window that counts now: of a live source without one, the latest. */
  get span(): Span | undefined {
    if (this.#window !== undefined || this.#liveWindowNs === undefined) return this.#window;
    const { lastTime, firstTime, count } = this.store;
    if (count === 0) return undefined;
    const to = Math.max(lastTime, this.#live?.now() ?? lastTime);
    // A rate over less than a second says little.
    const since = Math.min(this.#live?.since() ?? firstTime, to - leastSpan);
    return { from: Math.max(to - this.#liveWindowNs, since), to };
  }

  #question(layout = this.#layout): Question {
    return { layout, filter: this.wholeFilter, window: this.span };
  }

  #cacheKey({ layout, filter, window }: Question): string {
    return JSON.stringify([layout.view.id, this.#depth, filter, window?.from, window?.to]);
  }

  #cached(question = this.#question()): Sample | undefined {
    if (this.#samplesOf !== this.store.count) this.#samples.clear();
    this.#samplesOf = this.store.count;
    return this.#samples.get(this.#cacheKey(question));
  }

  #keep(question: Question, sample: Sample): Sample {
    if (this.#samples.size >= keptSamples) this.#samples.delete(this.#samples.keys().next().value!);
    this.#samples.set(this.#cacheKey(question), sample);
    return sample;
  }

  /** The rows of the view as things stand; computed at once where they were not before, from what is in memory. */
  sample(): Sample {
    const known = this.#cached();
    if (known !== undefined) return known;
    const question = this.#question();
    const held = this.#past.holding(question.window);
    const work = compute(held ?? this.store, question);
    for (;;) {
      const { done, value } = work.next();
      if (done === true) return held === undefined ? this.#markPartial(value) : this.#keep(question, value);
    }
  }

  /** The rows that are shown, as far as they are there without reading anything. */
  #atHand(): Sample {
    const { of, sample } = this.#shown ?? {};
    return this.#cached() ?? (of === this.#cacheKey(this.#question()) ? sample : undefined) ?? this.sample();
  }

  #markPartial(sample: Sample): Sample {
    this.#partial.add(sample);
    return sample;
  }

  /**
   * The store to read from what happened in the time that is shown; undefined: it is not in memory, and would have to be
   * read again. What cannot be read again is not waited for.
   */
  get present(): EventStore | undefined {
    return this.#past.holding(this.span) ?? (this.#past.canRead ? undefined : this.store);
  }

  /** How much of the source was read again for what is to be shown, from 0 to 1; undefined where it is not being read. */
  get rereading(): number | undefined {
    return this.#past.share;
  }

  /** Ends reading the source again: what is in memory is shown instead. */
  stopRereading(): void {
    this.#past.giveUp();
  }

  /**
   * Makes the table that is shown from all events that are there, and then from those that come, so that it has them all
   * when the source ends, also those the store must forget by then. Each step of the work is a chance to pause; until it
   * is done nothing may come. Gives what ends it, when nothing more comes.
   */
  *keepUp(): Generator<void, () => void, undefined> {
    const question = this.#question(this.#layOut(this.#view, this.#depth));
    const sample = new FollowedSample(this.store, question);
    // The last segment is not full.
    for (const segment of this.store.segments.slice(0, -1)) {
      sample.take(segment);
      yield;
    }
    const stop = this.store.follow((segment) => sample.take(segment));
    return () => {
      stop();
      if (this.#cached(question) === undefined) this.#keep(question, sample.finish());
    };
  }

  /**
   * The same without holding up whoever waits for keys. Resolves with undefined where it was given up.
   *
   * @param window another than the one shown; null: all there is
   */
  async load(signal?: AbortSignal, window?: Span | null): Promise<Sample | undefined> {
    return this.#answer({ ...this.#question(), window: window === null ? undefined : (window ?? this.span) }, signal);
  }

  /**
   * The rows another view has for the same selection, in its own order; kept for when the user goes there. In slices as
   * {@link load}.
   */
  async preview(
    id: string,
    signal?: AbortSignal,
  ): Promise<{ readonly sample: Sample; readonly columns: readonly ShownColumn[]; readonly rows: readonly SampleRow[] } | undefined> {
    const layout = this.#layOut(this.#find(id), this.#depth);
    const filter = joinFilters([this.#base, this.#filter, ...this.#path.map((step) => step.filter), layout.filter]);
    const question = { layout, filter, window: this.span };
    // Nothing is read for what was not asked for.
    if (this.present === undefined && this.#cached(question) === undefined) return undefined;
    const sample = await this.#answer(question, signal, shortSliceMs);
    if (sample === undefined) return undefined;
    return { sample, columns: sample.columns.map(shownColumn), rows: sortRows(sample, defaultSorting(layout)) };
  }

  async #answer(question: Question, signal: AbortSignal | undefined, slice?: number): Promise<Sample | undefined> {
    const known = this.#cached(question);
    if (known !== undefined) return known;
    const held = this.#past.holding(question.window);
    if (held === undefined && this.#past.canRead) {
      const layout = this.#layOut(question.layout.view, this.#depth);
      const answers = { get: (one: Question) => this.#cached(one), keep: (one: Question, sample: Sample) => this.#keep(one, sample) };
      const sample = await this.#past.sample({ ...question, layout }, answers, signal);
      if (sample !== undefined || signal?.aborted === true) return sample;
    }
    const { count } = this.store;
    const sample = await inSlices(compute(held ?? this.store, question), signal, slice);
    if (sample === undefined) return undefined;
    // While a source is read, what was held at the beginning may have gone by now.
    if (held === undefined || this.#past.holding(question.window) !== held) return this.#markPartial(sample);
    return count === this.store.count ? this.#keep(question, sample) : sample;
  }

  /** What the view shows of another store, in slices as {@link load}. @param window null: all there is */
  async loadFrom(store: EventStore, window: Span | null, signal?: AbortSignal): Promise<Sample | undefined> {
    if (store === this.store) return this.load(signal, window);
    return inSlices(compute(store, { ...this.#question(), window: window ?? undefined }), signal);
  }

  /**
   * How latencies are spread over the time shown, by a spectrogram view, for the selection; undefined: it was given up.
   *
   * @throws UnknownViewError
   */
  async spectrogram(id: string, signal?: AbortSignal): Promise<Spectrogram | undefined> {
    const view = this.#find(id);
    const filters = [this.#base, this.#filter, ...this.#path.map(({ filter }) => filter), atDepth(view.filter ?? '', this.#depth)];
    const field = view.spectrogram === 'tracers' ? 'span.duration' : 'evt.latency';
    const filter = joinFilters(filters);
    const { present, store, span } = this;
    if (present === undefined) {
      const make = (all: EventStore) => new FollowedSpectrogram(all, store, filter, field, span);
      const made = await this.#past.through(span, make, signal);
      if (made !== undefined || signal?.aborted === true) return made;
    }
    return inSlices(computeSpectrogram(present ?? store, filter, field, span), signal);
  }

  /**
   * How many events a filter lets through over all of the time axis, where the store has forgotten some of them; undefined
   * where it has not, or they cannot be had.
   */
  async forgottenMatches(filter: string, signal: AbortSignal): Promise<Matches | undefined> {
    if (this.#past.holding(undefined) !== undefined || !this.#past.canRead) return undefined;
    return this.#past.through(undefined, (all) => new FollowedMatches(all, filter, this.store.timeline), signal);
  }

  /** What is shown now; `sample` where it was loaded before. */
  snapshot(sample: Sample = this.sample()): SessionSnapshot {
    this.#shown = { of: this.#cacheKey(this.#question()), sample };
    const sorted = sortRows(sample, this.#sorting);
    return {
      view: this.#view,
      path: [...this.#path],
      sample,
      columns: sample.columns.map(shownColumn),
      rows: this.#textFilter === '' ? sorted : sorted.filter((row) => this.#hasText(sample, row)),
      total: sample.rows.length,
      totals: totalsOf(sample).map((total, i) => (total === undefined ? undefined : cellText(sample.columns[i]!, total))),
      sorting: this.#sorting,
      filter: this.#filter,
      wholeFilter: this.wholeFilter,
      textFilter: this.#textFilter,
      window: this.span,
      isPartial: this.#partial.has(sample),
    };
  }

  #hasText({ columns }: Sample, row: SampleRow): boolean {
    return columns.some((column, i) => {
      if (isNumeric(column.field.type)) return false;
      return cellText(column, row.values[i]!).includes(this.#textFilter);
    });
  }

  /** The view's columns with what they mean, for the legend. */
  legend(): ShownColumn[] {
    return shownColumns(this.#layout).map(shownColumn);
  }

  /** Counts over the whole capture, in so many buckets. */
  timeline(lane: Lane, buckets: number): { readonly from: number; readonly width: number; readonly counts: number[] } {
    const { timeline } = this.store;
    return {
      from: timeline.from,
      width: (timeline.used * timeline.width) / Math.max(buckets, 1),
      counts: timeline.resampled(lane, buckets),
    };
  }
}

/** There is no view of this id. */
export class UnknownViewError extends Error {
  override readonly name = 'UnknownViewError';
  readonly id: string;
  constructor(id: string) {
    super(`there is no view ${id}`);
    this.id = id;
  }
}

/** The texts of a row, made when it is shown. */
export function shownRow(sample: Sample, row: SampleRow): ShownRow {
  return { row, key: row.keyText, cells: rowTexts(sample, row) };
}

function shownColumn(column: ViewColumn): ShownColumn {
  const { definition, field } = column;
  return {
    column,
    title: definition.name ?? '',
    description: definition.description ?? field.definition.doc,
    unit: unitText(column),
    formula: formulaOf(column),
    size: definition.size ?? usualSize(field.type),
    align: isNumeric(field.type) ? 'right' : 'left',
  };
}

const howJoined: Readonly<Record<string, string>> = { SUM: 'sum', AVG: 'average', TIME_AVG: 'per second', MIN: 'least', MAX: 'most' };

function formulaOf({ definition, field }: ViewColumn): string {
  const joined = definition.aggregation === undefined || field.type === 'CHARBUF' ? [] : [howJoined[definition.aggregation]!];
  const group = definition.groupAggregation === undefined ? [] : [`${howJoined[definition.groupAggregation]!} over the group`];
  return [field.label, ...joined, ...group].join(', ');
}

/** Columns of the screen for values of a type, where a view does not say. */
function usualSize(type: string): number {
  if (type === 'CHARBUF' || type === 'BYTEBUF') return 32;
  return /TIME$|^IP/.test(type) ? 16 : 8;
}
