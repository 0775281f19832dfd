import { comparable, type Diff, deltaText, diffOf, percentText, unitText, type ViewSession } from '../../chisel/view/index.ts';
import { UsageError } from '../errors.ts';
import { fileSource } from '../sources.ts';
import { sessionOf } from './once.ts';
import { plainTable } from './print.ts';
import { startPump } from './pump.ts';
import type { ViewSettings } from './settings.ts';

/**
 * Two capture files in one view, beside each other, as text or JSON.
 *
 * @throws UsageError; errors of files, filters and views
 */
export async function printDiff(settings: ViewSettings): Promise<string> {
  const [fileA, fileB] = settings.diff ?? [];
  if (fileA === undefined || fileB === undefined) throw new UsageError('--diff takes two capture files: --diff A.scap B.scap');
  const a = await sessionOfFile(settings, fileA);
  const b = await sessionOfFile(settings, fileB);
  const column = comparedColumn(settings, b);
  const diff = diffOf(a.sample(), b.sample(), column);
  return settings.print === 'json' ? diffJson(diff, [fileA, fileB]) : diffText(diff, settings);
}

async function sessionOfFile(settings: ViewSettings, file: string): Promise<ViewSession> {
  const pump = await startPump(fileSource(file, false), settings);
  let session: ViewSession;
  try {
    session = sessionOf(settings, pump);
  } catch (error) {
    pump.stop();
    await pump.done.catch(() => undefined);
    throw error;
  }
  await pump.done;
  const { dropped } = pump.store;
  if (dropped > 0) process.stderr.write(`ctsdig: ${file}: its first ${dropped} events are not counted, there are too many for memory\n`);
  return session;
}

/** The column asked for, or the one the view is sorted by, or the first that can be compared. */
function comparedColumn({ sortingColumn }: ViewSettings, session: ViewSession): number {
  const { columns, layout } = session.sample();
  if (layout.view.type !== 'table') throw new UsageError(`--diff compares tables, and the view ${layout.view.id} is a ${layout.view.type}`);
  const possible = comparable(columns);
  if (sortingColumn !== undefined) {
    if (possible.includes(sortingColumn - 1)) return sortingColumn - 1;
    throw new UsageError(
      `column ${sortingColumn} of the view cannot be compared`,
      `those that can: ${possible.map((i) => i + 1).join(', ')}`,
    );
  }
  const own = session.sorting?.column ?? -1;
  const found = possible.includes(own) ? own : possible[0];
  if (found === undefined) throw new UsageError(`the view ${layout.view.id} has no column with numbers to compare`);
  return found;
}

function titleOf(diff: Diff): string {
  const column = diff.columns[diff.column]!;
  const rate = diff.perSecond ? '/s' : '';
  return `${column.definition.name ?? ''}${unitText(column)}${rate}`;
}

/** What stands for the row beside its numbers: its texts and ids. */
function labelColumns(diff: Diff): number[] {
  const compared = new Set(comparable(diff.columns));
  return diff.columns.flatMap((_, i) => (compared.has(i) ? [] : [i]));
}

function diffText(diff: Diff, settings: ViewSettings): string {
  const labels = labelColumns(diff);
  const { fromRow: from, toRow: to } = settings;
  const title = titleOf(diff);
  const header = [`${title} A`, `${title} B`, 'Delta', 'Delta%', 'State', ...labels.map((i) => diff.columns[i]!.definition.name ?? '')];
  const number = (value: number | undefined) => (value === undefined ? '-' : diff.text(value));
  const rows = diff.rows
    .slice(from, to === 0 ? undefined : to + 1)
    .map((row) => [
      number(row.a),
      number(row.b),
      deltaText(diff, row.delta),
      percentText(row.percent),
      row.state,
      ...labels.map((i) => row.cells[i]!),
    ]);
  const right = header.map((_, i) => i < 4 || (i > 4 && !/^(CHARBUF|BYTEBUF|IPADDR)$/.test(diff.columns[labels[i - 5]!]!.field.type)));
  return plainTable(header, rows, right);
}

/** An object with the rows in order; texts are UTF-8 where they can be. */
function diffJson(diff: Diff, [a, b]: readonly [string, string]): string {
  const text = (binary: string) => Buffer.from(binary, 'latin1').toString('utf8');
  const { definition, field } = diff.columns[diff.column]!;
  const labels = labelColumns(diff);
  const json = {
    a: { file: a, seconds: diff.seconds.a },
    b: { file: b, seconds: diff.seconds.b },
    column: { name: definition.name ?? '', field: field.label, perSecond: diff.perSecond },
    rows: diff.rows.map((row) => ({
      key: text(row.key),
      ...Object.fromEntries(labels.map((i) => [diff.columns[i]!.definition.name ?? String(i), text(row.cells[i]!)])),
      a: row.a ?? null,
      b: row.b ?? null,
      delta: row.delta,
      percent: row.percent ?? null,
      state: row.state,
    })),
  };
  return `${Buffer.from(JSON.stringify(json), 'utf8').toString('latin1')}\n`;
}
