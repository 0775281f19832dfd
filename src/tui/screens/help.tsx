import { type Command, topics } from '../command.ts';
import { Page, pageHeight } from '../components/page.tsx';
import { editLine, showLine } from '../edit/index.ts';
import { keyLabel } from '../input/index.ts';
import { commands, commandsOn, keyName } from '../keymap.ts';
import type { Shell } from '../shell.ts';
import { movedBy, type ScreenStates } from '../state/index.ts';
import { inColumns } from '../text/index.ts';
import { defineScreen } from './screen.ts';
import { titles } from './titles.ts';

/** Columns of the keys. */
const keysWidth = 20;

/** Lines of help: keys of the screen somebody came from first, then all others. */
function helpLines(shell: Shell, { of, query }: ScreenStates['help'], width: number): string[] {
  const here = commandsOn(of);
  const sections = [
    ...topics.map((topic) => ({ heading: topic, list: here.filter((command) => command.topic === topic) })),
    { heading: 'On other screens', list: commands.filter((command) => !here.includes(command)) },
  ];
  const sought = query.text.trim().toLowerCase();
  return sections.flatMap(({ heading, list }) => {
    const found = list.map((command) => commandLine(command, shell, width)).filter((line) => line.toLowerCase().includes(sought));
    return found.length === 0 ? [] : [shell.look.paint('title', inColumns(heading, width)), ...found];
  });
}

function commandLine(command: Command, shell: Shell, width: number): string {
  const reason = command.unavailable?.(shell);
  const where = command.on === 'everywhere' || command.on.includes('table') ? '' : ` (${command.on.map((id) => titles[id]).join(', ')})`;
  const text = `${command.help}${where}${reason === undefined ? '' : ` [${reason}]`}`;
  return inColumns(`  ${inColumns(command.keys.map(keyName).join(' '), keysWidth)} ${text}`, width);
}

export const helpScreen = defineScreen('help', {
  input: (shell, state, input) => {
    const lines = helpLines(shell, state, shell.ui.columns);
    const height = pageHeight(shell.ui.rows);
    const scroll = (top: number) => shell.update('help', { ...state, top: Math.max(0, Math.min(top, lines.length - height)) });
    if (input.kind === 'mouse') {
      if (input.action === 'wheelup') scroll(state.top - 3);
      if (input.action === 'wheeldown') scroll(state.top + 3);
      return true;
    }
    if (input.kind === 'key') {
      const key = keyLabel(input);
      const to = key === 'k' ? state.top - 1 : key === 'j' ? state.top + 1 : movedBy(key, state.top, lines.length, height);
      if (!state.searching && to !== undefined) {
        scroll(to);
        return true;
      }
      if (!state.searching && key === '/') {
        shell.update('help', { ...state, searching: true });
        return true;
      }
      if (!state.searching && ['f1', 'h', '?', 'enter'].includes(key)) {
        shell.close();
        return true;
      }
      if (state.searching && (key === 'enter' || key === 'escape')) {
        shell.update('help', { ...state, searching: false, top: 0, query: key === 'escape' ? { text: '', at: 0 } : state.query });
        return true;
      }
    }
    if (!state.searching) return false;
    const query = editLine(state.query, input);
    if (query !== undefined) shell.update('help', { ...state, query, top: 0 });
    return true;
  },
  View: ({ shell, state, columns, rows }) => {
    const lines = helpLines(shell, state, columns);
    const top = Math.min(state.top, Math.max(0, lines.length - pageHeight(rows)));
    const title = state.searching ? 'Help' : `Help: keys of ${titles[state.of]}   / searches`;
    const shown = lines.slice(top);
    const body = state.searching ? [showLine(state.query, 'Search: ', columns, shell.look), ...shown] : shown;
    return (
      <Page
        shell={shell}
        columns={columns}
        rows={rows}
        title={title}
        lines={body}
        right={`${Math.min(lines.length, top + pageHeight(rows))}/${lines.length}`}
      />
    );
  },
});
