import { plainText } from './cell.ts';
import type { ViewDefinition } from './define.ts';
import { atDepth } from './depth.ts';
import type { ViewColumn, ViewLayout } from './layout.ts';
import type { SampleRow } from './sample.ts';

/** The field that a selected row of a view is asked for by; undefined where rows have no key. */
export function keyFieldOf(_view: ViewDefinition, layout: ViewLayout, key: ViewColumn | undefined): string | undefined {
  if (key === undefined || layout.view.type === 'list') return undefined;
  return key.definition.filterField ?? key.definition.field;
}

/** The filter of a selected row, as filters write it: `proc.pid=15`, `fd.name="/etc/passwd"`. */
export function selectionFilter(field: string, key: ViewColumn, row: SampleRow): string {
  return equals(field, plainText(key.field.type, row.key), isText(key));
}

function isText({ field }: ViewColumn): boolean {
  return field.type === 'CHARBUF' || field.type === 'BYTEBUF' || field.type === 'IPADDR';
}

/** Filters joined with `and`, each in brackets, and the field with its value behind them. */
export function drillFilter(filters: readonly string[], field: string, value: string, quoted: boolean): string {
  const before = joinFilters(filters);
  const own = equals(field, value, quoted);
  return before === '' ? own : `(${before}) and ${own}`;
}

function equals(field: string, value: string, quoted: boolean): string {
  return `${field}=${quoted ? quote(value) : value}`;
}

/** A text as a filter reads it back, whatever it holds. */
export function quote(value: string): string {
  return `"${value.replace(/[\\"]/g, (char) => `\\${char}`)}"`;
}

/** All that are not empty, each in brackets where there are several. */
export function joinFilters(filters: readonly string[]): string {
  const given = filters.filter((filter) => filter !== '');
  return given.length < 2 ? (given[0] ?? '') : given.map((filter) => `(${filter})`).join(' and ');
}

/** The filter a view has at a depth of drilling. */
export function viewFilter(view: ViewDefinition, depth: number): string {
  return atDepth(view.filter ?? '', depth);
}
