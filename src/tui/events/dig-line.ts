import type { EventLine } from '../../chisel/view/index.ts';

import type { Look } from '../look/index.ts';
import { inColumns } from '../text/index.ts';
import { timeUnits } from './time-units.ts';

interface DigColumn {
  readonly title: string;
  readonly width: number;
  readonly align: 'left' | 'right';
  /** Screens narrower than this do without. */
  readonly from: number;
  readonly text: (line: EventLine, clock: string) => string;
}

const columns: readonly DigColumn[] = [
  { title: 'NUM', width: 9, align: 'right', from: 0, text: ({ num }) => String(num) },
  { title: 'TIME', width: 18, align: 'left', from: 76, text: (_line, clock) => clock },
  { title: 'DELTA', width: 8, align: 'right', from: 100, text: ({ delta }) => (delta === undefined ? '-' : timeUnits(delta)) },
  { title: 'CPU', width: 3, align: 'right', from: 100, text: ({ cpu }) => String(cpu) },
  { title: 'PROC', width: 15, align: 'left', from: 50, text: ({ proc }) => proc },
  { title: 'TID', width: 7, align: 'right', from: 60, text: ({ tid }) => String(tid) },
  { title: 'D', width: 1, align: 'left', from: 0, text: ({ enter }) => (enter ? '>' : '<') },
  { title: 'TYPE', width: 14, align: 'left', from: 0, text: ({ type }) => type },
  { title: 'LATENCY', width: 8, align: 'right', from: 110, text: ({ latency }) => latency },
];

const shownIn = (width: number) => columns.filter(({ from }) => width >= from);

/** The line above the events. */
export function digHeading(width: number): string {
  const head = shownIn(width).map((column) => inColumns(column.title, column.width, column.align));
  return inColumns(` ${[...head, 'ARGS'].join(' ')}`, width);
}

/** An event in exactly `width` columns. */
export function digLine(line: EventLine, clock: string, selected: boolean, width: number, look: Look): string {
  const cells = shownIn(width).map((column) => inColumns(look.show(column.text(line, clock)), column.width, column.align));
  return inColumns(`${selected ? look.marks.selected : ' '}${[...cells, look.show(line.args)].join(' ')}`, width);
}

/** What a search looks into. */
export function digText(line: EventLine, clock: string, look: Look): string {
  return look.show(`${line.num} ${clock} ${line.proc} ${line.tid} ${line.type} ${line.args}`).toLowerCase();
}
