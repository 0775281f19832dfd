import type { Shell } from '../shell.ts';
import { type TimeSpan, widthOfSpan } from './axis.ts';

/** The whole axis; undefined while nothing was read. */
export function axisOf({ port }: Shell): TimeSpan | undefined {
  const timeline = port.timeline?.(1, 'events');
  return timeline === undefined ? undefined : { from_ns: timeline.from_ns, to_ns: timeline.to_ns };
}

/** Asks the model for a window; undefined: the whole axis, or now. @param playing the window before is none to compare with */
export function askWindow(shell: Shell, window: TimeSpan | undefined, playing = false): void {
  if (!shell.accept(shell.port.setWindow(window))) return;
  const { window: last } = shell.ui.time;
  shell.dispatch({ type: 'time', time: { window, ...(playing ? {} : { before: last, playing: false }) } });
}

/** Why the window cannot be moved; undefined: it can. */
export function noAxis(shell: Shell): string | undefined {
  const axis = axisOf(shell);
  return axis === undefined || widthOfSpan(axis) <= 0 ? 'there is no time to move in yet' : undefined;
}
