import type { Command } from '../command.ts';
import { lineOf } from '../edit/index.ts';
import { stopRecording } from '../saving/recording.ts';
import { type ScreenId, startOfList, topScreen } from '../state/index.ts';

/** Screens on which letters are typed into a line: letters are no commands there. */
export const typingScreens: readonly ScreenId[] = ['record', 'export', 'filter', 'views', 'palette', 'search', 'textFilter'];

/** Screens over the table on which letters are commands. */
const readingScreens: readonly ScreenId[] = ['diff', 'spectrogram', 'event', 'help', 'legend', 'messages', 'columns', 'row', 'cells'];

export const programCommands: readonly Command[] = [
  {
    id: 'help',
    keys: ['f1', 'h', '?'],
    on: ['table'],
    label: 'Help',
    help: 'keys of this screen',
    topic: 'Program',
    footer: 1,
    run: (shell) => shell.open('help', { top: 0, query: lineOf(''), searching: false, of: topScreen(shell.ui).id }),
  },
  {
    id: 'help.over',
    keys: ['f1'],
    on: [...typingScreens, 'diff', 'spectrogram', 'echo', 'dig', 'event', 'legend', 'messages', 'columns', 'row', 'cells'],
    label: 'Help',
    help: 'keys of this screen',
    topic: 'Program',
    footer: 1,
    palette: false,
    run: (shell) => shell.open('help', { top: 0, query: lineOf(''), searching: false, of: topScreen(shell.ui).id }),
  },
  {
    id: 'palette',
    keys: [':', 'ctrl-p'],
    on: ['table'],
    label: 'Commands',
    help: 'every command and view by name',
    topic: 'Program',
    footer: 60,
    palette: false,
    run: (shell) => shell.open('palette', { ...startOfList, query: lineOf('') }),
  },
  {
    id: 'messages',
    keys: ['M'],
    on: ['table'],
    label: 'Messages',
    help: 'what was said so far',
    topic: 'Program',
    run: (shell) => shell.open('messages', { top: 0 }),
  },
  {
    id: 'close',
    keys: ['q', 'escape', 'backspace', 'f10'],
    on: readingScreens,
    label: 'Close',
    help: 'back to the screen before',
    topic: 'Program',
    footer: 2,
    palette: false,
    run: (shell) => shell.close(),
  },
  {
    id: 'cancel',
    keys: ['escape'],
    on: ['views', 'palette', 'search', 'record'],
    label: 'Cancel',
    help: 'back, nothing changed',
    topic: 'Program',
    footer: 2,
    palette: false,
    run: (shell) => shell.close(),
  },
  {
    id: 'quiet',
    keys: ['escape'],
    on: ['table'],
    label: 'Stop',
    help: 'stop reading the file, keep what was read; else take the message at the bottom away',
    topic: 'Program',
    palette: false,
    run: (shell) => {
      if (shell.snapshot.state.kind === 'loading') shell.port.stopLoading?.();
      shell.dispatch({ type: 'dropsSeen', drops: shell.snapshot.drops });
      shell.port.recording?.acknowledge();
    },
  },
  {
    id: 'suspend',
    keys: ['ctrl-z'],
    on: 'everywhere',
    label: 'Suspend',
    help: 'to the shell; fg comes back',
    topic: 'Program',
    run: (shell) => shell.suspend(),
  },
  {
    id: 'quit',
    keys: ['f10', 'q'],
    on: ['table'],
    label: 'Quit',
    help: 'end the program',
    topic: 'Program',
    footer: 11,
    run: (shell) => {
      const recording = shell.port.recording;
      if (recording?.state() === undefined) shell.quit(0);
      else
        shell.open('confirm', {
          question: 'A recording is running. Stop it, save it and quit?',
          onYes: () => void stopRecording(shell).then((saved) => (saved ? shell.quit(0) : undefined)),
        });
    },
  },
];
