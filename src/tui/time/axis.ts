/** A part of the time axis, in ns since the base of the source. */
export interface TimeSpan {
  readonly from_ns: number;
  readonly to_ns: number;
}

/** Windows are no shorter than this. */
const leastWidth_ns = 1000;

/** Of the whole axis, what a first window takes. */
const firstShare = 20;

/** The whole axis in so many nanoseconds. */
export function widthOfSpan({ from_ns, to_ns }: TimeSpan): number {
  return to_ns - from_ns;
}

/** The largest of 1, 2, 5, 10, 20, 50... below `width_ns`, or at it where `atMost`. */
function niceBelow(width_ns: number, atMost: boolean): number {
  const fits = (value: number) => (atMost ? value <= width_ns : value < width_ns * 0.999);
  let power = 10 ** Math.ceil(Math.log10(Math.max(1, width_ns)));
  for (;;) {
    for (const factor of [5, 2, 1]) if (fits(power * factor)) return power * factor;
    power /= 10;
  }
}

/** The smallest of 1, 2, 5, 10, 20, 50... above `width_ns`. */
function niceAbove(width_ns: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, width_ns)));
  return [1, 2, 5, 10, 20].map((factor) => factor * power).find((value) => value > width_ns * 1.001)!;
}

/** How wide a window is where nobody has said it yet: a twentieth of the axis, in whole units. */
export function usualWidth(axis: TimeSpan): number {
  return Math.max(leastWidth_ns, niceBelow(widthOfSpan(axis) / firstShare, true));
}

/** A window of a width that lies on the axis as far as it can; undefined where it would hold all of it. */
export function windowAt(axis: TimeSpan, from_ns: number, width_ns: number): TimeSpan | undefined {
  if (width_ns >= widthOfSpan(axis)) return undefined;
  const from = Math.max(axis.from_ns, Math.min(from_ns, axis.to_ns - width_ns));
  return { from_ns: Math.round(from), to_ns: Math.round(from + width_ns) };
}

/**
 * The window so many of its widths later, earlier where negative. Where there is none, the first or the last of the axis
 * becomes one.
 */
export function slid(axis: TimeSpan, window: TimeSpan | undefined, steps: number): TimeSpan | undefined {
  if (window !== undefined) return windowAt(axis, window.from_ns + steps * widthOfSpan(window), widthOfSpan(window));
  const width = usualWidth(axis);
  return windowAt(axis, steps > 0 ? axis.from_ns : axis.to_ns - width, width);
}

/** The window made narrower, its middle kept. Of the whole axis the beginning is taken. */
export function narrowed(axis: TimeSpan, window: TimeSpan | undefined): TimeSpan | undefined {
  const before = widthOfSpan(window ?? axis);
  const width = Math.max(leastWidth_ns, niceBelow(before, false));
  if (window === undefined) return windowAt(axis, axis.from_ns, width);
  return windowAt(axis, window.from_ns + (before - width) / 2, width);
}

/** The window made wider, its middle kept; undefined where it reaches over the whole axis. */
export function widened(axis: TimeSpan, window: TimeSpan | undefined): TimeSpan | undefined {
  if (window === undefined) return undefined;
  const before = widthOfSpan(window);
  const width = niceAbove(before);
  return windowAt(axis, window.from_ns - (width - before) / 2, width);
}

/** The window around a time: as wide as the one before, or as a first one. */
export function around(axis: TimeSpan, window: TimeSpan | undefined, time_ns: number): TimeSpan | undefined {
  const width = window === undefined ? usualWidth(axis) : widthOfSpan(window);
  return windowAt(axis, time_ns - width / 2, width);
}

/** What lies between two times, in whichever order, but never less than the shortest window. */
export function between(axis: TimeSpan, a_ns: number, b_ns: number): TimeSpan | undefined {
  return windowAt(axis, Math.min(a_ns, b_ns), Math.max(leastWidth_ns, Math.abs(a_ns - b_ns)));
}

/** A width with its unit: `2.0s`, `50ms`. */
export function widthText(width_ns: number): string {
  if (width_ns >= 60e9) return `${(width_ns / 60e9).toFixed(1)}min`;
  if (width_ns >= 1e9) return `${(width_ns / 1e9).toFixed(1)}s`;
  if (width_ns >= 1e6) return `${trimmed(width_ns / 1e6)}ms`;
  return `${trimmed(width_ns / 1e3)}us`;
}

function trimmed(value: number): string {
  return value >= 100 || Number.isInteger(value) ? String(Math.round(value)) : value.toFixed(1);
}
