import { rowTexts, type Sample, type SampleRow, sampleJson, unitText } from '../../chisel/view/index.ts';
import { allViews } from './own-views.ts';
import type { ViewSettings } from './settings.ts';

/** The rows of a sample in the form the settings ask for; text as bytes, one char each. */
export function printedSample(sample: Sample, rows: readonly SampleRow[], settings: ViewSettings): string {
  const { print, fromRow: from, toRow: to } = settings;
  if (print === 'json') {
    const below = allViews().find(({ id }) => id === sample.layout.view.drilldown);
    return sampleJson(sample, rows, { from, to }, { filter: settings.filter, below });
  }
  const shown = rows.slice(from, to === 0 ? undefined : to + 1).map((row) => rowTexts(sample, row));
  return print === 'csv' ? csv(sample, shown, settings.rawCsv) : table(sample, shown);
}

/** RFC 4180: CRLF ends lines, cells with commas, quotes or line ends are quoted. */
function csv({ columns }: Sample, rows: readonly (readonly string[])[], raw: boolean): string {
  const cell = (text: string): string => {
    // A spreadsheet runs what begins so, and texts come from whoever is traced.
    const safe = !raw && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const header = columns.map(({ definition }) => definition.name ?? '');
  return [header, ...rows].map((line) => `${line.map(cell).join(',')}\r\n`).join('');
}

/** Columns side by side, numbers to the right. */
function table({ columns }: Sample, rows: readonly (readonly string[])[]): string {
  const header = columns.map((column) => `${column.definition.name ?? ''}${unitText(column)}`);
  const right = columns.map((column) => !/^(CHARBUF|BYTEBUF|IPADDR)$/.test(column.field.type));
  return plainTable(header, rows, right);
}

/** Lines of cells below their titles, as wide as they must be. @param right by column: its cells stand at the right */
export function plainTable(header: readonly string[], rows: readonly (readonly string[])[], right: readonly boolean[]): string {
  const clean = rows.map((row) => row.map(printable));
  const widths = header.map((name, i) => clean.reduce((width, row) => Math.max(width, row[i]!.length), name.length));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => (right[i] ? cell.padStart(widths[i]!) : i === cells.length - 1 ? cell : cell.padEnd(widths[i]!)))
      .join(' ')
      .trimEnd();
  return [header, ...clean].map((cells) => `${line(cells)}\n`).join('');
}

/** Texts come from the traced machine: no byte of them may steer a terminal or begin a new line. */
function printable(text: string): string {
  return text.replace(/[\x00-\x1f\x7f]/g, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`);
}
