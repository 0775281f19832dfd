import { type CompletionKind, completeAt, GrammarError, toEngineText } from '../../../grammar/index.ts';
import { countEvents, joinFilters, quote, type SeenValue, seenValues, type ViewSession } from '../../chisel/view/index.ts';
import { fieldNames, findField } from '../../field/index.ts';
import { compileFilter, writtenField } from '../../filter/index.ts';
import type { FilterCheck, FilterHistory, FilteringPort, Suggestion, Suggestions } from '../ports/filtering.ts';
import { fuzzyRank } from '../state/index.ts';

/** More suggestions nobody reads. */
const suggestionsMax = 200;

/** Values that need no quotes in a filter. */
const plainWord = /^[\w./:-]+$/;

/** What fits where a kind of word is expected, for filters that are not at their end. */
const expected: Partial<Record<CompletionKind, string>> = {
  field: 'a field',
  operator: 'an operator',
  value: 'a value',
  list: 'a list (…)',
  argument: 'what the brackets ask for',
  close: ')',
  connective: 'and, or',
};

/** Helps to write filters over the events of a session. */
export class SessionFiltering implements FilteringPort {
  readonly #session: ViewSession;
  readonly history?: FilterHistory;
  /** The values of the field asked for last. */
  #values: { readonly of: string; readonly values: readonly SeenValue[] } | undefined;

  constructor(session: ViewSession, history: FilterHistory | undefined) {
    this.#session = session;
    if (history !== undefined) this.history = history;
  }

  check(filter: string): FilterCheck {
    if (filter.trim() === '') return { kind: 'valid' };
    const engine = toEngineText(filter);
    try {
      compileFilter(engine);
      return { kind: 'valid' };
    } catch (error) {
      if (!(error instanceof GrammarError)) throw error;
      const end = engine.trimEnd().length;
      if (error.end >= end && this.#mayGoOn(filter, error.start >= end)) {
        return { kind: 'incomplete', expects: expectation(filter) };
      }
      const { message, hint } = error;
      return {
        kind: 'wrong',
        start: typedOffset(engine, error.start),
        end: typedOffset(engine, error.end),
        message: decoded(message),
        hint: hint === undefined ? undefined : decoded(hint),
      };
    }
  }

  /** Whether something that is known begins as the last word does. @param ended nothing is begun: all is well so far */
  #mayGoOn(filter: string, ended: boolean): boolean {
    const { kinds, words, range } = completeAt(filter, filter.length);
    if (kinds.length === 0) return false;
    const begun = filter.slice(range.start, range.end);
    if (begun === '') return ended;
    if (kinds.includes('value')) return ended || /["']/.test(begun[0]!);
    return words.length > 0 || (kinds.includes('field') && fieldNames().some((name) => name.startsWith(begun)));
  }

  async suggest(filter: string, cursor: number, signal: AbortSignal): Promise<Suggestions | undefined> {
    const { kinds, words, range, field, operator } = completeAt(filter, cursor);
    const begun = filter.slice(range.start, range.end);
    const items: Suggestion[] = [];
    const offered = new Set(words);
    if (kinds.includes('operator')) {
      const legal = field === undefined ? [] : (writtenField(field)?.operators ?? []);
      for (const name of legal) if (offered.has(name)) items.push({ kind: 'operator', text: name, detail: operatorDetail(name) });
    }
    if (kinds.includes('value') && field !== undefined) {
      const values = await this.#valuesOf(field, signal);
      if (values === undefined) return undefined;
      items.push(...valuesFor(values, begun, operator));
    }
    if (kinds.includes('field')) items.push(...fieldsFor(begun));
    for (const word of words) {
      const isOperator = kinds.includes('operator') && items.some(({ text }) => text === word);
      if (isOperator || !/^(and|or|not)$/.test(word)) continue;
      items.push({
        kind: 'word',
        text: word,
        detail: word === 'and' ? 'both hold' : word === 'or' ? 'one of them holds' : 'it does not hold',
      });
    }
    if (begun === '') {
      if (kinds.includes('group') || kinds.includes('list'))
        items.push({ kind: 'word', text: '(', detail: kinds.includes('list') ? 'begins a list' : 'a group' });
      if (kinds.includes('close')) items.push({ kind: 'word', text: ')', detail: 'ends it' });
    }
    return { from: range.start, items: items.slice(0, suggestionsMax) };
  }

  async count(filter: string, signal: AbortSignal): Promise<number | undefined> {
    // A file is not read again to count what is only being typed.
    const { present } = this.#session;
    if (present === undefined) return undefined;
    return countEvents(present, { filter: joinFilters([this.#around(), toEngineText(filter).trim()]), window: this.#session.span }, signal);
  }

  /** The filters beside the user's own. */
  #around(): string {
    const { path, layout } = this.#session;
    return joinFilters([...path.map(({ filter }) => filter), layout.filter]);
  }

  async #valuesOf(field: string, signal: AbortSignal): Promise<readonly SeenValue[] | undefined> {
    const { present, span } = this.#session;
    const store = present ?? this.#session.store;
    const question = { filter: this.#around(), window: span };
    const of = JSON.stringify([field, question, store.count, store.keptFrom]);
    if (this.#values?.of === of) return this.#values.values;
    const values = await seenValues(store, toEngineText(field), question, signal);
    if (values !== undefined) this.#values = { of, values };
    return values;
  }
}

function fieldsFor(begun: string): Suggestion[] {
  return fieldNames()
    .map((name) => ({ name, rank: name.startsWith(begun) ? -1 : fuzzyRank(begun, name), field: findField(name)! }))
    .filter(({ rank, field }) => rank !== undefined && field.hidden !== true && field.printOnly !== true)
    .sort((a, b) => a.rank! - b.rank!)
    .map(({ name, field }) => ({ kind: 'field', text: name, detail: `${field.type} ${field.doc}` }));
}

function valuesFor(values: readonly SeenValue[], begun: string, operator: string | undefined): Suggestion[] {
  const sought = begun.replace(/^["']/, '').toLowerCase();
  const out: Suggestion[] = [];
  for (const { value, count, isText } of values) {
    const text = decoded(value);
    // What cannot be typed or read is no help: bytes that are no text, and what would act on a terminal.
    if (toEngineText(text) !== value || /\p{C}/u.test(text) || text.length > 200) continue;
    if (operator === 'startswith' ? !text.toLowerCase().startsWith(sought) : !text.toLowerCase().includes(sought)) continue;
    out.push({ kind: 'value', text: isText && !plainWord.test(text) ? quote(text) : text, detail: `${count}` });
    if (out.length >= suggestionsMax) break;
  }
  return out;
}

function operatorDetail(name: string): string {
  const meaning: Readonly<Record<string, string>> = {
    contains: 'holds the text',
    icontains: 'holds the text, in any case',
    startswith: 'begins with the text',
    endswith: 'ends with the text',
    glob: 'matches a pattern of * ? [ ]',
    iglob: 'the same, in any case',
    regex: 'matches a regular expression (RE2)',
    pmatch: 'is below one of the paths',
    in: 'is one of (a, b)',
    intersects: 'has one of (a, b)',
    exists: 'has a value',
    bcontains: 'holds the bytes, in hex',
    bstartswith: 'begins with the bytes, in hex',
  };
  return meaning[name] ?? '';
}

function expectation(filter: string): string {
  const { kinds, range } = completeAt(filter, filter.length);
  if (range.start < range.end) return '…goes on';
  const found = kinds.flatMap((kind) => expected[kind] ?? []);
  return found.length === 0 ? '…goes on' : `…expects ${found.join(' or ')}`;
}

/** The offset in a typed text that an offset in its engine text is. */
function typedOffset(engine: string, offset: number): number {
  return decoded(engine.slice(0, offset)).length;
}

function decoded(engine: string): string {
  return Buffer.from(engine, 'latin1').toString();
}
