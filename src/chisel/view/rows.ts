import type { FieldValue } from '../../field/index.ts';
import type { EventContext } from '../../machine/index.ts';
import { type Additions, additionsOf } from './additions.ts';
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
  readonly #additions: Additions;
  #number = 0;
  /** Events that would have made a row when there were too many. */
  leftOut = 0;

  constructor(layout: ViewLayout) {
    this.#layout = layout;
    this.#list = layout.view.type === 'list';
    this.#values = layout.columns.map(() => 0);
    this.#counts = layout.columns.map(() => 0);
    this.#additions = this.#list ? [] : additionsOf(layout.columns);
  }

  /** Takes in an event that passed the filter. Gives its row; undefined where it has none, or is a list's. */
  add(context: EventContext, key: number): Row | undefined {
    const { columns } = this.#layout;
    const values = this.#values;
    if (columns.length === 0 || !this.#read(context, 0)) return undefined;
    if (!this.#list) {
      const row = this.#rows.get(values[0]!);
      if (row !== undefined) return this.join(context, row, this.#additions[key]!) ? row : undefined;
    }
    for (let i = 1; i < columns.length; i++) if (!this.#read(context, i)) return undefined;
    return this.#list ? this.#append() : this.#begin();
  }

  /** Adds an event to a row, in the given columns. False where it lacks one of their values, and adds nothing. */
  join(context: EventContext, row: Row, additions: readonly number[]): boolean {
    const { columns } = this.#layout;
    for (let n = 0; n < additions.length; n++) if (!this.#read(context, additions[n]!)) return false;
    for (let n = 0; n < additions.length; n++) {
      const i = additions[n]!;
      columns[i]!.add(row, i, this.#values[i]!, this.#counts[i]!);
    }
    return true;
  }

  /** Reads the value of a column; false where there is none. */
  #read(context: EventContext, i: number): boolean {
    const { field, fallback } = this.#layout.columns[i]!;
    const value = field.extract(context);
    if (value === undefined && fallback === undefined) return false;
    this.#values[i] = value ?? fallback!;
    this.#counts[i] = value === undefined ? 0 : 1;
    return true;
  }

  #begin(): Row | undefined {
    if (this.#rows.size >= maxRows) {
      this.leftOut++;
      return undefined;
    }
    const values = this.#values.slice();
    const row = { key: values[0]!, values, counts: this.#counts.slice() };
    this.#rows.set(row.key, row);
    return row;
  }

  #append(): undefined {
    if (this.#listed.length >= 2 * maxRows) this.leftOut += this.#listed.splice(0, maxRows).length;
    this.#listed.push({ key: ++this.#number, values: this.#values.slice(), counts: this.#values.map(() => 1) });
    return undefined;
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
