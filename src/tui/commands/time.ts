import type { Command } from '../command.ts';
import type { Shell } from '../shell.ts';
import {
  askWindow,
  axisOf,
  laneNames,
  narrowed,
  noAxis,
  openDiff,
  openSpectrogram,
  play,
  slid,
  type TimeSpan,
  timeLanes,
  widened,
  widthOfSpan,
  windowAt,
} from '../time/index.ts';

type Change = (axis: TimeSpan, window: TimeSpan | undefined) => TimeSpan | undefined;

/** Commands that give another window. */
const changes: readonly (readonly [id: string, keys: readonly string[], label: string, help: string, change: Change])[] = [
  ['back', ['['], 'Earlier', 'window one step earlier', (axis, window) => slid(axis, window, -1)],
  ['forward', [']'], 'Later', 'window one step later', (axis, window) => slid(axis, window, 1)],
  ['back10', ['{'], 'Earlier x10', 'window ten steps earlier', (axis, window) => slid(axis, window, -10)],
  ['forward10', ['}'], 'Later x10', 'window ten steps later', (axis, window) => slid(axis, window, 10)],
  ['narrow', ['+', '='], 'Narrow', 'a narrower window', narrowed],
  ['widen', ['-'], 'Widen', 'a wider window', widened],
];

const diffKeys = [
  ['into', ['enter'], 'Into', 'what is inside the row, in both windows', 3],
  ['back', ['backspace'], 'Back', 'back up', 4],
  ['column', ['.', ','], 'Column', 'compare another column', 5],
  ['swap', ['x'], 'Swap', 'A for B', 6],
] as const;

const spectrogramKeys = [
  ['box', [' '], 'Box', 'begin a box of cells; arrows make it larger', 3],
  ['into', ['enter'], 'Events', 'the events in the cell or the box', 4],
  ['again', ['r'], 'Again', 'count anew', 5],
] as const;

function isRecorded({ snapshot }: Shell): boolean {
  return snapshot.source.recorded;
}

function playOrPause(shell: Shell): void {
  if (!isRecorded(shell)) shell.port.setPaused(shell.snapshot.state.kind !== 'paused');
  else if (shell.ui.time.playing) shell.dispatch({ type: 'time', time: { playing: false } });
  else play(shell);
}

export const timeCommands: readonly Command[] = [
  ...changes.map(
    ([id, keys, label, help, change]): Command => ({
      id: `time.${id}`,
      keys,
      on: ['table', 'time'],
      label,
      help,
      topic: 'Time',
      unavailable: noAxis,
      run: (shell) => {
        const axis = axisOf(shell);
        if (axis !== undefined) askWindow(shell, change(axis, shell.ui.time.window));
      },
    }),
  ),
  {
    id: 'time.whole',
    keys: ['0'],
    on: ['table', 'time'],
    label: 'Whole',
    help: 'the whole capture',
    topic: 'Time',
    run: (shell) => askWindow(shell, undefined),
  },
  {
    id: 'time.end',
    keys: ['L'],
    on: ['table', 'time'],
    label: 'End',
    help: 'to the end of the file, or back to what happens now',
    topic: 'Time',
    run: (shell) => {
      const axis = axisOf(shell);
      const { window } = shell.ui.time;
      if (!isRecorded(shell)) askWindow(shell, undefined);
      else if (axis !== undefined && window !== undefined) askWindow(shell, windowAt(axis, axis.to_ns, widthOfSpan(window)));
    },
  },
  {
    id: 'time.play',
    keys: [' '],
    on: ['table', 'time'],
    label: 'Play',
    help: 'let the window run over the file, or stop it; live: freeze what is shown, or go on',
    topic: 'Time',
    footer: 21,
    run: playOrPause,
  },
  {
    id: 'pause',
    keys: ['p'],
    on: ['table', 'time'],
    label: 'Pause',
    help: 'freeze what is shown, or go on; collecting continues',
    topic: 'Time',
    footer: 22,
    unavailable: ({ snapshot }) =>
      snapshot.state.kind === 'live' || snapshot.state.kind === 'paused' ? undefined : 'what is recorded stands still; Space plays it',
    run: playOrPause,
  },
  {
    id: 'time.lane',
    keys: ['T'],
    on: ['table', 'time'],
    label: 'Lane',
    help: 'what the time axis counts: events, errors, bytes, CPU, what the filter lets through',
    topic: 'Time',
    run: (shell) => {
      const { lane } = shell.ui.time;
      const next = timeLanes[(timeLanes.indexOf(lane) + 1) % timeLanes.length]!;
      shell.dispatch({ type: 'time', time: { lane: next } });
      shell.say('info', `the time axis counts ${laneNames[next]}`);
    },
  },
  {
    id: 'time.focus',
    keys: ['t'],
    on: ['table'],
    label: 'Time',
    help: 'arrows move and size the window',
    topic: 'Time',
    footer: 24,
    unavailable: noAxis,
    run: (shell) => shell.open('time', {}),
  },
  {
    id: 'time.mark',
    keys: ['m'],
    on: ['table', 'time'],
    label: 'Mark',
    help: 'm and a letter keeps the window under it',
    topic: 'Time',
    run: (shell) => shell.open('mark', { sets: true }),
  },
  {
    id: 'time.jump',
    keys: ["'"],
    on: ['table', 'time'],
    label: 'To mark',
    help: "' and a letter goes to the window kept under it",
    topic: 'Time',
    run: (shell) => shell.open('mark', { sets: false }),
  },
  {
    id: 'diff',
    keys: ['D'],
    on: ['table', 'time'],
    label: 'Diff',
    help: 'this window and the one before it, or those marked a and b, beside each other',
    topic: 'Time',
    unavailable: ({ port, snapshot }) =>
      port.diff === undefined ? 'this source cannot be compared' : snapshot.view.type === 'table' ? undefined : 'only tables are compared',
    run: openDiff,
  },
  {
    id: 'spectrogram',
    keys: ['f12', 'S'],
    on: ['table', 'time'],
    label: 'Spectro',
    help: 'latencies of what is selected over time',
    topic: 'Views',
    footer: 12,
    unavailable: ({ port }) => (port.spectrogram === undefined ? 'this source has no latencies' : undefined),
    run: (shell) => openSpectrogram(shell, 'spectro_all'),
  },
  {
    id: 'spectrogram.file',
    keys: ['shift-f12'],
    on: ['table', 'time'],
    label: 'Spectro files',
    help: 'latencies of file operations over time',
    topic: 'Views',
    unavailable: ({ port }) => (port.spectrogram === undefined ? 'this source has no latencies' : undefined),
    run: (shell) => openSpectrogram(shell, 'spectro_file'),
  },
  ...spectrogramKeys.map(
    ([id, keys, label, help, footer]): Command => ({
      id: `spectrogram.${id}`,
      keys,
      on: ['spectrogram'],
      label,
      help,
      topic: 'Views',
      footer,
      palette: false,
      run: () => undefined,
    }),
  ),
  ...diffKeys.map(
    ([id, keys, label, help, footer]): Command => ({
      id: `diff.${id}`,
      keys,
      on: ['diff'],
      label,
      help,
      topic: 'Time',
      footer,
      palette: false,
      // The screen takes these keys itself; the footer and help know them from here.
      run: () => undefined,
    }),
  ),
  {
    id: 'clear',
    keys: ['c', 'delete'],
    on: ['table'],
    label: 'Clear',
    help: 'empty the list',
    topic: 'Rows',
    footer: 23,
    unavailable: ({ snapshot }) => (snapshot.view.type === 'list' ? undefined : 'only lists are cleared'),
    run: (shell) => shell.port.clear(),
  },
];
