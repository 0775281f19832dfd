import { Page, pageHeight } from '../components/page.tsx';
import { keyLabel } from '../input/index.ts';
import { movedBy } from '../state/index.ts';
import { inColumns } from '../text/index.ts';
import { defineScreen } from './screen.ts';

export const messagesScreen = defineScreen('messages', {
  input: (shell, { top }, input) => {
    const { length } = shell.ui.messages;
    const height = pageHeight(shell.ui.rows);
    const by =
      input.kind === 'mouse'
        ? input.action === 'wheelup'
          ? top - 3
          : input.action === 'wheeldown'
            ? top + 3
            : undefined
        : input.kind === 'key'
          ? movedBy(keyLabel(input), top, length, height)
          : undefined;
    if (by !== undefined) shell.update('messages', { top: Math.max(0, Math.min(by, length - height)) });
    return by !== undefined || input.kind === 'mouse';
  },
  View: ({ shell, state, columns, rows }) => {
    const { look, ui } = shell;
    const newestFirst = ui.messages.toReversed();
    const lines = newestFirst.slice(state.top).map(({ at_ms, level, text }) => {
      const line = inColumns(
        `${new Date(at_ms).toTimeString().slice(0, 8)} ${level === 'info' ? '' : `${level}: `}${look.tell(text)}`,
        columns,
      );
      return level === 'info' ? line : look.paint(level, line);
    });
    return (
      <Page
        shell={shell}
        columns={columns}
        rows={rows}
        title="Messages, newest first"
        lines={lines.length === 0 ? ['Nothing was said so far.'] : lines}
      />
    );
  },
});
