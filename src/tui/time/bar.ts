import type { Look } from '../look/index.ts';
import type { Timeline } from '../port.ts';
import { inColumns, widthOf } from '../text/index.ts';
import { type TimeSpan, widthOfSpan, widthText } from './axis.ts';
import { laneNames, type TimeState } from './state.ts';

/** Where the cells of the bar are on their line: the brackets of the window stand between them. */
export interface BarPlace {
  /** Column of the left bracket or the first cell. */
  readonly x: number;
  readonly cells: number;
  /** Cells before the left and before the right bracket. */
  readonly open: number;
  readonly close: number;
}

/** Columns of a wall clock with its tenths, and the blanks around it. */
const clockWidth = 10;
const aroundClock = 2;
const brackets = 2;
/** Columns for what stands at the right of the bar. */
const saidWidth = 26;
/** Narrower screens say nothing there. */
const widthForSaid = 70;
/** Bars with fewer cells show nothing. */
const cellsMin = 8;

/** How many cells the bar has on a screen so wide. */
export function barCells(width: number): number {
  return Math.max(cellsMin, width - 2 * (clockWidth + aroundClock) - brackets - (width >= widthForSaid ? saidWidth : 0));
}

export function barPlace(width: number, axis: TimeSpan, window: TimeSpan | undefined): BarPlace {
  const cells = barCells(width);
  if (window === undefined) return { x: clockWidth + aroundClock, cells, open: 0, close: cells };
  const perCell = widthOfSpan(axis) / cells || 1;
  const open = Math.max(0, Math.min(cells - 1, Math.floor((window.from_ns - axis.from_ns) / perCell)));
  const close = Math.max(open + 1, Math.min(cells, Math.ceil((window.to_ns - axis.from_ns) / perCell)));
  return { x: clockWidth + aroundClock, cells, open, close };
}

/** The cell under a column of the screen; what is outside counts as the nearest. */
export function cellAt({ x, cells, open, close }: BarPlace, column: number): number {
  const at = column - x;
  const cell = at <= open ? at : at <= close + 1 ? at - 1 : at - 2;
  return Math.max(0, Math.min(cells - 1, cell));
}

/** Counts as characters of growing height; the least that is not zero is seen. */
export function levelText(counts: readonly number[], levels: readonly string[], most = Math.max(...counts)): string[] {
  const top = levels.length - 1;
  return counts.map((count) => levels[count <= 0 || most <= 0 ? 0 : Math.max(1, Math.min(top, Math.round((count / most) * top)))]!);
}

/** The bar: clock, counts with the window in brackets, clock, and what it shows. */
export function barLine(timeline: Timeline, time: TimeState, window: TimeSpan | undefined, width: number, look: Look): string {
  const axis = { from_ns: timeline.from_ns, to_ns: timeline.to_ns };
  const shown = time.drag === undefined ? window : ordered(time.drag);
  const { cells, open, close } = barPlace(width, axis, shown);
  const text = levelText(timeline.counts.slice(0, cells), look.marks.levels);
  const clock = (time_ns: number) => inColumns(timeline.clock(time_ns), clockWidth);
  const bar = [text.slice(0, open).join(''), '[', text.slice(open, close).join(''), ']', text.slice(close).join('')];
  const left = ` ${clock(axis.from_ns)} `;
  const right = ` ${clock(axis.to_ns)} `;
  const said = width >= widthForSaid ? saidOf(time, shown, timeline) : '';
  const room = width - widthOf(left) - cells - brackets - widthOf(right);
  const marked = look.paint(shown === undefined ? 'plain' : 'state', bar.slice(1, 4).join(''));
  return left + bar[0] + marked + bar[4] + right + inColumns(said, Math.max(0, room), 'right');
}

function saidOf({ lane, playing, speed }: TimeState, window: TimeSpan | undefined, timeline: Timeline): string {
  const step = window === undefined ? '' : `  ${widthText(widthOfSpan(window))}/step`;
  const play = playing ? ` x${speed}` : '';
  const percent = timeline.percent === undefined ? '' : ` ${timeline.percent}%`;
  return `${laneNames[lane]}${percent}${play}${step}`;
}

/** The second lane: what was lost, marks, errors; at its right the bounds of the window as events bear them. */
export function eventsLine(timeline: Timeline, time: TimeState, window: TimeSpan | undefined, width: number, look: Look): string {
  const axis = { from_ns: timeline.from_ns, to_ns: timeline.to_ns };
  const place = barPlace(width, axis, time.drag === undefined ? window : ordered(time.drag));
  const perCell = widthOfSpan(axis) / place.cells || 1;
  const quiet = look.ascii ? '.' : '·';
  const cells: string[] = Array.from({ length: place.cells }, (_, i) => ((timeline.errors[i] ?? 0) > 0 ? '!' : quiet));
  for (const [letter, mark] of Object.entries(time.marks)) {
    const at = Math.floor(((mark?.from_ns ?? axis.from_ns) - axis.from_ns) / perCell);
    cells[Math.max(0, Math.min(place.cells - 1, at))] = letter;
  }
  for (const [i, lost] of timeline.drops.entries()) if (lost > 0 && i < cells.length) cells[i] = 'D';
  const lane = `${cells.slice(0, place.open).join('')} ${cells.slice(place.open, place.close).join('')} ${cells.slice(place.close).join('')}`;
  const left = inColumns(' errors', place.x);
  const shown = time.drag === undefined ? window : ordered(time.drag);
  const bounds = shown === undefined ? '' : ` ${timeline.clock(shown.from_ns)}-${timeline.clock(shown.to_ns)}`;
  const room = Math.max(0, width - widthOf(left) - widthOf(lane));
  return look.paint('dim', left + lane + inColumns(bounds, room, 'right'));
}

function ordered({ from_ns, to_ns }: TimeSpan): TimeSpan {
  return from_ns <= to_ns ? { from_ns, to_ns } : { from_ns: to_ns, to_ns: from_ns };
}
