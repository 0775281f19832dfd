import { Lines } from '../components/lines.tsx';
import { inColumns } from '../text/index.ts';
import { defineScreen } from './screen.ts';
import { tableLines } from './table.tsx';

/** A question at the bottom of the table; everything but `y` means no. */
export const confirmScreen = defineScreen('confirm', {
  input: (shell, { onYes }, input) => {
    if (input.kind === 'mouse') return true;
    shell.close();
    if (input.kind === 'key' && input.name === 'y' && !input.ctrl && !input.alt) onYes();
    return true;
  },
  View: ({ shell, state, columns, rows }) => (
    <Lines
      columns={columns}
      lines={[
        ...tableLines(shell, columns, rows),
        shell.look.paint('warning', inColumns(`${shell.look.tell(state.question)} y/N`, columns)),
      ]}
    />
  ),
});
