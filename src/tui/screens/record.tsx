import { Lines } from '../components/lines.tsx';
import { editLine, showLine } from '../edit/index.ts';
import { keyLabel } from '../input/index.ts';
import type { Shell } from '../shell.ts';
import { type RecordState, stateOf } from '../state/index.ts';
import { cut, inColumns } from '../text/index.ts';
import { defineScreen } from './screen.ts';
import { tableLines } from './table.tsx';

/** MB (millions of bytes, as tsdig -C counts) at which a new file begins; 0: never. */
const sizes = [0, 10, 100, 1000] as const;

async function begin(shell: Shell, state: RecordState): Promise<void> {
  const path = state.path.text.trim();
  const { recording } = shell.port;
  if (recording === undefined || state.begins || path === '') return;
  shell.update('record', { ...state, begins: true });
  const megabytes = sizes[state.size]!;
  const begun = shell.accept(
    await recording.start({ path, filtered: state.filtered, fileBytes: megabytes === 0 ? undefined : megabytes * 1e6 }),
  );
  const now = stateOf(shell.ui, 'record');
  if (now === undefined) return;
  if (begun) shell.close();
  else shell.update('record', { ...now, begins: false });
}

/** What else can be chosen, and what is. */
function choices({ filtered, size }: RecordState, hasFilter: boolean): string {
  const what = !hasFilter ? 'all' : filtered ? 'Tab: filtered' : 'Tab: all';
  const megabytes = sizes[size]!;
  return `${what}  Up/Down: ${megabytes === 0 ? 'one file' : `${megabytes} MB files`}  Enter: record  Esc: cancel`;
}

/** The line in which a file for a recording is named. */
export const recordScreen = defineScreen('record', {
  input: (shell, state, input) => {
    if (input.kind === 'mouse' || state.begins) return true;
    const key = input.kind === 'key' ? keyLabel(input) : '';
    if (key === 'enter') void begin(shell, state);
    else if (key === 'tab') {
      if (shell.snapshot.wholeFilter !== '') shell.update('record', { ...state, filtered: !state.filtered });
    } else if (key === 'up' || key === 'down') {
      shell.update('record', { ...state, size: (state.size + (key === 'up' ? 1 : sizes.length - 1)) % sizes.length });
    } else {
      const path = editLine(state.path, input.kind === 'paste' ? { ...input, text: input.text.replace(/\p{Cc}+/gu, '') } : input);
      if (path === undefined) return false;
      shell.update('record', { ...state, path });
    }
    return true;
  },
  View: ({ shell, state, columns, rows }) => {
    const { look, ui, snapshot, port } = shell;
    const said = ui.toast === undefined ? choices(state, snapshot.wholeFilter !== '') : look.tell(ui.toast.text);
    const line = inColumns(cut(said, columns), columns);
    return (
      <Lines
        columns={columns}
        lines={[
          ...tableLines(shell, columns, rows).slice(0, -1),
          ui.toast === undefined ? look.paint('state', line) : look.paint('warning', line),
          showLine(state.path, `Record ${state.filtered ? 'the filtered' : (port.recording?.everything ?? 'all')} to: `, columns, look),
        ]}
      />
    );
  },
});
