import { Lines } from '../components/lines.tsx';
import { editLine, lineOf, showLine } from '../edit/index.ts';
import { beforeCursor, helpSoon, stopHelp } from '../filtering/helper.ts';
import { type Input, keyLabel } from '../input/index.ts';
import type { Shell } from '../shell.ts';
import type { FilterState } from '../state/index.ts';
import { linesAbove } from '../table/index.ts';
import { cut, graphemes, inColumns, widthOf } from '../text/index.ts';
import { defineScreen } from './screen.ts';
import { tableLines } from './table.tsx';

const label = 'Filter: ';
const textLabel = 'Only rows with: ';
/** Lines of the menu at most. */
const menuMax = 8;
/** Columns for what a suggestion writes. */
const suggestionColumns = 28;

function cancel(shell: Shell, { before }: FilterState): void {
  stopHelp(shell);
  if (shell.snapshot.filter !== before.filter) shell.port.setFilter(before.filter);
  if (shell.snapshot.textFilter !== before.textFilter) shell.port.setTextFilter(before.textFilter);
  shell.close();
  shell.dispatch({ type: 'table', table: before.table });
}

function apply(shell: Shell, { expression }: FilterState): void {
  const filter = expression.text.trim();
  const check = shell.port.filtering?.check(filter);
  if (check !== undefined && check.kind !== 'valid') {
    shell.say('warning', check.kind === 'wrong' ? check.message : `the filter is not complete: ${check.expects}`);
    return;
  }
  stopHelp(shell);
  if (filter !== shell.snapshot.filter && !shell.accept(shell.port.setFilter(filter))) return;
  if (filter !== '') shell.port.filtering?.history?.add(filter);
  shell.close();
}

/** The line with the selected suggestion in it. */
function complete(shell: Shell, state: FilterState): void {
  const { suggestions, selected, expression } = state;
  const chosen = suggestions?.items[selected];
  if (suggestions === undefined || chosen === undefined) return;
  const before = beforeCursor(state);
  const rest = expression.text.slice(before.length);
  const written = `${before.slice(0, suggestions.from)}${chosen.text}${chosen.text === '(' ? '' : ' '}`;
  const text = written + rest.replace(/^\s+/, '');
  shell.update('filter', { ...state, expression: { text, at: graphemes(written).length }, suggestions: undefined });
  helpSoon(shell);
}

function fromHistory(shell: Shell, state: FilterState, by: number): void {
  const entries = shell.port.filtering?.history?.entries() ?? [];
  const entry = Math.max(0, Math.min(state.entry + by, entries.length));
  if (entry === state.entry) return;
  const typed = state.entry === entries.length ? state.expression.text : state.typed;
  shell.update('filter', { ...state, entry, typed, expression: lineOf(entries[entry] ?? typed) });
  helpSoon(shell);
}

function select(shell: Shell, state: FilterState, by: number): void {
  const length = state.suggestions?.items.length ?? 0;
  if (length > 0) shell.update('filter', { ...state, selected: (state.selected + by + length) % length });
}

/** Keys that are no editing; false where it is none of them. */
function command(shell: Shell, state: FilterState, key: string): boolean {
  const { mode } = state;
  if (key === 'escape') cancel(shell, state);
  else if (key === 'enter') apply(shell, state);
  else if (key === 'f2') shell.update('filter', { ...state, mode: mode === 'text' ? 'expression' : 'text' });
  else if (mode === 'text') return false;
  else if (key === 'tab') complete(shell, state);
  else if (key === 'up') fromHistory(shell, state, -1);
  else if (key === 'down') fromHistory(shell, state, 1);
  else if (key === 'ctrl-n' || key === 'pagedown') select(shell, state, 1);
  else if (key === 'ctrl-p' || key === 'pageup' || key === 'shift-tab') select(shell, state, -1);
  else return false;
  return true;
}

/** Pasted text as one line: line ends and whatever else steers are blanks. */
function harmless(input: Input): Input {
  return input.kind === 'paste' ? { ...input, text: input.text.replace(/\p{Cc}+/gu, ' ') } : input;
}

function statusLine({ look }: Shell, state: FilterState): string {
  if (state.mode === 'text') return look.paint('dim', 'Enter keeps it, Esc gives the old one back, F2 writes a filter of events');
  const { check, checked, expression, count } = state;
  if (check === undefined || checked !== expression.text) return look.paint('dim', look.marks.elided);
  switch (check.kind) {
    case 'valid':
      return `PREVIEW ${count === undefined ? 'counting' : `${count} events match`}`;
    case 'incomplete':
      return look.paint('dim', look.tell(check.expects));
    case 'wrong': {
      const hint = check.hint === undefined ? '' : `; ${check.hint}`;
      return look.paint('error', look.tell(`${check.message} at ${check.start + 1}-${Math.max(check.start + 1, check.end)}${hint}`));
    }
  }
}

/** Marks under the word that is wrong, where all of the filter is on the screen. */
function marksLine({ mode, check, checked, expression }: FilterState, width: number): string {
  const { text } = expression;
  if (mode === 'text' || check?.kind !== 'wrong' || checked !== text || label.length + widthOf(text) >= width) return ' '.repeat(width);
  const marks = '^'.repeat(Math.max(1, widthOf(text.slice(check.start, check.end))));
  return inColumns(' '.repeat(label.length + widthOf(text.slice(0, check.start))) + marks, width);
}

function menuLines({ look }: Shell, { suggestions, selected, mode }: FilterState, width: number, height: number): string[] {
  const items = mode === 'text' ? [] : (suggestions?.items ?? []);
  const top = Math.max(0, Math.min(selected - height + 1, items.length - height));
  return Array.from({ length: height }, (_, i) => {
    const item = items[top + i];
    if (item === undefined) return ' '.repeat(width);
    const marked = top + i === selected;
    const name = inColumns(look.tell(item.text), Math.min(suggestionColumns, width >> 1));
    const line = inColumns(`${marked ? look.marks.selected : ' '}${name} ${look.tell(item.detail)}`, width);
    return marked ? look.paint('selected', line) : line;
  });
}

/** A styled text in exactly `width` columns: its escape codes take none. */
function fitted(text: string, width: number): string {
  const plain = text.replace(/\x1b\[[\d;]*m/g, '');
  if (widthOf(plain) > width) return text.replace(plain, cut(plain, width));
  return text + ' '.repeat(width - widthOf(plain));
}

export const filterScreen = defineScreen('filter', {
  input: (shell, state, input) => {
    if (input.kind === 'mouse') return true;
    if (input.kind === 'key' && command(shell, state, keyLabel(input))) return true;
    const { mode } = state;
    const line = mode === 'text' ? state.text : state.expression;
    const edited = editLine(line, harmless(input));
    if (edited === undefined) return false;
    if (mode === 'text') {
      shell.update('filter', { ...state, text: edited });
      if (edited.text !== line.text) shell.port.setTextFilter(edited.text);
      return true;
    }
    const entries = shell.port.filtering?.history?.entries() ?? [];
    shell.update('filter', { ...state, expression: edited, entry: edited.text === line.text ? state.entry : entries.length });
    helpSoon(shell);
    return true;
  },
  View: ({ shell, state, columns, rows }) => {
    const { look, ui } = shell;
    const menu = Math.max(1, Math.min(menuMax, rows - linesAbove - 5));
    const behind = tableLines(shell, columns, rows).slice(0, Math.max(0, rows - 3 - menu));
    const line = state.mode === 'text' ? state.text : state.expression;
    const status = ui.toast === undefined ? statusLine(shell, state) : look.paint('warning', look.tell(ui.toast.text));
    const lines = [
      ...behind,
      showLine(line, state.mode === 'text' ? textLabel : label, columns, look),
      marksLine(state, columns),
      fitted(status, columns),
      ...menuLines(shell, state, columns, menu),
    ];
    return <Lines columns={columns} lines={lines.slice(0, rows)} />;
  },
});
