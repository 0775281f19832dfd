import { Lines } from '../components/lines.tsx';
import { footerLine } from '../footer.ts';
import { keyLabel } from '../input/index.ts';
import { commandById } from '../keymap.ts';
import { inColumns } from '../text/index.ts';
import { askWindow, timeMouse } from '../time/index.ts';
import { defineScreen } from './screen.ts';
import { tableLines, tableMouse } from './table.tsx';

/** Keys of the time axis when it has them all. */
const arrows: Readonly<Record<string, string>> = {
  left: 'time.back',
  right: 'time.forward',
  pageup: 'time.back10',
  pagedown: 'time.forward10',
  up: 'time.narrow',
  down: 'time.widen',
  home: 'time.whole',
  end: 'time.end',
  tab: 'time.lane',
};

/** The table with the keys on its time axis. */
export const timeScreen = defineScreen('time', {
  input: (shell, _state, input) => {
    if (input.kind === 'mouse') return timeMouse(shell, input) || tableMouse(shell, input);
    if (input.kind !== 'key') return false;
    const key = keyLabel(input);
    if (['escape', 't', 'enter', 'q'].includes(key)) {
      shell.close();
      return true;
    }
    const command = commandById(arrows[key] ?? '');
    command?.run(shell);
    return command !== undefined;
  },
  View: ({ shell, columns, rows }) => (
    <Lines columns={columns} lines={[...tableLines(shell, columns, rows), footerLine(shell, columns, 'TIME')]} />
  ),
});

/** Asks for the letter of a mark. */
export const markScreen = defineScreen('mark', {
  input: (shell, { sets }, input) => {
    if (input.kind === 'mouse') return true;
    shell.close();
    if (input.kind !== 'key' || input.ctrl || input.alt || !/^[a-z]$/.test(input.name)) return true;
    const { marks, window } = shell.ui.time;
    const { name } = input;
    if (sets) {
      shell.dispatch({ type: 'time', time: { marks: { ...marks, [name]: window } } });
      shell.say('info', `mark ${name}: ${shell.snapshot.window?.text ?? 'the whole capture'}`);
    } else if (Object.hasOwn(marks, name)) askWindow(shell, marks[name]);
    else shell.say('warning', `there is no mark ${name}; m ${name} sets it`);
    return true;
  },
  View: ({ shell, state, columns, rows }) => (
    <Lines
      columns={columns}
      lines={[
        ...tableLines(shell, columns, rows),
        shell.look.paint(
          'state',
          inColumns(state.sets ? 'Mark: a letter' : `To mark: ${Object.keys(shell.ui.time.marks).join(' ') || 'none is set'}`, columns),
        ),
      ]}
    />
  ),
});
