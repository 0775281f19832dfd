import type { ShownColumn, Snapshot } from '../port.ts';

export const exportFormats = ['csv', 'json', 'ndjson', 'markdown', 'text'] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** What a spreadsheet takes for the beginning of a formula. */
const formula = /^[=+\-@\t\r]/;

/** The table as it is shown, with its filter, window, order and columns, in a form for files. */
export function exported(snapshot: Snapshot, format: ExportFormat, show: (binary: string) => string): string {
  const { columns, rows } = snapshot;
  const titles = columns.map(({ title }) => title);
  const cells = Array.from({ length: rows.length }, (_, i) => rows.at(i).cells);
  switch (format) {
    case 'csv':
      return [titles, ...cells]
        .map((line, i) => `${line.map((cell, at) => csvCell(text(cell), i > 0 && isText(columns[at]))).join(',')}\r\n`)
        .join('');
    case 'json':
      return `${JSON.stringify({ ...about(snapshot), rows: cells.map((row) => jsonRow(columns, row)) }, undefined, 1)}\n`;
    case 'ndjson':
      return cells.map((row) => `${JSON.stringify(jsonRow(columns, row))}\n`).join('');
    case 'markdown':
      return markdown(columns, cells, show);
    case 'text':
      return plain(columns, cells, show);
  }
}

function isText(column: ShownColumn | undefined): boolean {
  return column?.align !== 'right';
}

/** RFC 4180; cells that a spreadsheet would run begin with an apostrophe. Numbers below zero are no formulas. */
function csvCell(cell: string, guarded: boolean): string {
  const safe = guarded && formula.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Bytes as the text they are; where they are none each byte stays a character. */
function text(binary: string): string {
  const decoded = Buffer.from(binary, 'latin1').toString();
  return decoded.includes('\ufffd') ? binary : decoded;
}

/** Exact: bytes that are no UTF-8 are given in base64. */
function exact(binary: string): string | { readonly base64: string } {
  const bytes = Buffer.from(binary, 'latin1');
  const decoded = bytes.toString();
  return Buffer.from(decoded).equals(bytes) ? decoded : { base64: bytes.toString('base64') };
}

function jsonRow(columns: readonly ShownColumn[], row: readonly string[]): Record<string, unknown> {
  const out: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const [i, cell] of row.entries()) {
    const { title } = columns[i]!;
    out[title in out ? `${title} ${i + 1}` : title] = exact(cell);
  }
  return out;
}

function about({ view, filter, wholeFilter, textFilter, window, columns }: Snapshot): object {
  return {
    view: view.id,
    filter,
    wholeFilter: exact(wholeFilter),
    textFilter,
    ...(window !== undefined && { window: { from_ns: window.from_ns, to_ns: window.to_ns, text: window.text } }),
    columns: columns.map(({ title, unit, formula: made }) => ({ title, ...(unit !== undefined && { unit }), formula: made })),
  };
}

function markdown(columns: readonly ShownColumn[], cells: readonly (readonly string[])[], show: (binary: string) => string): string {
  const cell = (shown: string) => shown.replace(/[\\|`*_[\]<>&#~]/g, (char) => `\\${char}`);
  const line = (parts: readonly string[]) => `| ${parts.join(' | ')} |\n`;
  const rule = columns.map((column) => (isText(column) ? '---' : '---:'));
  return line(columns.map(({ title }) => cell(title))) + line(rule) + cells.map((row) => line(row.map((one) => cell(show(one))))).join('');
}

function plain(columns: readonly ShownColumn[], cells: readonly (readonly string[])[], show: (binary: string) => string): string {
  const lines = [columns.map(({ title }) => title), ...cells.map((row) => row.map(show))];
  const widths = columns.map((_, i) => Math.max(...lines.map((line) => line[i]!.length)));
  return lines
    .map(
      (line) =>
        `${line
          .map((one, i) => (isText(columns[i]) ? one.padEnd(widths[i]!) : one.padStart(widths[i]!)))
          .join(' ')
          .trimEnd()}\n`,
    )
    .join('');
}
