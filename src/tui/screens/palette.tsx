import { Lines } from '../components/lines.tsx';
import { pageHeight } from '../components/page.tsx';
import { editLine, lineOf, showLine } from '../edit/index.ts';
import { footerLine } from '../footer.ts';
import { keyLabel } from '../input/index.ts';
import { commandsOn, keyName } from '../keymap.ts';
import type { Shell } from '../shell.ts';
import { fuzzySearch, movedBy, type ScreenStates, selectIn } from '../state/index.ts';
import { inColumns } from '../text/index.ts';
import { verbs } from '../verbs.ts';
import { defineScreen } from './screen.ts';

/** Something the palette can do. */
interface Entry {
  readonly text: string;
  readonly keys: string;
  readonly reason: string | undefined;
  /** Verbs wait for what stands behind them: choosing one only writes it. */
  readonly writes?: string;
  readonly run: () => void;
}

function allEntries(shell: Shell): Entry[] {
  return [
    ...commandsOn('table')
      .filter(({ palette }) => palette !== false)
      .map((command) => ({
        text: `${command.label}: ${command.help}`,
        keys: command.keys.map(keyName).join(' '),
        reason: command.unavailable?.(shell),
        run: () => command.run(shell),
      })),
    ...verbs.map(({ name, argument, help }) => ({
      text: `${name} ${argument}: ${help}`,
      keys: '',
      reason: undefined,
      writes: `${name} `,
      run: () => undefined,
    })),
    ...shell.port
      .views()
      .map(({ id, name, unavailable }) => ({ text: `View ${name} (${id})`, keys: '', reason: unavailable, run: () => shell.pickView(id) })),
  ];
}

/** What matches; a verb with something behind it comes alone. */
function matching(shell: Shell, query: string): Entry[] {
  const [, name, argument = ''] = /^\s*(\S+)\s+(.*)$/.exec(query) ?? [];
  const verb = verbs.find((one) => one.name === name);
  if (verb === undefined) return fuzzySearch(query, allEntries(shell), ({ text }) => text);
  return [
    {
      text: `${verb.name} ${argument}`,
      keys: 'Enter',
      reason: argument === '' ? `${verb.argument} is missing` : undefined,
      run: () => verb.run(shell, argument.trim()),
    },
  ];
}

function choose(shell: Shell, state: ScreenStates['palette'], entry: Entry | undefined): void {
  if (entry === undefined) return;
  if (entry.reason !== undefined) shell.say('info', entry.reason);
  else if (entry.writes !== undefined) shell.update('palette', { ...state, index: 0, top: 0, query: lineOf(entry.writes) });
  else {
    shell.close();
    entry.run();
  }
}

export const paletteScreen = defineScreen('palette', {
  input: (shell, state, input) => {
    const entries = matching(shell, state.query.text);
    const height = pageHeight(shell.ui.rows);
    const move = (to: number) => shell.update('palette', { ...state, ...selectIn(state, to, entries.length, height) });
    if (input.kind === 'mouse') {
      if (input.action === 'wheelup') move(state.index - 1);
      if (input.action === 'wheeldown') move(state.index + 1);
      if (input.action === 'press' && state.top + input.y - 1 < entries.length) move(state.top + input.y - 1);
      return true;
    }
    if (input.kind === 'key') {
      const key = keyLabel(input);
      if (key === 'enter') {
        choose(shell, state, entries[state.index]);
        return true;
      }
      const to = ['up', 'down', 'pageup', 'pagedown'].includes(key) ? movedBy(key, state.index, entries.length, height) : undefined;
      if (to !== undefined) {
        move(to);
        return true;
      }
    }
    const query = editLine(state.query, input);
    if (query === undefined) return false;
    shell.update('palette', { ...state, query, ...(query.text === state.query.text ? {} : { index: 0, top: 0 }) });
    return true;
  },
  View: ({ shell, state, columns, rows }) => {
    const { look } = shell;
    const lines = matching(shell, state.query.text)
      .slice(state.top, state.top + pageHeight(rows))
      .map(({ text, keys, reason }, i) => {
        const selected = state.top + i === state.index;
        const said = look.tell(reason === undefined ? text : `${text} [${reason}]`);
        const line = inColumns(
          `${selected ? look.marks.selected : ' '}${inColumns(said, Math.max(0, columns - keys.length - 2))} ${keys}`,
          columns,
        );
        return selected ? look.paint('selected', line) : reason === undefined ? line : look.paint('dim', line);
      });
    while (lines.length < pageHeight(rows)) lines.push(' '.repeat(columns));
    return <Lines columns={columns} lines={[showLine(state.query, ':', columns, look), ...lines, footerLine(shell, columns)]} />;
  },
});
