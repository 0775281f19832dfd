import { plainText } from '../cell.ts';
import type { ViewDefinition } from '../define.ts';
import type { Sample, SampleRow, Sorting } from '../sample.ts';

/** One step of the way from the whole machine to what is shown: a row that was drilled into. */
export interface DrillStep {
  /** The view the row was selected in, and how it was sorted and filtered by text. */
  readonly view: ViewDefinition;
  readonly sorting: Sorting | undefined;
  readonly textFilter: string;
  readonly depth: number;
  /** The field the row is asked for by. */
  readonly field: string;
  readonly key: string;
  /** `haproxy[13969]`: bytes as chars. */
  readonly label: string;
  /** What the step adds to the filter. */
  readonly filter: string;
}

/** Where a user is, in words that hold for any other capture of the same machine. */
export interface SessionPlace {
  readonly path: readonly DrillStep[];
  readonly view: string;
  readonly depth: number;
  readonly sorting: Sorting | undefined;
  readonly textFilter: string;
  /** The user's, a binary string. */
  readonly filter: string;
  /** In ns since the epoch; undefined: the whole capture, or the latest. */
  readonly window: { readonly from: bigint; readonly to: bigint } | undefined;
}

/** Fields that say what a key is called, by the end of the key's field. */
const namedBy: Readonly<Record<string, string>> = {
  'container.id': 'container.name',
  'proc.pid': 'proc.exeline',
  'thread.tid': 'proc.exeline',
};

/** A row as breadcrumbs show it: the name where the row has one, the key in brackets behind it. */
export function labelOf({ columns, key }: Sample, row: SampleRow): string {
  const field = key?.definition.field ?? '';
  const nameField = namedBy[field] ?? field.replace(/\.id$/, '.name');
  const at = columns.findIndex(({ definition }) => definition.field === nameField && definition.field !== field);
  if (at < 0) return row.keyText;
  const value = plainText(columns[at]!.field.type, row.values[at]!);
  if (nameField !== 'proc.exeline') return value === '' ? row.keyText : value;
  const program = value.split(' ')[0]!.split('/').at(-1)!.replace(/:$/, '');
  return program === '' ? row.keyText : `${program}[${row.keyText}]`;
}
