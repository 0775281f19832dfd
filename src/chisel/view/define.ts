/** How the values of many events become one cell. */
export type Aggregation = 'SUM' | 'AVG' | 'TIME_AVG' | 'MIN' | 'MAX';

/** What a view shows its rows as. */
export type ViewType = 'table' | 'list' | 'spectrogram';

/** Which column layout is wanted: with containers (`-pc`) or without. */
export type ColumnLayout = 'default' | 'containers';

/** One column of a view. */
export interface ColumnDefinition {
  /** A field with its argument as filters write it; `%depth`, `%depth+1` stand for the depth of drilling. */
  readonly field: string;
  /** The header; a column without one is not shown (keys). */
  readonly name?: string;
  readonly description?: string;
  /** Missing: the value of the first event stays. */
  readonly aggregation?: Aggregation;
  /** How rows of the same group become one, in views with a group key; missing: the first stays. */
  readonly groupAggregation?: Aggregation;
  /** Columns of the screen; 0: what is left of the line. Missing: by the field's type. */
  readonly size?: number;
  /** What numbers count, for header and legend. Missing: by the field. */
  readonly unit?: string;
  /** Rows are sorted by it at first. */
  readonly sorting?: boolean;
  /** Rows are told apart by it. A view has one for each layout; lists have none. */
  readonly key?: boolean;
  /** Rows become one where this is the same, and it is their key from then on. */
  readonly groupKey?: boolean;
  /** Only in these layouts; missing: in both. */
  readonly tags?: readonly ColumnLayout[];
  /** A key whose value is asked for through another field when drilling down. */
  readonly filterField?: string;
  /** The key selects nothing in the view itself, only in those below it. */
  readonly filterInChildOnly?: boolean;
}

/**
 * Something to do with the selected row. `argv` is what is run, never a shell line; `%field` in a word stands for the
 * row's value of the field.
 */
export interface ActionDefinition {
  readonly key: string;
  readonly description: string;
  readonly argv: readonly string[];
  /** Ends or changes something: asked about first. */
  readonly destructive?: boolean;
  /** Takes over the terminal while it runs; else its output is shown. */
  readonly interactive?: boolean;
}

/** A view of ctsdig: what `chisels/views` holds one file of each. */
export interface ViewDefinition {
  /** What `-v` takes. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly tips?: readonly string[];
  readonly tags?: readonly string[];
  readonly type: ViewType;
  /** Events that count; empty: all. May hold `%depth` as fields do. */
  readonly filter?: string;
  /** Numbers and texts an event does not have count as 0 and empty; else such an event makes no row. */
  readonly useDefaults?: boolean;
  /** Can be the first thing shown, and is found by drilling up. */
  readonly root?: boolean;
  /** Key fields of the selections it can be shown for; '' is the whole machine. */
  readonly appliesTo: readonly string[];
  readonly columns: readonly ColumnDefinition[];
  /** The view that shows what is in a row. */
  readonly drilldown?: string;
  /** Drilling down goes one level deeper in nested spans. */
  readonly drilldownIncreasesDepth?: boolean;
  /** Whether views below it keep its filter; default true. */
  readonly propagateFilter?: boolean;
  readonly spectrogram?: 'latency' | 'tracers';
  readonly actions?: readonly ActionDefinition[];
}

/** A mistake in the definition of a view: whose and which. */
export class ViewDefinitionError extends Error {
  override readonly name = 'ViewDefinitionError';
}

/**
 * Checks a view and gives it back; a file of `chisels/views` exports nothing else by default.
 *
 * @throws ViewDefinitionError
 */
export function defineView(view: ViewDefinition): ViewDefinition {
  const refuse = (what: string): never => {
    throw new ViewDefinitionError(`view ${view.id}: ${what}`);
  };
  if (!/^[\w/-]+$/.test(view.id)) refuse('its id is not made of letters, digits, _, - and /');
  for (const layout of ['default', 'containers'] as const) {
    const columns = columnsOf(view, layout);
    const keys = columns.filter(({ key }) => key === true).length;
    if (view.type === 'list' ? keys > 0 : keys !== 1) {
      refuse(view.type === 'list' ? 'a list has no key column' : `it has ${keys} key columns in the layout ${layout}, not 1`);
    }
    if (columns.filter(({ groupKey }) => groupKey === true).length > 1) refuse('it has more than one group key');
    if (columns.every(({ name, key }) => name === undefined || key === true)) refuse('it shows no column');
  }
  return view;
}

/** The columns of a view in a layout, as they are written. */
export function columnsOf(view: ViewDefinition, layout: ColumnLayout): readonly ColumnDefinition[] {
  return view.columns.filter(({ tags }) => tags === undefined || tags.includes(layout));
}
