import type { ListedEvents } from '../ports/events.ts';

/** Events read between two looks at the keyboard. */
const stepEvents = 2048;

/**
 * The next event, in a direction and round the end, for which `matches` holds; -1 where there is none or it was given
 * up. The event begun at comes last.
 */
export async function findEvent<Item>(
  list: ListedEvents<Item>,
  start: number,
  direction: 1 | -1,
  matches: (item: Item) => boolean,
  signal: AbortSignal,
): Promise<number> {
  const { length } = list;
  for (let done = 0; done < length; ) {
    const steps = Math.min(stepEvents, length - done);
    const first = (((start + direction * (done + 1)) % length) + length) % length;
    // A piece that does not go round the end.
    const room = direction === 1 ? Math.min(steps, length - first) : Math.min(steps, first + 1);
    const from = direction === 1 ? first : first - room + 1;
    const items = list.page(from, from + room);
    for (let i = 0; i < room; i++) {
      const at = direction === 1 ? i : room - 1 - i;
      const item = items[at];
      if (item !== undefined && matches(item)) return from + at;
    }
    done += room;
    await new Promise(setImmediate);
    if (signal.aborted) return -1;
  }
  return -1;
}
