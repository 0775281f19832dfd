import { nearest } from '../../../grammar/index.ts';
import type { ViewDefinition } from '../../chisel/view/index.ts';
import { UsageError } from '../errors.ts';
import { allViews, ownViewProblems, ownViewsFolder } from './own-views.ts';

/** The view a run begins with: the one that was asked for, or the processes. */
export function firstView(id: string | undefined): ViewDefinition {
  const views = allViews();
  const found = id === undefined ? (views.find((view) => view.id === 'procs') ?? views[0]) : views.find((view) => view.id === id);
  if (found !== undefined) return found;
  const [problem] = ownViewProblems().filter((one) => one.startsWith(`${ownViewsFolder()}/${id?.replace('mine/', '')}.json: `));
  if (problem !== undefined) throw new UsageError(`the view ${id} cannot be shown`, problem);
  const near = nearest(
    id ?? '',
    views.map((view) => view.id),
  );
  throw new UsageError(`there is no view ${id}`, near === undefined ? 'all views: ctsdig --list-views' : `did you mean ${near}?`);
}

/** What `--list-views` prints: csysdig's JSON. */
export function viewListJson(): string {
  const list = allViews().map(({ id, name, description, tips, tags, filter, root, appliesTo, drilldown, type }) => ({
    appliesTo,
    canDrillDown: drilldown !== undefined || type === 'spectrogram',
    description,
    ...(drilldown !== undefined && { drilldownTarget: drilldown }),
    filter: filter ?? '',
    id,
    isRoot: root === true,
    name,
    ...(tags && { tags }),
    ...(tips && { tips }),
  }));
  return `${JSON.stringify(list)}\n`;
}
