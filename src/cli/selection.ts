import { eventNumber } from '../event/index.ts';
import type { BoundField, FieldSettings } from '../field/index.ts';
import type { KernelPart } from '../filter/index.ts';
import type { EarlyPredicates, EventPredicate } from '../machine/index.ts';
import { loadWhole } from './tune.ts';

/** A filter as a run needs it. */
export interface Selection {
  readonly predicate: EventPredicate | undefined;
  /** By event key: 1 where the filter can match; undefined: everywhere. */
  readonly keys: Uint8Array | undefined;
  /** Every field it reads. */
  readonly fields: readonly BoundField[];
  /** Parts of it that may reject an event before it is looked into. */
  readonly early: EarlyPredicates | undefined;
  /** What of it can be decided before an event is recorded; undefined where there is no filter. */
  readonly part: KernelPart | undefined;
  /** Whether a field may take its value from the enter of a call. */
  readonly readsEnter: (field: BoundField) => boolean;
}

/** The selection of a run without a filter. */
export const everything: Selection = {
  predicate: undefined,
  keys: undefined,
  fields: [],
  early: undefined,
  part: undefined,
  readsEnter: () => true,
};

/** Compiles the filter; the compiler is loaded only where there is one. */
export async function compileSelection(text: string, look: FieldSettings): Promise<Selection> {
  if (text === '') return everything;
  const { compileFilter, earlyParts, kernelPart, readsEnter } = await loadWhole(() => import('../filter/index.ts'));
  const { predicate, keys, fields, ...rest } = compileFilter(text, look);
  let part: KernelPart | undefined;
  return {
    predicate,
    keys,
    fields,
    early: earlyParts(rest.conjuncts),
    // Files do not ask for it.
    get part() {
      part ??= kernelPart({ predicate, keys, fields, ...rest }, look);
      return part;
    },
    readsEnter: (field) => readsEnter(field) || (look.time === 'd' && field.definition.name === 'evt.outputtime'),
  };
}

const procinfo = eventNumber('PPME_PROCINFO_E');

/** With -D the tracer's own accounts of processes are shown whatever the filter, as sysdig does. */
export function withInventory(selection: Selection): Selection {
  const { predicate, keys } = selection;
  if (predicate === undefined) return everything;
  const widened = keys?.slice();
  if (widened !== undefined) widened[procinfo] = 1;
  return { ...selection, early: undefined, predicate: (context) => context.evt.type === procinfo || predicate(context), keys: widened };
}
