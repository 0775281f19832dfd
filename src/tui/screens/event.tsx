import { Page, pageHeight } from '../components/page.tsx';
import { timeUnits } from '../events/time-units.ts';
import { keyLabel } from '../input/index.ts';
import type { EventDetails } from '../ports/events.ts';
import type { Shell } from '../shell.ts';
import { movedBy, selectIn } from '../state/index.ts';
import { inColumns } from '../text/index.ts';
import { defineScreen } from './screen.ts';

/** Columns for the names of fields. */
const nameColumns = 24;

/** Lines above the fields. */
function about(shell: Shell, { line, pair }: EventDetails): string[] {
  const { look, port } = shell;
  const clock = (time: number) => port.events?.clock(time) ?? '';
  const direction = line.enter ? 'enters' : 'leaves';
  const first = `${clock(line.time)} ${look.show(line.proc)}[${line.tid}] ${direction} ${look.show(line.type)} on processor ${line.cpu}`;
  const second =
    pair === undefined
      ? 'its other half is not there'
      : `${pair.what}: event ${pair.line.num}, ${timeUnits(Math.abs(pair.line.time - line.time))} ${pair.what === 'enter' ? 'before' : 'later'}: ${look.show(pair.line.args)}`;
  return [first, second];
}

export const eventScreen = defineScreen('event', {
  input: (shell, state, input) => {
    const { length } = state.details.fields;
    const height = pageHeight(shell.ui.rows) - 2;
    const to =
      input.kind === 'mouse'
        ? { wheelup: state.index - 1, wheeldown: state.index + 1 }[input.action as string]
        : input.kind === 'key'
          ? movedBy({ j: 'down', k: 'up' }[keyLabel(input)] ?? keyLabel(input), state.index, length, height)
          : undefined;
    if (to !== undefined) shell.update('event', { ...state, ...selectIn(state, to, length, height) });
    return to !== undefined || input.kind === 'mouse';
  },
  View: ({ shell, state, columns, rows }) => {
    const { look } = shell;
    const { details, index, top } = state;
    const height = pageHeight(rows) - 2;
    const lines = details.fields.slice(top, top + height).map(({ name, value }, i) => {
      const selected = top + i === index;
      const text = inColumns(
        `${selected ? look.marks.selected : ' '}${inColumns(name, Math.min(nameColumns, columns >> 1))} ${look.show(value)}`,
        columns,
      );
      return selected ? look.paint('selected', text) : text;
    });
    const head = about(shell, details).map((line) => look.paint('title', inColumns(line, columns)));
    const right = `${index + 1}/${details.fields.length}`;
    return (
      <Page shell={shell} columns={columns} rows={rows} title={`Event ${details.line.num}`} lines={[...head, ...lines]} right={right} />
    );
  },
});
