import type { FieldValue } from '../../../field/index.ts';
import type { ViewLayout } from '../layout.ts';
import { type Sample, shownColumns } from '../sample.ts';

type SavedValue = string | number | boolean | { readonly whole: string };
type SavedRow = readonly [key: SavedValue, keyText: string, values: readonly SavedValue[], counts: readonly number[]];

interface SavedSample {
  readonly fields: readonly string[];
  readonly seconds: number;
  readonly rows: readonly SavedRow[];
}

/** Samples with more rows than this are not kept. */
const rowsMax = 20_000;

/** A sample as text; undefined where it is too large to be kept. */
export function savedSample({ columns, seconds, rows }: Sample): string | undefined {
  if (rows.length > rowsMax) return undefined;
  const saved: SavedSample = {
    fields: columns.map(({ definition }) => definition.field),
    seconds,
    rows: rows.map(({ key, keyText, values, counts }) => [savedValue(key), keyText, values.map(savedValue), counts]),
  };
  return JSON.stringify(saved);
}

/** A sample that was kept, of a table; undefined where the view has other columns by now, or the text is none. */
export function sampleFrom(text: string, layout: ViewLayout): Sample | undefined {
  const columns = shownColumns(layout);
  try {
    const { fields, seconds, rows } = JSON.parse(text) as SavedSample;
    if (layout.view.type !== 'table' || fields.join() !== columns.map(({ definition }) => definition.field).join()) return undefined;
    if (rows.some(([, , values, counts]) => values.length !== columns.length || counts.length !== columns.length)) return undefined;
    return {
      layout,
      columns,
      key: layout.columns[layout.order[0]!],
      seconds,
      rows: rows.map(([key, keyText, values, counts]) => ({ key: fieldValue(key), keyText, values: values.map(fieldValue), counts })),
    };
  } catch {
    return undefined;
  }
}

/** JSON knows no numbers of 64 bits. */
function savedValue(value: FieldValue): SavedValue {
  return typeof value === 'bigint' ? { whole: String(value) } : value;
}

function fieldValue(value: SavedValue): FieldValue {
  return typeof value === 'object' ? BigInt(value.whole) : value;
}
