import { eventKeyCount, eventNumber } from '../../../event/index.ts';
import type { BoundField } from '../../../field/index.ts';
import { compileFilter } from '../../../filter/index.ts';
import type { ViewLayout } from '../layout.ts';
import { wantedKeys } from './compute.ts';
import { knownAdditions, quietKeys } from './quiet.ts';

/** What a view needs of a live source. */
export interface ViewNeeds {
  /** By event key: 1 where an event can add something to the view; undefined: all can. */
  readonly keys: Uint8Array | undefined;
  /** Every field that is read. */
  readonly fields: readonly BoundField[];
}

const tableEntry = eventNumber('PPME_SYSDIGEVENT_X');

/**
 * Which events a view is made of. Those that change threads and fds are counted only where they also add something to
 * a row: who captures keeps them anyway.
 *
 * @param text the whole filter, that of the view included; '' for none
 */
export function needsOfView(layout: ViewLayout, text: string): ViewNeeds {
  const filter = text === '' ? undefined : compileFilter(text);
  const fields = [...layout.columns.map(({ field }) => field), ...(filter?.fields ?? [])];
  const reports = layout.columns.some(({ field }) => field.definition.stateful === true && /^thread\.cpu/.test(field.definition.name));
  const keys = wantedKeys(layout, filter, reports);
  // Threads have rows whether they did something or not, so that events which only repeat what is known of them need not come.
  const quiet = filter === undefined || filter.keys[tableEntry] === 1 ? quietKeys(knownAdditions(layout, filter, false)) : undefined;
  if (quiet === undefined) return { keys, fields };
  const adding = keys?.slice() ?? new Uint8Array(eventKeyCount).fill(1);
  for (let key = 0; key < eventKeyCount; key++) if (quiet[key] === 1) adding[key] = 0;
  return { keys: adding, fields };
}
