import { FieldArgumentError } from '../../../field/index.ts';
import { plainText } from '../cell.ts';
import { bindWritten } from '../layout.ts';
import type { EventStore } from '../store/event-store.ts';
import { type EventQuestion, inSlices, scan } from './scan.ts';

/** A value of a field, and how many events have it. */
export interface SeenValue {
  /** Binary string. */
  readonly value: string;
  readonly count: number;
  /** A text that filters write between quotes where they must. */
  readonly isText: boolean;
}

/** Values told apart; of the others nothing is known. */
const valuesMax = 5000;

/** How many events pass. undefined where it was given up. @throws FilterError, FilterSyntaxError */
export async function countEvents(store: EventStore, question: EventQuestion, signal?: AbortSignal): Promise<number | undefined> {
  let count = 0;
  const done = await inSlices(
    scan(store, question, () => {
      count++;
    }),
    signal,
  );
  return done ? count : undefined;
}

/**
 * The values a field has in the events that pass, the most frequent first. Empty where there is no such field;
 * undefined where it was given up.
 */
export async function seenValues(
  store: EventStore,
  written: string,
  question: EventQuestion,
  signal?: AbortSignal,
): Promise<SeenValue[] | undefined> {
  const field = bound(written);
  if (field === undefined || field.definition.stateful === true || field.type === 'IPNET') return [];
  const { extract, extractAll, type } = field;
  const isText = type === 'CHARBUF' || type === 'BYTEBUF';
  const counts = new Map<string, number>();
  const take = (text: string) => {
    const before = counts.get(text);
    if (before !== undefined || counts.size < valuesMax) counts.set(text, (before ?? 0) + 1);
  };
  const done = await inSlices(
    scan(store, question, (context) => {
      const values = extractAll?.(context) ?? [extract(context)];
      for (const value of values) if (value !== undefined && value !== '') take(plainText(type, value));
    }),
    signal,
  );
  if (!done) return undefined;
  return [...counts].map(([value, count]) => ({ value, count, isText })).sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}

function bound(written: string) {
  try {
    return bindWritten(written);
  } catch (error) {
    if (error instanceof FieldArgumentError) return undefined;
    throw error;
  }
}
