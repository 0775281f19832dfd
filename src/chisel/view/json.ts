import type { FieldValue } from '../../field/index.ts';
import { jsonString } from '../../format/index.ts';
import { addressText } from '../../machine/index.ts';
import { timeText } from './cell.ts';
import type { ViewDefinition } from './define.ts';
import { atDepth } from './depth.ts';
import { drillFilter, joinFilters, viewFilter } from './drill.ts';
import type { ViewColumn } from './layout.ts';
import { defaultSorting, type Sample, type SampleRow } from './sample.ts';

/** Which rows are written: from the first to the last of these positions, counted from 0. */
export interface RowRange {
  readonly from: number;
  /** 0: to the end. */
  readonly to: number;
}

/** Where a sample stands among others. */
export interface SamplePlace {
  /** What stands before the view's own filter. */
  readonly filter: string;
  /** The view that drilling down leads to. */
  readonly below: ViewDefinition | undefined;
}

/** Columns that times are padded to. */
const timeWidth = 10;

/**
 * A sample in csysdig's JSON: one slice with progress, rows, the number of those written and what is known of the view. In ASCII.
 * Rates and averages of whole numbers are what they are made from: sums. The column said to be sorted by is the view's own,
 * whatever was asked for.
 */
export function sampleJson(sample: Sample, rows: readonly SampleRow[], { from, to }: RowRange, place: SamplePlace): string {
  const last = to === 0 || to >= rows.length ? rows.length - 1 : to;
  const shown = rows.slice(from, last + 1);
  const data = shown.length === 0 ? '' : `"data": [\n${shown.map((row) => rowJson(sample, row)).join(',\n')}],\n`;
  const info = ascii(JSON.stringify(infoOf(sample, place)));
  return `{"slices": [\n{"progress": 0},\n{"progress": 100, ${data}"count": ${shown.length}, "info": ${info}}\n]}\n`;
}

function rowJson({ columns }: Sample, row: SampleRow): string {
  const cells = columns.map((column, i) => cellJson(column, row.values[i]!, row.counts[i]!));
  return `{"d":[${cells.join(',')}],"k":${jsonString(row.keyText)}}`;
}

function cellJson({ field }: ViewColumn, value: FieldValue, count: number): string {
  switch (field.type) {
    case 'RELTIME':
      return `"${paddedTime(Number(value) / Math.max(count, 1))}"`;
    case 'DOUBLE':
      return doubleJson(Number(value) / Math.max(count, 1));
    case 'IPADDR':
      return JSON.stringify(addressText(value as number | string));
    default:
      if (typeof value === 'string') return jsonString(value);
      return String(value);
  }
}

/** Times as csysdig writes them: seconds behind minutes have one digit where one is enough. */
function paddedTime(ns: number): string {
  return timeText(ns)
    .replace(/^(\d+:)0(\d)$/, '$1$2')
    .padStart(timeWidth);
}

/** `0.0`: a double shows that it is one. */
function doubleJson(value: number): string {
  return Number.isInteger(value) ? value.toFixed(1) : String(value);
}

function infoOf({ layout, columns, key }: Sample, place: SamplePlace): object {
  const { view } = layout;
  const keyField = key?.definition.field;
  return {
    appliesTo: view.appliesTo,
    canDrillDown: view.drilldown !== undefined || view.type === 'spectrogram',
    ...(keyField !== undefined && { drillDownKeyField: keyField }),
    ...templates(view, key, place),
    legend: columns.map(({ definition, field }) => ({
      format: field.format,
      name: definition.name ?? 'NA',
      size: definition.size ?? -1,
      type: field.type,
    })),
    sortingCol: (defaultSorting(layout)?.column ?? 0) + 1,
  };
}

/** Stands for the row's key where a filter is a template. */
const placeholder = '@#$f1CA^&;';

/** The filters of the view below: of what is in a row, and with what that view asks itself. */
function templates(view: ViewDefinition, key: ViewColumn | undefined, { filter, below }: SamplePlace): object {
  if (key === undefined || view.type !== 'table') return {};
  const depth = view.drilldownIncreasesDepth === true ? 1 : 0;
  const own = view.propagateFilter === false ? '' : viewFilter(view, depth);
  const row = drillFilter([own], atDepth(key.definition.filterField ?? key.definition.field, 0), placeholder, true);
  const template = joinFilters([filter, row]);
  const belows = below === undefined ? '' : viewFilter(below, depth);
  return { filterTemplate: template, filterTemplateF: belows === '' ? template : `(${template}) and (${belows})` };
}

function ascii(json: string): string {
  return json.replace(/[^\x00-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
