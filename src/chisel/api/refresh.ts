import type { ArgumentTable, Moment, Run, Setup } from './types.ts';

/** The calls of a chisel that shows what it found again and again. */
export interface RefreshCalls<Arguments extends ArgumentTable, State> {
  interval(setup: Setup<Arguments>): number | undefined;
  onStart(run: Run<Arguments, State>): void;
  onInterval(run: Run<Arguments, State>, moment: Moment): void;
  onEnd(run: Run<Arguments, State>, moment: Moment): void;
}

/**
 * Calls that show what was found so far: live every second, in place of what was shown before where there is a terminal;
 * of a file once, at its end. To be spread into a definition.
 */
export function refreshed<Arguments extends ArgumentTable, State>(
  show: (run: Run<Arguments, State>, moment: Moment) => void,
): RefreshCalls<Arguments, State> {
  const anew = (run: Run<Arguments, State>, moment: Moment): void => {
    if (run.live && !run.json) {
      run.screen.clear();
      run.screen.home();
    }
    show(run, moment);
  };
  return {
    interval: ({ live }) => (live ? 1000 : undefined),
    onStart(run) {
      if (!run.live || run.json) return;
      run.screen.clear();
      run.screen.hideCursor();
    },
    onInterval: anew,
    onEnd: anew,
  };
}
