import type { FieldValue } from '../../field/index.ts';
import { addressText } from '../../machine/index.ts';
import { timeText } from './cell.ts';
import type { ViewDefinition } from './define.ts';
import { drillFilter, keyFieldOf } from './drill.ts';
import type { ViewColumn } from './layout.ts';
import type { Sample, SampleRow } from './sample.ts';

/** Which rows are written: from the first to the last of these positions, counted from 0. */
export interface RowRange {
  readonly from: number;
  /** 0: to the end. */
  readonly to: number;
}

/** Columns that times are padded to. */
const timeWidth = 10;

/**
 * A sample in csysdig's JSON: one slice with progress, rows, their number and what is known of the view. In ASCII.
 * Rates and averages of whole numbers are what they are made from: sums.
 *
 * @param filter what stands before the view's own filter
 */
export function sampleJson(
  sample: Sample,
  rows: readonly SampleRow[],
  { from, to }: RowRange,
  sortingColumn: number,
  filter: string,
): string {
  const last = to === 0 || to >= rows.length ? rows.length - 1 : to;
  const shown = rows.slice(from, last + 1);
  const data = shown.length === 0 ? '' : `"data": [\n${shown.map((row) => rowJson(sample, row)).join(',\n')}],\n`;
  const info = ascii(JSON.stringify(infoOf(sample, sortingColumn, filter)));
  return `{"slices": [\n{"progress": 0},\n{"progress": 100, ${data}"count": ${rows.length}, "info": ${info}}\n]}\n`;
}

function rowJson({ columns }: Sample, row: SampleRow): string {
  const cells = columns.map((column, i) => cellJson(column, row.values[i]!, row.counts[i]!));
  return `{"d":[${cells.join(',')}],"k":${ascii(JSON.stringify(utf8(row.keyText)))}}`;
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
      if (typeof value === 'string') return ascii(JSON.stringify(utf8(value)));
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

function infoOf({ layout, columns, key }: Sample, sortingColumn: number, filter: string): object {
  const { view } = layout;
  const keyField = keyFieldOf(view, layout, key);
  return {
    appliesTo: view.appliesTo,
    canDrillDown: view.drilldown !== undefined || view.type === 'spectrogram',
    ...(keyField !== undefined && { drillDownKeyField: keyField }),
    ...templates(view, key, keyField, filter, layout.filter),
    legend: columns.map(({ definition, field }) => ({
      format: field.format,
      name: definition.name ?? 'NA',
      size: definition.size ?? -1,
      type: field.type,
    })),
    sortingCol: sortingColumn,
  };
}

/** Stands for the row's key where a filter is a template. */
const placeholder = '@#$f1CA^&;';

function templates(view: ViewDefinition, key: ViewColumn | undefined, keyField: string | undefined, before: string, own: string): object {
  if (keyField === undefined || key === undefined || view.type !== 'table') return {};
  const template = drillFilter([before, own], keyField, placeholder, true);
  return { filterTemplate: template, filterTemplateF: own === '' ? template : `(${template}) and (${own})` };
}

/** Bytes read as UTF-8 where they are; else each stays what it is as a character. */
function utf8(text: string): string {
  if (!/[\x80-\xff]/.test(text)) return text;
  const bytes = Buffer.from(text, 'latin1');
  const decoded = bytes.toString('utf8');
  return decoded.includes('\ufffd') ? text : decoded;
}

function ascii(json: string): string {
  return json.replace(/[^\x00-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
