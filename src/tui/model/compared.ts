import { comparable, deltaText, diffOf, type EventStore, percentText, unitText, type ViewSession } from '../../chisel/view/index.ts';
import type { DiffSide, Refusal, ShownDiff } from '../port.ts';
import { clockText } from './clock.ts';

/** A file that is compared with the one shown. */
export interface OtherFile {
  /** A binary string. */
  readonly name: string;
  readonly store: EventStore;
}

/** Compares two times, of one file or two, in the view that the session shows. undefined: it was given up. */
export async function compared(
  session: ViewSession,
  a: DiffSide,
  b: DiffSide,
  wanted: number | undefined,
  other: OtherFile | undefined,
): Promise<ShownDiff | Refusal | undefined> {
  const storeOf = (side: DiffSide) => (side.other === true && other !== undefined ? other.store : session.store);
  const spanOf = ({ window }: DiffSide) => (window === undefined ? null : { from: window.from_ns, to: window.to_ns });
  if (session.view.type !== 'table') return { refused: 'only tables are compared' };
  const sampleA = await session.loadFrom(storeOf(a), spanOf(a));
  const sampleB = await session.loadFrom(storeOf(b), spanOf(b));
  if (sampleA === undefined || sampleB === undefined || sampleA.layout.view !== sampleB.layout.view) return undefined;
  const possible = comparable(sampleB.columns);
  if (possible.length === 0) return { refused: 'the view has no column with numbers to compare' };
  const sorted = possible.indexOf(session.sorting?.column ?? -1);
  const place = wanted === undefined ? Math.max(0, sorted) : ((wanted % possible.length) + possible.length) % possible.length;
  const diff = diffOf(sampleA, sampleB, possible[place]!);
  const column = diff.columns[diff.column]!;
  const texts = diff.columns.flatMap((_, i) => (i === 0 || possible.includes(i) ? [] : [i]));
  // Of texts the last is the longest as a rule: command lines, file names.
  const label = texts.findLast((i) => /^(CHARBUF|BYTEBUF)$/.test(diff.columns[i]!.field.type));
  const number = (value: number | undefined) => (value === undefined ? '-' : diff.text(value));
  const sideText = (side: DiffSide, seconds: number) => {
    const store = storeOf(side);
    const from = side.window?.from_ns ?? store.firstTime;
    const to = side.window?.to_ns ?? store.lastTime;
    const times = `${clockText(store.absolute(from))}-${clockText(store.absolute(to))} (${seconds.toFixed(1)}s)`;
    return side.other === true && other !== undefined ? `${other.name} ${times}` : times;
  };
  return {
    title: `${column.definition.name ?? ''} ${unitText(column)}${diff.perSecond ? '/s' : ''}`.trim(),
    perSecond: diff.perSecond,
    column: place,
    columns: possible.length,
    a: sideText(a, diff.seconds.a),
    b: sideText(b, diff.seconds.b),
    nameTitle: diff.columns[0]?.definition.name ?? '',
    length: diff.rows.length,
    at: (index) => {
      const row = diff.rows[index]!;
      return {
        key: row.key,
        name: row.cells[0] ?? row.key,
        label: label === undefined ? '' : row.cells[label]!,
        a: number(row.a),
        b: number(row.b),
        delta: deltaText(diff, row.delta),
        percent: percentText(row.percent),
        state: row.state,
      };
    },
  };
}
