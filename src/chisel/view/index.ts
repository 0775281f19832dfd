export { amountText, cellText, meaningOf, plainText, timeText, type Unit, unitOf, unitText } from './cell.ts';
export {
  type ActionDefinition,
  type Aggregation,
  type ColumnDefinition,
  type ColumnLayout,
  columnsOf,
  defineView,
  type ViewDefinition,
  ViewDefinitionError,
  type ViewType,
} from './define.ts';
export { atDepth } from './depth.ts';
export { comparable, type Diff, type DiffRow, type DiffState, deltaText, diffOf, percentText } from './diff.ts';
export { joinFilters, keyFieldOf, quote, selectionFilter } from './drill.ts';
export { type FieldOfEvent, fieldsOf, type PairedEvent, pairOf } from './events/event-details.ts';
export { type EventLine, eventLine, type Transfer, transfer, transferFilter } from './events/event-line.ts';
export { EventList, type EventReader } from './events/event-list.ts';
export type { EventQuestion } from './events/scan.ts';
export { countEvents, type SeenValue, seenValues } from './events/values.ts';
export { type RowRange, sampleJson } from './json.ts';
export { bindWritten, type LayoutOptions, layOut, type ViewColumn, type ViewLayout } from './layout.ts';
export { visitThreads } from './process-table.ts';
export { type Row, RowCollector } from './rows.ts';
export {
  defaultSorting,
  rowTexts,
  type Sample,
  type SampleRow,
  type Sorting,
  sampleOf,
  shownColumns,
  sortingBy,
  sortRows,
  totalsOf,
} from './sample.ts';
export { type Applicable, applicableViews, groupOf } from './session/applicable.ts';
export { needsOfView, type ViewNeeds } from './session/captured.ts';
export { compute, FollowedSample, type Question, type Span } from './session/compute.ts';
export { countMatches, type Matches } from './session/matches.ts';
export { inSlices, type ReadingPlan, type SourceAgain } from './session/past.ts';
export { type DrillStep, labelOf, type SessionPlace } from './session/path.ts';
export { sampleFrom, savedSample } from './session/saved.ts';
export {
  type LiveEdge,
  type SessionSnapshot,
  type ShownColumn,
  type ShownRow,
  shownRow,
  UnknownViewError,
  ViewSession,
  type ViewSessionOptions,
} from './session/session.ts';
export { StreamedSample } from './session/stream.ts';
export {
  binOf,
  computeSpectrogram,
  latencyAt,
  latencyBins,
  type Spectrogram,
  spectrogramCells,
  timeBins,
} from './spectrogram.ts';
export { EventStore, type EventStoreOptions } from './store/event-store.ts';
export { KeptEvents } from './store/kept-events.ts';
export { Replay, type ReplayPlan } from './store/replay.ts';
export { type Lane, resample, type SavedTimeline, TimeBuckets } from './store/timeline.ts';
