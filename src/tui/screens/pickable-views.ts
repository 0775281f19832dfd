import type { ListedView } from '../port.ts';
import type { Shell } from '../shell.ts';
import { fuzzySearch } from '../state/index.ts';

/** Views that match what was typed, in the order of the picker: recent ones first, the others under their headings. */
export function pickableViews(shell: Shell, query: string): ListedView[] {
  const { recentViews } = shell.ui;
  const found = fuzzySearch(query, shell.port.views(), ({ name, id }) => `${name} ${id}`);
  if (query.trim() !== '') return found;
  const recent = recentViews.map((id) => found.find((view) => view.id === id)).filter((view) => view !== undefined);
  const groups = [...new Set(found.map(({ group }) => group))];
  const others = found.filter((view) => !recent.includes(view));
  return [...recent, ...groups.flatMap((group) => others.filter((view) => view.group === group))];
}
