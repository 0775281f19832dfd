import type { FieldValue } from '../../field/index.ts';
import type { EventContext } from '../../machine/index.ts';
import type { Cells } from './aggregate.ts';
import type { ViewLayout } from './layout.ts';

/** A row as events filled it: the key apart, the other columns in the order of the layout's `columns`. */
export interface Row extends Cells {
  readonly key: FieldValue;
}

/** More rows than this are not kept, of tables new ones, of lists old ones. */
export const maxRows = 262_144;

/** Collects the rows of a table or list from events. */
export class RowCollector {
  readonly #layout: ViewLayout;
  readonly #list: boolean;
  readonly #rows = new Map<FieldValue, Row>();
  readonly #listed: Row[] = [];
  /** Values of the event at hand. */
  readonly #values: FieldValue[];
  readonly #counts: number[];
  #number = 0;
  /** Events that would have made a row when there were too many. */
  leftOut = 0;

  constructor(layout: ViewLayout) {
    this.#layout = layout;
    this.#list = layout.view.type === 'list';
    this.#values = layout.columns.map(() => 0);
    this.#counts = layout.columns.map(() => 0);
  }

  /** Takes in an event that passed the filter. False where it has no row. */
  add(context: EventContext): boolean {
    const { columns } = this.#layout;
    const values = this.#values;
    const counts = this.#counts;
    let row: Row | undefined;
    for (let i = 0; i < columns.length; i++) {
      const column = columns[i]!;
      if (row !== undefined && column.once) continue;
      const value = column.field.extract(context);
      if (value !== undefined) {
        values[i] = value;
        counts[i] = 1;
      } else if (column.fallback !== undefined) {
        values[i] = column.fallback;
        counts[i] = 0;
      } else return false;
      if (i === 0 && !this.#list) row = this.#rows.get(values[0]!);
    }
    if (this.#list) this.#append();
    else this.#join(row);
    return true;
  }

  #join(row: Row | undefined): void {
    const values = this.#values;
    if (row === undefined) {
      const key = values[0]!;
      if (this.#rows.size >= maxRows) this.leftOut++;
      else this.#rows.set(key, { key, values: values.slice(), counts: this.#counts.slice() });
      return;
    }
    const { columns } = this.#layout;
    for (let i = 1; i < columns.length; i++) {
      const column = columns[i]!;
      if (!column.once) column.add(row, i, values[i]!, this.#counts[i]!);
    }
  }

  #append(): void {
    if (this.#listed.length >= 2 * maxRows) this.leftOut += this.#listed.splice(0, maxRows).length;
    this.#listed.push({ key: ++this.#number, values: this.#values.slice(), counts: this.#values.map(() => 1) });
  }

  /** The rows so far; with a group key, one row a group. The collector is to be given up or cleared afterwards. */
  take(): Row[] {
    const rows = this.#list ? this.#listed : [...this.#rows.values()];
    return this.#layout.grouped ? this.#grouped(rows) : rows;
  }

  #grouped(rows: readonly Row[]): Row[] {
    const { columns, order } = this.#layout;
    const [group = 0] = order;
    const groups = new Map<FieldValue, Row>();
    for (const row of rows) {
      const key = row.values[group]!;
      const whole = groups.get(key);
      if (whole === undefined) groups.set(key, { key, values: row.values.slice(), counts: row.counts.slice() });
      else for (let i = 1; i < columns.length; i++) if (i !== group) columns[i]!.merge(whole, i, row.values[i]!, row.counts[i]!);
    }
    return [...groups.values()];
  }

  clear(): void {
    this.#rows.clear();
    this.#listed.length = 0;
  }
}
