import { defineChisel } from './define.ts';
import { bytesText, cell, numberText, timeText, toNumber } from './text.ts';
import type { ArgumentTable, ChiselDefinition, FieldName, FieldValue, Given, Moment, Run } from './types.ts';

/** How sums are written: as they are, as bytes, as a time from ns, as a time in percent of the time that passed. */
export type Units = 'none' | 'bytes' | 'time' | 'timepct';

/** Fields and the headings of their columns, from left to right. */
export type KeyColumns = { readonly [Name in FieldName]?: string };

/** A table of sums: what it adds up, and by what. */
export interface TableDefinition<Arguments extends ArgumentTable>
  extends Pick<
    ChiselDefinition<Arguments, never, unknown>,
    'summary' | 'description' | 'category' | 'hidden' | 'args' | 'filter' | 'snaplen'
  > {
  /** What makes a row: every combination of these fields' values. */
  readonly keys: Given<Arguments, KeyColumns>;
  /** The same where container columns are wanted (`-pc`). */
  readonly containerKeys?: KeyColumns;
  /** What is added up. Events without it, or where it is not above 0, do not count. */
  readonly value: FieldName;
  /** The number a value stands for. */
  readonly scale?: number;
  /** Rows whose sum is 0 are shown too. */
  readonly zeros?: boolean;
  /** Heading of the sums. */
  readonly title: string;
  readonly units: Units;
  /** Rows that are shown; 0: all. */
  readonly top: number;
}

/** A sum, or the sums by the next key. */
interface Sum {
  value: number;
}
type Sums = Map<FieldValue, Sum | Sums>;

interface TableState {
  sums: Sums;
  readonly columns: readonly Column[];
}

interface Column {
  readonly field: string;
  readonly title: string;
}

/**
 * A chisel that is a table: live it is shown every second, for that second; of a file once, at its end. The most go
 * first, rows of the same sum in the order of their keys.
 */
export function tableChisel<const Arguments extends ArgumentTable = Record<never, never>>(
  table: TableDefinition<Arguments>,
): ChiselDefinition<Arguments, never, TableState> {
  const { keys, containerKeys, value, units, scale = 1, zeros = false } = table;
  const columnsOf = (setup: Run<Arguments> | Parameters<Exclude<typeof keys, KeyColumns>>[0]): Column[] => {
    const chosen = setup.containers && containerKeys !== undefined ? containerKeys : typeof keys === 'function' ? keys(setup) : keys;
    return Object.entries(chosen).map(([field, title]) => ({ field, title: title ?? field }));
  };
  const show = (run: Run<Arguments, TableState>, moment: Moment): void => {
    const { sums, columns } = run.state;
    showTable(run, { title: table.title, field: value, units, top: table.top, columns, rows: rowsOf(sums) }, moment);
  };
  return defineChisel<Arguments, never, TableState>({
    ...table,
    onlyComplete: true,
    exactSpan: units === 'timepct',
    fields: (setup) => [...columnsOf(setup).map(({ field }) => field), value],
    interval: ({ live }) => (live ? 1000 : undefined),
    state: (setup) => ({ sums: new Map(), columns: columnsOf(setup) }),
    onStart(run) {
      if (!run.live || run.json) return;
      run.screen.clear();
      run.screen.hideCursor();
    },
    onEvent(event, run) {
      const { state } = run;
      const count = state.columns.length;
      const amount = event.at(count);
      if (amount === undefined || typeof amount === 'string' || typeof amount === 'boolean' || (amount <= 0 && !zeros)) return;
      let sums = state.sums;
      for (let i = 0; i < count - 1; i++) {
        const key = event.at(i);
        if (key === undefined) return;
        let next = sums.get(key) as Sums | undefined;
        if (next === undefined) {
          next = new Map();
          sums.set(key, next);
        }
        sums = next;
      }
      const key = event.at(count - 1);
      if (key === undefined) return;
      const sum = sums.get(key) as Sum | undefined;
      if (sum === undefined) sums.set(key, { value: toNumber(amount) * scale });
      else sum.value += toNumber(amount) * scale;
    },
    onInterval(run, moment) {
      run.screen.clear();
      run.screen.home();
      show(run, moment);
      run.state.sums = new Map();
    },
    onEnd(run, moment) {
      if (run.live && !run.json && run.terminal.isTerminal) {
        run.screen.clear();
        run.screen.home();
      } else show(run, moment);
    },
  });
}

/** One row of a table: its keys and its sum. */
export interface TableRow {
  readonly keys: readonly FieldValue[];
  readonly value: number;
}

function rowsOf(sums: Sums, before: readonly FieldValue[] = []): TableRow[] {
  return [...sums].flatMap(([key, next]) =>
    next instanceof Map ? rowsOf(next, [...before, key]) : [{ keys: [...before, key], value: next.value }],
  );
}

/** A table to be shown. */
export interface Table {
  readonly title: string;
  /** The field that was added up, for JSON. */
  readonly field: string;
  readonly units: Units;
  readonly top: number;
  readonly columns: readonly Column[];
  readonly rows: readonly TableRow[];
}

const columnWidth = 20;
const rule = '-'.repeat(80);
/** Lines of a table that are no rows, and the one below it where the cursor stands. */
const linesAround = 3;

/** Prints a table, or JSON, as {@link tableChisel} does. */
export function showTable(run: Run<ArgumentTable>, { title, field, units, top, columns, rows }: Table, { time, delta }: Moment): void {
  const sorted = [...rows].sort((a, b) => b.value - a.value || compareKeys(a.keys, b.keys));
  const shown = top === 0 ? sorted : sorted.slice(0, top);
  if (run.json) {
    run.printJson({
      data: shown.map(({ keys, value }) => [...keys.map((key) => (typeof key === 'bigint' ? String(key) : key)), value]),
      info: [
        ...columns.map((column) => ({ name: column.field, desc: column.title, is_key: true })),
        { name: field, desc: title, is_key: false },
      ],
      ts: String(time - (time % 1_000_000_000n)),
    });
    return;
  }
  run.print(cell(title, columnWidth), ...columns.map((column) => cell(column.title, columnWidth)));
  run.print(rule);
  const refreshed = run.live && run.terminal.isTerminal;
  const fitting = refreshed ? shown.slice(0, Math.max(1, run.terminal.height - linesAround)) : shown;
  for (const { keys, value } of fitting) {
    const last = keys.length - 1;
    const texts = keys.map((key, i) => (i < last ? cell(keyText(key), columnWidth) : keyText(key)));
    run.print(cell(sumText(value, units, delta), columnWidth), ...texts);
  }
}

function sumText(value: number, units: Units, delta: number): string {
  switch (units) {
    case 'bytes':
      return bytesText(value);
    case 'time':
      return timeText(value);
    case 'timepct':
      return delta > 0 ? `${((value / delta) * 100).toFixed(2)}%` : '0.00%';
    default:
      return numberText(value);
  }
}

function keyText(key: FieldValue): string {
  return typeof key === 'number' ? numberText(key) : String(key);
}

function compareKeys(a: readonly FieldValue[], b: readonly FieldValue[]): number {
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i]!, b[i]!];
    if (x !== y) return x < y ? -1 : 1;
  }
  return 0;
}
