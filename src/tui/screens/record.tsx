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

/** Seconds before now that a recording can begin with; undefined: all that is kept. */
const pasts = [0, 30, 120, undefined] as const;

/** Bytes of payload, beside those that are captured now. */
const lengths = [80, 512, 4096, 65_000] as const;

function snaplens(now: number): readonly number[] {
  return [now, ...lengths.filter((bytes) => bytes !== now)];
}

async function begin(shell: Shell, state: RecordState): Promise<void> {
  const path = state.path.text.trim();
  const { recording } = shell.port;
  if (recording === undefined || state.begins || path === '') return;
  shell.update('record', { ...state, begins: true });
  const megabytes = sizes[state.size]!;
  const begun = shell.accept(
    await recording.start({
      path,
      filtered: state.filtered,
      fileBytes: megabytes === 0 ? undefined : megabytes * 1e6,
      snaplen: snaplens(recording.snaplen)[state.snaplen]!,
      past_s: pasts[state.past],
    }),
  );
  const now = stateOf(shell.ui, 'record');
  if (now === undefined) return;
  if (begun) shell.close();
  else shell.update('record', { ...now, begins: false });
}

/** What else can be chosen, and what is, in as many lines as it takes. */
function choices({ filtered, size, past, snaplen }: RecordState, hasFilter: boolean, now: number, columns: number): string[] {
  const megabytes = sizes[size]!;
  const items = [
    !hasFilter ? 'all' : filtered ? 'Tab: filtered' : 'Tab: all',
    `Up/Down: ${megabytes === 0 ? 'one file' : `${megabytes} MB files`}`,
    `PgUp/PgDn: ${pastText(pasts[past])}`,
    `Ctrl-S: ${snaplens(now)[snaplen]!} bytes of data`,
    'Enter: record',
    'Esc: cancel',
  ];
  const lines: string[] = [];
  for (const item of items) {
    const longer = `${lines.at(-1)}  ${item}`;
    if (lines.length > 0 && longer.length <= columns) lines[lines.length - 1] = longer;
    else lines.push(item);
  }
  return lines;
}

function pastText(seconds: (typeof pasts)[number]): string {
  if (seconds === undefined) return 'with all that is kept';
  if (seconds === 0) return 'from now on';
  return seconds < 60 ? `with the last ${seconds} s` : `with the last ${seconds / 60} min`;
}

/** The next place in a list, or the one before; behind its end the first. */
function turned(place: number, by: number, length: number): number {
  return (place + by + length) % length;
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
      shell.update('record', { ...state, size: turned(state.size, key === 'up' ? 1 : -1, sizes.length) });
    } else if (key === 'pageup' || key === 'pagedown') {
      shell.update('record', { ...state, past: turned(state.past, key === 'pageup' ? 1 : -1, pasts.length) });
    } else if (key === 'ctrl-s') {
      const { length } = snaplens(shell.port.recording?.snaplen ?? 0);
      shell.update('record', { ...state, snaplen: turned(state.snaplen, 1, length) });
    } else {
      const path = editLine(state.path, input.kind === 'paste' ? { ...input, text: input.text.replace(/\p{Cc}+/gu, '') } : input);
      if (path === undefined) return false;
      shell.update('record', { ...state, path });
    }
    return true;
  },
  View: ({ shell, state, columns, rows }) => {
    const { look, ui, snapshot, port } = shell;
    const now = port.recording?.snaplen ?? 0;
    const said = ui.toast === undefined ? choices(state, snapshot.wholeFilter !== '', now, columns) : [look.tell(ui.toast.text)];
    return (
      <Lines
        columns={columns}
        lines={[
          ...tableLines(shell, columns, rows).slice(0, -said.length),
          ...said.map((line) => look.paint(ui.toast === undefined ? 'state' : 'warning', inColumns(cut(line, columns), columns))),
          showLine(state.path, `Record ${state.filtered ? 'the filtered' : (port.recording?.everything ?? 'all')} to: `, columns, look),
        ]}
      />
    );
  },
});
