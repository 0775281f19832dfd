import { Lines } from '../components/lines.tsx';
import { pageHeight } from '../components/page.tsx';
import { editLine, showLine } from '../edit/index.ts';
import { footerLine } from '../footer.ts';
import { keyLabel } from '../input/index.ts';
import type { ListedView } from '../port.ts';
import type { Shell } from '../shell.ts';
import { movedBy, type ScreenStates, selectIn } from '../state/index.ts';
import { cellsLine, headingLine, placeColumns } from '../table/index.ts';
import { inColumns, wrap } from '../text/index.ts';
import { pickableViews } from './pickable-views.ts';
import { defineScreen } from './screen.ts';

/** Columns of the list of views where there is room for a description beside it. */
const listWidth = 34;
const widthForBoth = 70;
const previewRows = 5;

/** A line of the list: a heading or a view. */
type Entry = { readonly heading: string } | { readonly view: ListedView; readonly recent: boolean };

function entriesOf(shell: Shell, views: readonly ListedView[], grouped: boolean): Entry[] {
  const entries: Entry[] = [];
  let group = '';
  for (const view of views) {
    const recent = shell.ui.recentViews.includes(view.id);
    if (grouped && !recent && view.group !== group) {
      group = view.group;
      entries.push({ heading: group });
    }
    entries.push({ view, recent });
  }
  return entries;
}

function move(shell: Shell, state: ScreenStates['views'], index: number, count: number): void {
  shell.update('views', { ...state, ...selectIn({ index: state.index, top: 0 }, index, count, count) });
}

/** What stands beside the list: what the view shows, why it cannot be shown, its first rows. */
function aside(shell: Shell, view: ListedView | undefined, width: number): string[] {
  if (view === undefined) return ['No view matches.'];
  const { look, port } = shell;
  const lines = [
    look.paint('title', inColumns(look.tell(`${view.name} (${view.id})`), width)),
    ...wrapWords(look.tell(view.description), width),
  ];
  if (view.unavailable !== undefined)
    return [...lines, '', ...wrapWords(`Not now: ${look.tell(view.unavailable)}`, width).map((line) => look.paint('warning', line))];
  const preview = port.preview?.(view.id, previewRows);
  if (preview === undefined) return lines;
  const plan = placeColumns(preview.columns, width, 0, undefined);
  return [
    ...lines,
    '',
    headingLine(plan, width, undefined, look),
    ...preview.rows.map(({ cells }) => cellsLine(cells, plan, width, ' ', look)),
  ];
}

/** Breaks a text between words. */
export function wrapWords(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].flatMap((one) => wrap(one, Math.max(1, width)));
}

export const viewsScreen = defineScreen('views', {
  input: (shell, state, input) => {
    const views = pickableViews(shell, state.query.text);
    if (input.kind === 'mouse') {
      if (input.action === 'wheelup') move(shell, state, state.index - 1, views.length);
      if (input.action === 'wheeldown') move(shell, state, state.index + 1, views.length);
      if (input.action === 'press') {
        const { entries, top } = listing(shell, state, pageHeight(shell.ui.rows));
        const entry = entries[top + input.y - 1];
        if (entry !== undefined && 'view' in entry) move(shell, state, views.indexOf(entry.view), views.length);
      }
      return true;
    }
    if (input.kind === 'key') {
      const key = keyLabel(input);
      if (key === 'f2' || (key === 'backspace' && state.query.text === '')) {
        shell.close();
        return true;
      }
      if (key === 'enter') {
        const view = views[state.index];
        if (view === undefined) return true;
        if (view.unavailable !== undefined) {
          shell.say('info', `${view.name}: ${view.unavailable}`);
          return true;
        }
        shell.close();
        shell.pickView(view.id);
        return true;
      }
      const to = movedBy(key, state.index, views.length, pageHeight(shell.ui.rows));
      // These keys move in the line that is typed, too: there they mean more.
      if (to !== undefined && key !== 'ctrl-u' && key !== 'ctrl-d') {
        move(shell, state, to, views.length);
        return true;
      }
    }
    const query = editLine(state.query, input);
    if (query === undefined) return false;
    shell.update('views', { ...state, query, ...(query.text === state.query.text ? {} : { index: 0, top: 0 }) });
    return true;
  },
  View: ({ shell, state, columns, rows }) => {
    const { look } = shell;
    const height = pageHeight(rows);
    const { entries, top, selected } = listing(shell, state, height);
    const wide = columns >= widthForBoth;
    const left = wide ? listWidth : columns;
    const beside = wide ? aside(shell, selected, columns - left - 2) : [];
    const body = Array.from({ length: height }, (_, i) => {
      const entry = entries[top + i];
      const line =
        entry === undefined
          ? ' '.repeat(left)
          : entryLine(shell, entry, entry !== undefined && 'view' in entry && entry.view === selected, left);
      return wide ? `${line} ${look.marks.bar}${beside[i] ?? ''}` : line;
    });
    return (
      <Lines
        columns={columns}
        lines={[showLine(state.query, 'View: ', columns, look), ...body, footerLine(shell, columns, 'Enter shows it')]}
      />
    );
  },
});

function listing(shell: Shell, state: ScreenStates['views'], height: number) {
  const views = pickableViews(shell, state.query.text);
  const selected = views[Math.min(state.index, views.length - 1)];
  const entries = entriesOf(shell, views, state.query.text.trim() === '');
  const at = entries.findIndex((entry) => 'view' in entry && entry.view === selected);
  // The selected line stays in the middle where the list is longer than the screen.
  const top = Math.max(0, Math.min(at - Math.floor(height / 2), entries.length - height));
  return { entries, top, selected };
}

function entryLine(shell: Shell, entry: Entry, selected: boolean, width: number): string {
  const { look } = shell;
  if ('heading' in entry) return look.paint('title', inColumns(` ${look.tell(entry.heading)}`, width));
  const { view, recent } = entry;
  const current = view.id === shell.snapshot.view.id ? ' (shown)' : view.unavailable === undefined ? '' : ' (not now)';
  const text = inColumns(`${selected ? look.marks.selected : ' '}${recent ? '*' : ' '} ${look.tell(view.name)}${current}`, width);
  if (selected) return look.paint('selected', text);
  return view.unavailable === undefined ? text : look.paint('dim', text);
}
