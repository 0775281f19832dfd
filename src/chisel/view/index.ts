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
export { joinFilters, keyFieldOf, quote, selectionFilter } from './drill.ts';
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
