import type { Shell } from '../shell.ts';
import { usualWidth, widthOfSpan, windowAt } from './axis.ts';
import { askWindow, axisOf } from './window.ts';

/** Between two pictures, ms: what is not made until then is left out. */
const beat_ms = 200;
/** The same where motion is to be reduced. */
const calmBeat_ms = 2000;

/** Lets the window run over the axis, from where it is, until its end or until `playing` is taken away. */
export function play(shell: Shell): void {
  const axis = axisOf(shell);
  if (axis === undefined) return;
  const { window } = shell.ui.time;
  const atEnd = window !== undefined && window.to_ns >= axis.to_ns;
  if (window === undefined || atEnd) {
    askWindow(shell, windowAt(axis, axis.from_ns, window === undefined ? usualWidth(axis) : widthOfSpan(window)));
  }
  shell.dispatch({ type: 'time', time: { playing: true } });
  let last = Date.now();
  const timer = setInterval(
    () => {
      const now = Date.now();
      const passed_ns = (now - last) * 1e6;
      last = now;
      if (!shell.ui.time.playing || shell.ended) {
        clearInterval(timer);
        return;
      }
      // A picture that is still being made is not taken away by the next.
      if (!shell.snapshot.busy) onward(shell, passed_ns);
    },
    shell.reducedMotion ? calmBeat_ms : beat_ms,
  );
  timer.unref();
}

/** One step of playing: so much of our time has passed. */
export function onward(shell: Shell, passed_ns: number): void {
  const { window, speed } = shell.ui.time;
  const axis = axisOf(shell);
  if (window === undefined || axis === undefined) {
    shell.dispatch({ type: 'time', time: { playing: false } });
    return;
  }
  const next = windowAt(axis, window.from_ns + passed_ns * speed, widthOfSpan(window));
  askWindow(shell, next, true);
  if (next === undefined || next.to_ns >= axis.to_ns) {
    shell.dispatch({ type: 'time', time: { playing: false } });
    shell.say('info', 'END of the capture; Space plays it again');
  }
}
