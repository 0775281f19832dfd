import { Page, pageHeight } from '../components/page.tsx';
import { editLine, lineOf, showLine } from '../edit/index.ts';
import { keyLabel } from '../input/index.ts';
import { pathFor } from '../saving/open.ts';
import type { Shell } from '../shell.ts';
import type { ScreenStates } from '../state/index.ts';
import { inColumns, wrap } from '../text/index.ts';
import { defineScreen } from './screen.ts';

function choose(shell: Shell, { index, path }: ScreenStates['export'], by: number): void {
  const formats = shell.port.export?.formats ?? [];
  const next = (index + by + formats.length) % formats.length;
  // A name that nobody changed goes with the format.
  const isOurs = path.text === pathFor(shell, formats[index]!);
  shell.update('export', { index: next, path: isOurs ? lineOf(pathFor(shell, formats[next]!)) : path });
}

async function save(shell: Shell, { index, path }: ScreenStates['export']): Promise<void> {
  const { export: port } = shell.port;
  const format = port?.formats[index];
  if (port === undefined || format === undefined || path.text.trim() === '') return;
  const { length } = shell.snapshot.rows;
  if (shell.accept(await port.write(format, path.text.trim()))) {
    shell.close();
    shell.say('info', `${length} rows in ${path.text.trim()}`);
  }
}

export const exportScreen = defineScreen('export', {
  input: (shell, state, input) => {
    if (input.kind === 'mouse') return true;
    const key = input.kind === 'key' ? keyLabel(input) : '';
    if (key === 'up') choose(shell, state, -1);
    else if (key === 'down' || key === 'tab') choose(shell, state, 1);
    else if (key === 'enter') void save(shell, state);
    else if (key === 'escape') shell.close();
    else {
      const path = editLine(state.path, input.kind === 'paste' ? { ...input, text: input.text.replace(/\p{Cc}+/gu, '') } : input);
      if (path === undefined) return false;
      shell.update('export', { ...state, path });
    }
    return true;
  },
  View: ({ shell, state, columns, rows }) => {
    const { look, port } = shell;
    const formats = port.export?.formats ?? [];
    const lines = formats.map((format, i) => {
      const line = inColumns(`${i === state.index ? look.marks.selected : ' '}${format}`, columns);
      return i === state.index ? look.paint('selected', line) : line;
    });
    const command = look.tell(port.export?.command(formats[state.index] ?? '') ?? '');
    const below = ['', 'The same from the shell:', ...wrap(command, columns)].map((line) => inColumns(line, columns));
    const all = [showLine(state.path, 'File: ', columns, look), ...lines, ...below].slice(0, pageHeight(rows));
    return (
      <Page shell={shell} columns={columns} rows={rows} title={`Export ${shell.snapshot.rows.length} rows (Enter saves)`} lines={all} />
    );
  },
});
