/**
 * How well a text holds the letters of a query in order: lower is better, undefined where it does not. Whole words come
 * before beginnings of words, those before letters anywhere.
 */
export function fuzzyRank(query: string, text: string): number | undefined {
  const sought = query.trim().toLowerCase();
  if (sought === '') return 0;
  const whole = text.toLowerCase();
  const at = whole.indexOf(sought);
  if (at === 0) return 0;
  if (at > 0) return /[\s/_:-]/.test(whole[at - 1]!) ? 1 : 2;
  let from = 0;
  let holes = 0;
  for (const letter of sought) {
    if (letter === ' ') continue;
    const found = whole.indexOf(letter, from);
    if (found < 0) return undefined;
    if (found > from && from > 0) holes++;
    from = found + 1;
  }
  return 3 + holes;
}

/** Those that match, best first, in their own order where they are as good. */
export function fuzzySearch<Item>(query: string, items: readonly Item[], textOf: (item: Item) => string): Item[] {
  return items
    .map((item) => ({ item, rank: fuzzyRank(query, textOf(item)) }))
    .filter((found): found is { item: Item; rank: number } => found.rank !== undefined)
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}
