import type { DiffSide } from '../port.ts';
import type { Shell } from '../shell.ts';
import { type ScreenStates, selectIn, startOfList } from '../state/index.ts';
import { slid } from './axis.ts';
import { axisOf } from './window.ts';

type State = ScreenStates['diff'];

/** Lines of the comparison's screen that are no rows: title, what is compared, titles of columns, footer. */
const linesAround = 4;

/** The two windows that `D` compares; a text where there are none. */
export function sidesOf(shell: Shell): readonly [DiffSide, DiffSide] | string {
  if (shell.port.other !== undefined) return [{ window: undefined, other: true }, { window: undefined }];
  const { marks, window, before } = shell.ui.time;
  if (Object.hasOwn(marks, 'a') && Object.hasOwn(marks, 'b')) return [{ window: marks.a }, { window: marks.b }];
  if (Object.hasOwn(marks, 'a') && window !== undefined) return [{ window: marks.a }, { window }];
  if (window === undefined) return 'choose a window with [ or ], or mark two with ma and mb';
  if (before !== undefined && before.from_ns !== window.from_ns) return [{ window: before }, { window }];
  const axis = axisOf(shell);
  const earlier = axis === undefined ? undefined : slid(axis, window, -1);
  if (earlier !== undefined && earlier.from_ns < window.from_ns) return [{ window: earlier }, { window }];
  return 'this is the first window: there is none before it to compare with';
}

/** Opens the comparison; it is filled when it is made. */
export function openDiff(shell: Shell): void {
  const sides = sidesOf(shell);
  if (typeof sides === 'string') {
    shell.say('info', sides);
    return;
  }
  const [a, b] = sides;
  const state: State = { ...startOfList, a, b, column: undefined, diff: undefined, depth: 0 };
  shell.open('diff', state);
  compareSides(shell, state);
}

/** Makes the comparison, and shows it where it is still asked for. */
export function compareSides(shell: Shell, state: State): void {
  void shell.port.diff?.(state.a, state.b, state.column).then((diff) => {
    const top = shell.ui.screens.at(-1);
    if (diff === undefined || top?.id !== 'diff' || top.state.a !== state.a || top.state.b !== state.b) return;
    if ('refused' in diff) {
      shell.close();
      shell.accept(diff);
    } else shell.update('diff', { ...top.state, ...selectIn(top.state, top.state.index, diff.length, shell.ui.rows - linesAround), diff });
  });
}
