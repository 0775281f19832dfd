import { Page, pageHeight } from '../components/page.tsx';
import { editLine, lineOf, showLine } from '../edit/index.ts';
import { keyLabel } from '../input/index.ts';
import type { ListedAction } from '../ports/actions.ts';
import type { Shell } from '../shell.ts';
import { type ActionsState, movedBy, selectIn } from '../state/index.ts';
import { inColumns, wrap } from '../text/index.ts';
import { defineScreen } from './screen.ts';

/** Words that a shell would read as these; only shown, never run by one. */
export function argvText(argv: readonly string[]): string {
  return argv.map((word) => (/^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(' ');
}

function reasonOf(shell: Shell, action: ListedAction): string | undefined {
  return shell.readOnly ? 'started with --read-only' : action.refused;
}

function choose(shell: Shell, state: ActionsState, action: ListedAction | undefined): void {
  if (action === undefined) return;
  const reason = reasonOf(shell, action);
  if (reason !== undefined) shell.say('info', `${action.description}: ${reason}`);
  else if (action.destructive) shell.update('actions', { ...state, index: state.actions.indexOf(action), confirming: lineOf('') });
  else start(shell, action);
}

function start(shell: Shell, action: ListedAction): void {
  const { actions } = shell.port;
  if (actions === undefined || shell.readOnly || action.argv === undefined) return;
  const giveUp = new AbortController();
  shell.close();
  shell.open('result', { top: 0, argv: action.argv, result: undefined, giveUp });
  void actions.run(action, giveUp.signal).then((result) => {
    const top = shell.ui.screens.at(-1);
    if (top?.id === 'result' && top.state.giveUp === giveUp) shell.update('result', { ...top.state, result });
    else shell.say(result.failed ? 'warning' : 'info', `${action.description}: ${result.outcome}`);
  });
}

/** Whether what was typed means yes: `y`, or the PID. */
function agrees(typed: string, { pid }: ListedAction): boolean {
  return typed === 'y' || (pid !== undefined && typed === String(pid));
}

export const actionsScreen = defineScreen('actions', {
  input: (shell, state, input) => {
    const { actions, confirming, index } = state;
    const selected = actions[index];
    if (confirming !== undefined && selected !== undefined) {
      if (input.kind === 'key' && input.name === 'enter') {
        if (agrees(confirming.text.trim(), selected)) start(shell, selected);
        else {
          shell.update('actions', { ...state, confirming: undefined });
          shell.say('info', 'nothing was done');
        }
        return true;
      }
      if (input.kind === 'key' && input.name === 'escape') {
        shell.update('actions', { ...state, confirming: undefined });
        return true;
      }
      // A paste could hold a yes that nobody meant.
      const edited = input.kind === 'key' ? editLine(confirming, input) : undefined;
      if (edited !== undefined) shell.update('actions', { ...state, confirming: edited });
      return true;
    }
    if (input.kind === 'mouse') return true;
    if (input.kind !== 'key') return false;
    const key = keyLabel(input);
    if (key === 'enter') choose(shell, state, selected);
    else {
      const to = movedBy(key, index, actions.length, pageHeight(shell.ui.rows));
      if (to !== undefined) shell.update('actions', { ...state, ...selectIn(state, to, actions.length, pageHeight(shell.ui.rows)) });
      else {
        const action = actions.find((one) => one.key === key);
        if (action === undefined) return false;
        choose(shell, state, action);
      }
    }
    return true;
  },
  View: ({ shell, state, columns, rows }) => {
    const { look } = shell;
    const { actions, confirming, index, top, of } = state;
    const height = pageHeight(rows) - 2;
    const lines = actions.slice(top, top + height).map((action, i) => {
      const selected = top + i === index;
      const reason = reasonOf(shell, action);
      const said = reason === undefined ? look.show(argvText(action.argv ?? [])) : `[${look.show(reason)}]`;
      const mark = action.destructive ? '!' : ' ';
      const text = inColumns(
        `${selected ? look.marks.selected : ' '}${action.key} ${mark}${inColumns(look.tell(action.description), 22)} ${said}`,
        columns,
      );
      return selected ? look.paint('selected', text) : reason === undefined ? text : look.paint('dim', text);
    });
    const action = actions[index];
    if (confirming !== undefined && action !== undefined) {
      while (lines.length < height) lines.push(' '.repeat(columns));
      const asked = action.pid === undefined ? 'type y' : `type ${action.pid} or y`;
      lines.push(look.paint('warning', inColumns(look.show(argvText(action.argv ?? [])), columns)));
      lines.push(showLine(confirming, `${action.description}: really? ${asked}, then Enter: `, columns, look));
    }
    return <Page shell={shell} columns={columns} rows={rows} title={`Actions on ${look.show(of)}`} lines={lines} />;
  },
});

export const resultScreen = defineScreen('result', {
  input: (shell, state, input) => {
    const lines = wrapped(shell, state.result?.output ?? '').length;
    const height = pageHeight(shell.ui.rows) - 1;
    const to =
      input.kind === 'mouse'
        ? { wheelup: state.top - 1, wheeldown: state.top + 1 }[input.action as string]
        : input.kind === 'key'
          ? movedBy(keyLabel(input), state.top, lines, height)
          : undefined;
    if (to !== undefined) shell.update('result', { ...state, top: Math.max(0, Math.min(to, lines - height)) });
    return to !== undefined || input.kind === 'mouse';
  },
  View: ({ shell, state, columns, rows }) => {
    const { look } = shell;
    const { result, argv, top } = state;
    const outcome = result === undefined ? 'running' : `${result.outcome}${result.cut ? '; the output was longer' : ''}`;
    const head = look.paint(result?.failed === true ? 'error' : 'state', inColumns(look.tell(outcome), columns));
    const lines = wrapped(shell, result?.output ?? '').slice(top, top + pageHeight(rows) - 1);
    return (
      <Page
        shell={shell}
        columns={columns}
        rows={rows}
        title={look.show(argvText(argv))}
        lines={[head, ...lines.map((line) => inColumns(line, columns))]}
      />
    );
  },
});

/** What a command wrote, as harmless lines. */
function wrapped({ look, ui }: Shell, output: string): string[] {
  return output === '' ? [] : output.split('\n').flatMap((line) => wrap(look.show(line.replaceAll('\t', '  ')), ui.columns));
}
