import { isNumeric } from './aggregate.ts';
import { cellText, meaningOf } from './cell.ts';
import type { ViewColumn } from './layout.ts';
import { rowTexts, type Sample, type SampleRow } from './sample.ts';

/** What became of a row from A to B. */
export type DiffState = 'new' | 'gone' | 'changed' | '=';

/** A thing of two samples, in one column of them. */
export interface DiffRow {
  readonly key: string;
  /** Texts of all shown columns, of B where it is there; binary strings. */
  readonly cells: readonly string[];
  /** undefined: not there. */
  readonly a: number | undefined;
  readonly b: number | undefined;
  readonly delta: number;
  /** Of A; undefined where A is nothing. */
  readonly percent: number | undefined;
  readonly state: DiffState;
}

/** Two samples of the same view beside each other. */
export interface Diff {
  readonly columns: readonly ViewColumn[];
  /** Index of the column that is compared. */
  readonly column: number;
  readonly seconds: { readonly a: number; readonly b: number };
  /** Counts were divided by the seconds: the two times are not of one length. */
  readonly perSecond: boolean;
  /** The largest change first. */
  readonly rows: readonly DiffRow[];
  /** A number of the compared column as text. */
  text(value: number): string;
}

/** Times that differ by less than this share of them are taken for one length. */
const sameLength = 0.001;

/** Columns that can be compared: those with numbers that mean an amount. */
export function comparable(columns: readonly ViewColumn[]): number[] {
  return columns.flatMap(({ field, definition }, i) =>
    isNumeric(field.type) &&
    field.type !== 'BOOL' &&
    field.type !== 'ABSTIME' &&
    (field.format !== 'ID' || definition.aggregation === 'SUM')
      ? [i]
      : [],
  );
}

/**
 * Joins two samples of a view by the keys of their rows. Rates and averages stand as they are; sums are divided by the
 * seconds where the two times are not of one length.
 */
export function diffOf(a: Sample, b: Sample, column: number): Diff {
  const shown = b.columns[column]!;
  const differ = Math.abs(a.seconds - b.seconds) > sameLength * Math.max(a.seconds, b.seconds);
  const perSecond = differ && shown.definition.aggregation === 'SUM' && a.seconds > 0 && b.seconds > 0;
  const before = new Map(a.rows.map((row) => [row.keyText, row]));
  const rows: DiffRow[] = [];
  const value = (sample: Sample, row: SampleRow | undefined): number | undefined =>
    row === undefined
      ? undefined
      : Number(meaningOf(shown, row.values[column]!, row.counts[column]!, sample.seconds)) / (perSecond ? sample.seconds : 1);
  const add = (inA: SampleRow | undefined, inB: SampleRow | undefined) => {
    const [from, to] = [value(a, inA), value(b, inB)];
    const delta = (to ?? 0) - (from ?? 0);
    const [sample, row] = inB === undefined ? [a, inA!] : [b, inB];
    rows.push({
      key: row.keyText,
      cells: rowTexts(sample, row),
      a: from,
      b: to,
      delta,
      percent: from === undefined || from === 0 ? undefined : (100 * delta) / from,
      state: inA === undefined ? 'new' : inB === undefined ? 'gone' : delta === 0 ? '=' : 'changed',
    });
  };
  for (const row of b.rows) {
    add(before.get(row.keyText), row);
    before.delete(row.keyText);
  }
  for (const row of before.values()) add(row, undefined);
  rows.sort((x, y) => Math.abs(y.delta) - Math.abs(x.delta) || (x.key < y.key ? -1 : 1));
  return {
    columns: b.columns,
    column,
    seconds: { a: a.seconds, b: b.seconds },
    perSecond,
    rows,
    text: (number) => cellText(shown, shown.field.type === 'DOUBLE' ? number : Math.round(number * 100) / 100),
  };
}

/** A change with its sign: `+1.94K`, `-3`, `0`. */
export function deltaText(diff: Diff, delta: number): string {
  const text = diff.text(Math.abs(delta));
  return delta > 0 ? `+${text}` : delta < 0 ? `-${text}` : text;
}

/** A change in percent: `+12.5%`; `-` where there was nothing before. */
export function percentText(percent: number | undefined): string {
  return percent === undefined ? '-' : `${percent > 0 ? '+' : ''}${percent.toFixed(1)}%`;
}
