import type { Shell } from '../shell.ts';
import { type FilterState, stateOf } from '../state/index.ts';
import { graphemes } from '../text/index.ts';

/** ms without a key until a filter is looked at: not every key of a word costs that. */
const debounce_ms = 50;

interface Work {
  timer: NodeJS.Timeout | undefined;
  giveUp: AbortController;
}

/** What is under way for the editor of a shell. */
const works = new WeakMap<Shell, Work>();

/** Ends what is under way. */
export function stopHelp(shell: Shell): void {
  const work = works.get(shell);
  clearTimeout(work?.timer);
  work?.giveUp.abort();
}

/** Looks at the filter a moment after the last key: is it one, what may follow, what does it let through. */
export function helpSoon(shell: Shell): void {
  stopHelp(shell);
  const work: Work = { timer: undefined, giveUp: new AbortController() };
  work.timer = setTimeout(() => void help(shell, work.giveUp.signal), debounce_ms);
  works.set(shell, work);
}

/** Text up to the cursor. */
export function beforeCursor({ expression: { text, at } }: FilterState): string {
  return graphemes(text).slice(0, at).join('');
}

async function help(shell: Shell, signal: AbortSignal): Promise<void> {
  const { filtering } = shell.port;
  const state = stateOf(shell.ui, 'filter');
  if (state === undefined || filtering === undefined || shell.ended) return;
  const { text } = state.expression;
  const check = filtering.check(text);
  change(shell, signal, { check, checked: text, count: undefined });
  // What is behind shows what would be left; while the filter is wrong it stays as it was.
  if (check.kind === 'valid' && text.trim() !== shell.snapshot.filter) shell.port.setFilter(text);
  const suggestions = await filtering.suggest(text, beforeCursor(state).length, signal);
  if (suggestions !== undefined) change(shell, signal, { suggestions, selected: 0 });
  if (check.kind !== 'valid' || signal.aborted) return;
  const count = await filtering.count(text, signal);
  if (count !== undefined) change(shell, signal, { count });
}

function change(shell: Shell, signal: AbortSignal, part: Partial<FilterState>): void {
  const state = stateOf(shell.ui, 'filter');
  if (state !== undefined && !signal.aborted) shell.update('filter', { ...state, ...part });
}
