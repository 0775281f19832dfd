/** What a text is as a filter. Offsets count UTF-16 units of the text. */
export type FilterCheck =
  | { readonly kind: 'valid' }
  /** It can become a filter by writing on. */
  | { readonly kind: 'incomplete'; readonly expects: string }
  | { readonly kind: 'wrong'; readonly start: number; readonly end: number; readonly message: string; readonly hint: string | undefined };

/** Something that may be written at the cursor. */
export interface Suggestion {
  readonly kind: 'field' | 'operator' | 'value' | 'word';
  /** What is written, quotes included. */
  readonly text: string;
  /** What it is: type and meaning of a field, events that have a value. */
  readonly detail: string;
}

export interface Suggestions {
  /** What a suggestion replaces: up to the cursor. */
  readonly from: number;
  readonly items: readonly Suggestion[];
}

/** Filters written before, the latest last. */
export interface FilterHistory {
  entries(): readonly string[];
  add(filter: string): void;
}

/** What an editor of filters asks. */
export interface FilteringPort {
  check(filter: string): FilterCheck;
  /** undefined where it was given up. */
  suggest(filter: string, cursor: number, signal: AbortSignal): Promise<Suggestions | undefined>;
  /** Events in the window that pass; undefined where it was given up. */
  count(filter: string, signal: AbortSignal): Promise<number | undefined>;
  readonly history?: FilterHistory;
}
