import { Page, pageHeight } from '../components/page.tsx';
import { keyLabel } from '../input/index.ts';
import type { Shell } from '../shell.ts';
import { movedBy } from '../state/index.ts';
import { inColumns, wrap } from '../text/index.ts';
import { defineScreen } from './screen.ts';

/** All messages, whole: each as many lines as it needs. */
function messageLines({ look, ui }: Shell, columns: number): string[] {
  return ui.messages.toReversed().flatMap(({ at_ms, level, text }) => {
    const time = new Date(at_ms).toTimeString().slice(0, 8);
    const whole = `${time} ${level === 'info' ? '' : `${level}: `}${look.tell(text)}`;
    const lines = wrap(whole, columns).map((line) => inColumns(line, columns));
    return level === 'info' ? lines : lines.map((line) => look.paint(level, line));
  });
}

export const messagesScreen = defineScreen('messages', {
  input: (shell, { top }, input) => {
    const { length } = messageLines(shell, shell.ui.columns);
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
    const lines = messageLines(shell, columns).slice(state.top);
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
