import { EventFlag, eventKeyCount, eventNumber, eventTable, typeOfKey } from '../../../event/index.ts';
import { type CompiledFilter, compileFilter } from '../../../filter/index.ts';
import type { EventContext } from '../../../machine/index.ts';
import type { ViewLayout } from '../layout.ts';
import { visitThreads } from '../process-table.ts';
import { type Row, RowCollector } from '../rows.ts';
import { type Sample, sampleOf } from '../sample.ts';
import type { EventStore } from '../store/event-store.ts';
import { Followed, type Work } from '../store/followed.ts';
import { Replay } from '../store/replay.ts';
import { asksThreadOnly, knownAdditions, quietKeys, readFds, readProcessOnly } from './quiet.ts';

/** Times on the source's base, in ns, the ends included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What a sample is made of. */
export interface Question {
  readonly layout: ViewLayout;
  /** The whole filter, that of the view included; '' for none. */
  readonly filter: string;
  /** undefined: all there is. */
  readonly window: Span | undefined;
}

/** Reports of CPU time come each second: the last one before the window is what the first in it counts from. */
export const reportsNs = 1.5e9;
const procinfo = eventNumber('PPME_PROCINFO_E');
const tableEntry = eventNumber('PPME_SYSDIGEVENT_X');

/** Makes a sample from what a store holds, in steps; each pause is a chance to do something else, or to give up. */
export function* compute(store: EventStore, question: Question): Generator<void, Sample, undefined> {
  const { replay, finish } = tableOf(store, question, false);
  yield* replay.run();
  return finish();
}

/** Makes a sample from all that comes into a store, while it comes. */
export class FollowedSample extends Followed<Sample> {
  constructor(store: EventStore, question: Question) {
    super(() => tableOf(store, question, true));
  }
}

/** A table in the making, and what it becomes when all is read. */
function tableOf(store: EventStore, { layout, filter: text, window }: Question, follows: boolean): Work<Sample> {
  const filter = text === '' ? undefined : compiled(text);
  const rows = new RowCollector(layout);
  const fields = [...layout.columns.map(({ field }) => field), ...(filter?.fields ?? [])];
  const { ofThread, ofEvent } = splitFilter(filter);
  const remembering = layout.columns.filter(
    ({ field }) => field.definition.stateful === true && /^thread\.cpu/.test(field.definition.name),
  );
  const additions = knownAdditions(layout, filter, true);
  const rowOf = new Array<Row | undefined>(store.threadCount);
  const replay = new Replay(store, {
    window,
    keys: wantedKeys(layout, filter, remembering.length > 0),
    passes: ofThread,
    onEvent: (context, key, thread) => {
      if (!ofEvent(context, key)) return false;
      const row = rows.add(context, key);
      if (row === undefined || additions === undefined) return false;
      if (thread >= 0) rowOf[thread] = row;
      return true;
    },
    quiet: quietKeys(additions),
    ...(additions && {
      onKnown: (context, key, thread) => {
        if (ofEvent(context, key)) rows.join(context, rowOf[thread]!, additions[key]!);
      },
    }),
    ofProcessOnly: readProcessOnly(fields),
    countsFds: readFds(fields),
    follows,
    ...(remembering.length > 0 &&
      window !== undefined && {
        warmUp: reportsNs,
        earlierKey: procinfo,
        onEarlier: (context) => {
          for (const { field } of remembering) field.extract(context);
        },
      }),
  });
  const finish = (): Sample => {
    const end = Number.isNaN(replay.lastTime) ? store.lastTime : replay.lastTime;
    if (store.count > 0 && (filter === undefined || filter.keys[tableEntry] === 1)) {
      visitThreads(replay.machine, store.absolute(end), store.base, (context) => {
        if (filter === undefined || filter.predicate(context)) rows.add(context, tableEntry);
      });
    }
    return sampleOf(layout, rows.take(), secondsOf(store, window, follows));
  };
  return { replay, finish };
}

/** Filters of the last tables: live, the same is made every second or two. */
const compiledBefore = new Map<string, CompiledFilter>();
const compiledMax = 16;

/** A filter that remembers nothing of the events it has seen serves again. */
function compiled(text: string): CompiledFilter {
  const known = compiledBefore.get(text);
  if (known !== undefined) return known;
  const filter = compileFilter(text);
  if (filter.fields.some(({ definition }) => definition.stateful === true)) return filter;
  if (compiledBefore.size >= compiledMax) compiledBefore.delete(compiledBefore.keys().next().value!);
  compiledBefore.set(text, filter);
  return filter;
}

/** Whether an event passes. @param key the event's */
type KeyedPredicate = (context: EventContext, key: number) => boolean;

/**
 * What a filter asks about threads, which is asked once of each, apart from what it asks about events, which need not be
 * asked where their key tells it.
 */
function splitFilter(filter: CompiledFilter | undefined): {
  readonly ofThread: ((context: EventContext) => boolean) | undefined;
  readonly ofEvent: KeyedPredicate;
} {
  if (filter === undefined) return { ofThread: undefined, ofEvent: () => true };
  const { predicate, fields, conjuncts } = filter;
  // What remembers events must see all that it would have seen.
  if (fields.some(({ definition }) => definition.stateful === true)) return { ofThread: undefined, ofEvent: predicate };
  const ofThread = conjuncts.filter((part) => asksThreadOnly(part, true)).map((part) => part.predicate);
  const rest = conjuncts.filter((part) => !asksThreadOnly(part, true));
  const canFail = new Uint8Array(eventKeyCount).map((_, key) => (rest.some((part) => part.canFail[key] === 1) ? 1 : 0));
  return {
    ofThread: ofThread.length === 0 ? undefined : (context) => ofThread.every((passes) => passes(context)),
    ofEvent: (context, key) => canFail[key] === 0 || rest.every((part) => part.predicate(context)),
  };
}

function secondsOf(store: EventStore, window: Span | undefined, followed: boolean): number {
  if (window !== undefined) return (window.to - window.from) / 1e9;
  // Events that had to go before they were read are in no row: their time does not count either.
  const first = store.dropped > 0 && !followed ? store.segments[0]!.time[0]! : store.firstTime;
  return Number.isNaN(first) ? 0 : (store.lastTime - first) / 1e9;
}

/** Events that can make a row, by key; undefined: all can. */
export function wantedKeys(layout: ViewLayout, filter: CompiledFilter | undefined, reports: boolean): Uint8Array | undefined {
  // Without a zero for what is missing, events that cannot have a column's value make no row.
  const strict = layout.view.useDefaults !== true;
  const required = strict
    ? layout.columns.flatMap(({ field }) =>
        (field.eventTypes ?? field.definition.eventTypes ?? []).length > 0
          ? [new Set(field.eventTypes ?? field.definition.eventTypes)]
          : [],
      )
    : [];
  if (filter === undefined && required.length === 0) return undefined;
  const keys = filter === undefined ? new Uint8Array(eventKeyCount).fill(1) : filter.keys.slice();
  for (const types of required) for (let key = 0; key < eventKeyCount; key++) if (!types.has(typeOfKey(key))) keys[key] = 0;
  if (reports && filter === undefined) keys[procinfo] = 1;
  for (let key = 0; key < eventKeyCount; key++) if ((eventTable[typeOfKey(key)]!.flags & EventFlag.UNUSED) !== 0) keys[key] = 0;
  return keys;
}
