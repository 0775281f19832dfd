import type { FieldType, FieldValue } from '../../field/index.ts';
import { addressText } from '../../machine/index.ts';
import { isNumeric } from './aggregate.ts';
import type { ViewColumn } from './layout.ts';

/** What a cell's number counts. */
export type Unit = 'id' | 'bytes' | 'count' | 'percent' | 'time' | 'text';

/** What the numbers of a column are. */
export function unitOf({ definition, field }: ViewColumn): Unit {
  const { type, format } = field;
  if (type === 'RELTIME') return 'time';
  if (type === 'DOUBLE') return 'percent';
  if (!isNumeric(type) || type === 'BOOL') return 'text';
  if (format === 'ID' || type === 'ABSTIME') return 'id';
  return /buflen|vmsize|vmrss/.test(definition.field) ? 'bytes' : 'count';
}

/** What a header shows behind a column's name, and legends say: `B/s`, `%`; '' for none. */
export function unitText(column: ViewColumn): string {
  if (column.definition.unit !== undefined) return column.definition.unit;
  const rate = column.definition.aggregation === 'TIME_AVG' ? '/s' : '';
  switch (unitOf(column)) {
    case 'bytes':
      return `B${rate}`;
    case 'percent':
      return '%';
    case 'count':
      return rate;
    default:
      return '';
  }
}

/**
 * A cell's number as it is meant: a rate divided by the seconds of the window, an average by its count.
 * Texts, and addresses, stay as they are.
 *
 * @param seconds of the window; 0 where nothing is known of it, and rates are totals
 */
export function meaningOf(column: ViewColumn, value: FieldValue, count: number, seconds: number): FieldValue {
  if (!isNumeric(column.field.type) || column.field.type === 'BOOL') return value;
  if (column.definition.aggregation === 'TIME_AVG') return seconds > 0 ? Number(value) / seconds : value;
  return count > 1 ? Number(value) / count : value;
}

/** A meant value as text, not padded: bytes and counts with K, M, G, times with a unit. */
export function cellText(column: ViewColumn, meant: FieldValue): string {
  switch (unitOf(column)) {
    case 'time':
      return timeText(Number(meant));
    case 'percent':
      return Number(meant) === 0 ? '0' : Number(meant).toFixed(2);
    case 'id':
      return String(meant);
    case 'bytes':
    case 'count':
      return amountText(Number(meant));
    case 'text':
      return plainText(column.field.type, meant);
  }
}

/** A value without unit: what filters compare with, and what stands as a row's key. */
export function plainText(type: FieldType, value: FieldValue): string {
  if (type === 'IPADDR') return addressText(value as number | string);
  return String(value);
}

/** `770`, `1.94K`, `20.48M`: powers of 1024; two decimals where it is no whole number of its unit. Zero is `0`. */
export function amountText(value: number): string {
  let amount = value;
  let unit = 0;
  while (Math.abs(amount) >= 1024 && unit < units.length - 1) {
    amount /= 1024;
    unit++;
  }
  return `${Number.isInteger(amount) ? amount : amount.toFixed(2)}${units[unit]}`;
}

const units = ['', 'K', 'M', 'G', 'T', 'P'] as const;

const second = 1_000_000_000;

/** A time in ns with about three digits and its unit; from a minute on as m:ss and hh:mm:ss. */
export function timeText(ns: number): string {
  const span = Math.trunc(ns);
  const two = (number: number): string => String(Math.floor(number)).padStart(2, '0');
  if (span >= 3600 * second) return `${two(span / second / 3600)}:${two((span / second / 60) % 60)}:${two((span / second) % 60)}`;
  if (span >= 60 * second) return `${Math.floor(span / second / 60)}:${two((span / second) % 60)}`;
  if (span >= second) return `${Math.floor(span / second)}.${two((span % second) / 1e7)}s`;
  if (span >= 1e7) return `${Math.floor(span / 1e6)}ms`;
  if (span >= 1e6) return `${Math.floor(span / 1e6)}.${two((span % 1e6) / 1e4)}ms`;
  if (span >= 1e4) return `${Math.floor(span / 1e3)}us`;
  if (span >= 1e3) return `${Math.floor(span / 1e3)}.${two((span % 1e3) / 10)}us`;
  return `${span}ns`;
}
