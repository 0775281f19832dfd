import {
  type BoundField,
  bindField,
  defaultFieldSettings,
  FieldArgumentError,
  type FieldSettings,
  type FieldValue,
  resolveField,
} from '../../field/index.ts';
import { type Adder, adderOf, isNumeric, keep } from './aggregate.ts';
import { type ColumnDefinition, type ColumnLayout, columnsOf, type ViewDefinition, ViewDefinitionError } from './define.ts';
import { atDepth } from './depth.ts';

/** A column ready to read events. */
export interface ViewColumn {
  readonly definition: ColumnDefinition;
  readonly field: BoundField;
  /** Joins values of events. */
  readonly add: Adder;
  /** Joins values of rows that become one. */
  readonly merge: Adder;
  /** Stands for a value that an event does not have; undefined: such an event makes no row. */
  readonly fallback: 0 | '' | false | undefined;
  /** Events of a row that is there already need not be asked: the value stays, and none of them lacks it. */
  readonly once: boolean;
}

/** A view with its fields found, for one layout and one depth of drilling. */
export interface ViewLayout {
  readonly view: ViewDefinition;
  /** As events fill them: the key first. Lists have none. */
  readonly columns: readonly ViewColumn[];
  /** Indices of {@link columns} as rows hold them in the end: the key, or the group key, first. */
  readonly order: readonly number[];
  readonly grouped: boolean;
  readonly filter: string;
}

export interface LayoutOptions {
  readonly layout?: ColumnLayout;
  /** How often drilling went a level deeper. */
  readonly depth?: number;
  readonly settings?: FieldSettings;
}

/**
 * Finds the fields of a view.
 *
 * @throws ViewDefinitionError where one does not exist
 */
export function layOut(
  view: ViewDefinition,
  { layout = 'default', depth = 0, settings = defaultFieldSettings }: LayoutOptions = {},
): ViewLayout {
  const written = columnsOf(view, layout);
  const key = written.filter((column) => column.key === true);
  const columns = [...key, ...written.filter((column) => column.key !== true)].map((column) => bindColumn(view, column, depth, settings));
  const group = columns.findIndex(({ definition }) => definition.groupKey === true);
  const all = columns.map((_, i) => i);
  return {
    view,
    columns,
    order: group < 0 ? all : [group, ...all.filter((i) => i !== group && columns[i]!.definition.key !== true)],
    grouped: group >= 0,
    filter: atDepth(view.filter ?? '', depth),
  };
}

function bindColumn(view: ViewDefinition, definition: ColumnDefinition, depth: number, settings: FieldSettings): ViewColumn {
  const written = atDepth(definition.field, depth);
  try {
    const field = remembering(bindWritten(written, settings));
    const add = adderOf(definition.aggregation, field.type);
    const fallback = view.useDefaults === true ? fallbackOf(field) : undefined;
    return {
      definition,
      field,
      once: add === keep && (fallback !== undefined || (ofEveryThread.test(written) && keyOf(view, ofEveryThread))),
      add,
      merge: adderOf(definition.groupAggregation, field.type),
      fallback,
    };
  } catch (error) {
    if (!(error instanceof FieldArgumentError)) throw error;
    throw new ViewDefinitionError(`view ${view.id}: column ${written}: ${error.message}`);
  }
}

/** Ids that all events of a thread have if one has them. */
const ofEveryThread = /^(?:proc\.pid|thread\.tid)$/;

function keyOf({ columns }: ViewDefinition, pattern: RegExp): boolean {
  return columns.every(({ key, field }) => key !== true || pattern.test(field));
}

/** Binds a field as filters write it: `evt.type.is.open`, `evt.arg[3]`. */
export function bindWritten(written: string, settings: FieldSettings = defaultFieldSettings): BoundField {
  const [, name = '', argument] = /^([^[]+)(?:\[(.*)\])?$/s.exec(written) ?? [];
  const found = resolveField(name);
  if (found === undefined || (argument !== undefined && found.rest !== '')) throw new FieldArgumentError(`there is no field ${written}`);
  return bindField(found.definition, argument ?? (found.rest === '' ? undefined : found.rest), settings);
}

/** Command lines are put together from many words: once for each command is enough, whichever threads share its words. */
function remembering(field: BoundField): BoundField {
  if (field.definition.name !== 'proc.exeline') return field;
  const known = new WeakMap<readonly string[], { readonly exe: string; readonly text: FieldValue | undefined }>();
  return {
    ...field,
    extract(context) {
      const { thread } = context;
      if (thread === undefined) return field.extract(context);
      const { exe, args } = thread;
      let last = known.get(args);
      if (last === undefined || last.exe !== exe) {
        last = { exe, text: field.extract(context) };
        known.set(args, last);
      }
      return last.text;
    },
  };
}

/** Only plain numbers and texts have a zero: an address or a port that is missing is not 0. */
function fallbackOf({ type, format }: BoundField): 0 | '' | undefined {
  if (type === 'CHARBUF') return '';
  if (type === 'DOUBLE') return 0;
  return isNumeric(type) && format === 'DEC' ? 0 : undefined;
}
