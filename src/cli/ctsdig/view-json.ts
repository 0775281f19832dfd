import { toEngineText } from '../../../grammar/index.ts';
import {
  type ActionDefinition,
  type ColumnDefinition,
  joinFilters,
  type ViewDefinition,
  ViewDefinitionError,
} from '../../chisel/view/index.ts';

type Json = Readonly<Record<string, unknown>>;

const aggregations = ['SUM', 'AVG', 'TIME_AVG', 'MIN', 'MAX'] as const;
const layouts = ['default', 'containers'] as const;

/**
 * The view that a file holds: `{"base": ID, "filter": FILTER}` stands for another view with a filter, anything else is a
 * definition as in `chisels/views`, without its id. Unknown words are refused: they would be mistakes.
 *
 * @throws ViewDefinitionError
 */
export function viewOfJson(id: string, value: unknown, views: readonly ViewDefinition[]): ViewDefinition {
  const json = objectOf(value, 'the file');
  return json.base === undefined ? definitionOf(id, json) : basedOn(id, json, views);
}

function basedOn(id: string, json: Json, views: readonly ViewDefinition[]): ViewDefinition {
  only(json, ['base', 'filter', 'name', 'description', 'sorting']);
  const base = views.find((view) => view.id === json.base);
  if (base === undefined) throw new ViewDefinitionError(`base: there is no view ${String(json.base)}`);
  const filter = toEngineText(textOf(json, 'filter') ?? '');
  const sorting = textOf(json, 'sorting');
  const { tags: _tags, ...kept } = base;
  return {
    ...kept,
    id,
    name: textOf(json, 'name') ?? `${base.name}: ${id.slice(id.indexOf('/') + 1)}`,
    description: textOf(json, 'description') ?? base.description,
    filter: joinFilters([base.filter ?? '', filter]),
    columns:
      sorting === undefined
        ? base.columns
        : base.columns.map(({ sorting: _before, ...column }) => (column.name === sorting ? { ...column, sorting: true } : column)),
  };
}

const words = [
  ...['name', 'description', 'type', 'filter', 'useDefaults', 'root', 'appliesTo', 'columns', 'drilldown', 'tips'],
  ...['propagateFilter', 'actions'],
];

function definitionOf(id: string, json: Json): ViewDefinition {
  only(json, words);
  const type = oneOf(json, 'type', ['table', 'list'] as const) ?? 'table';
  const filter = textOf(json, 'filter');
  const tips = textsOf(json, 'tips');
  const drilldown = textOf(json, 'drilldown');
  const useDefaults = flagOf(json, 'useDefaults');
  const root = flagOf(json, 'root');
  const propagateFilter = flagOf(json, 'propagateFilter');
  return {
    id,
    name: textOf(json, 'name') ?? id.slice(id.indexOf('/') + 1),
    description: textOf(json, 'description') ?? 'A view of your own.',
    type,
    appliesTo: textsOf(json, 'appliesTo') ?? [''],
    columns: listOf(json, 'columns').map(columnOf),
    ...(filter !== undefined && { filter: toEngineText(filter) }),
    ...(tips !== undefined && { tips }),
    ...(drilldown !== undefined && { drilldown }),
    ...(useDefaults !== undefined && { useDefaults }),
    ...(root !== undefined && { root }),
    ...(propagateFilter !== undefined && { propagateFilter }),
    ...(json.actions !== undefined && { actions: listOf(json, 'actions').map(actionOf) }),
  };
}

const columnWords = ['field', 'name', 'description', 'aggregation', 'groupAggregation', 'size', 'unit', 'sorting', 'key', 'groupKey'];

function columnOf(value: unknown, i: number): ColumnDefinition {
  const json = objectOf(value, `column ${i + 1}`);
  only(json, [...columnWords, 'tags', 'filterField', 'filterInChildOnly']);
  const { size } = json;
  if (size !== undefined && (!Number.isInteger(size) || Number(size) < 0 || Number(size) > 1000)) {
    throw new ViewDefinitionError(`column ${i + 1}: size is a whole number up to 1000`);
  }
  const tags = textsOf(json, 'tags');
  return {
    field: textOf(json, 'field') ?? '',
    ...texts(json, ['name', 'description', 'unit', 'filterField']),
    ...flags(json, ['sorting', 'key', 'groupKey', 'filterInChildOnly']),
    ...(size !== undefined && { size: Number(size) }),
    ...chosen(json, 'aggregation'),
    ...chosen(json, 'groupAggregation'),
    ...(tags !== undefined && { tags: layouts.filter((layout) => tags.includes(layout)) }),
  };
}

function chosen<Name extends 'aggregation' | 'groupAggregation'>(json: Json, name: Name) {
  const found = oneOf(json, name, aggregations);
  return (found === undefined ? {} : { [name]: found }) as { readonly [K in Name]?: (typeof aggregations)[number] };
}

/** Whatever an action of a file does is asked about first. */
function actionOf(value: unknown, i: number): ActionDefinition {
  const json = objectOf(value, `action ${i + 1}`);
  only(json, ['key', 'description', 'argv']);
  const argv = textsOf(json, 'argv') ?? [];
  const key = textOf(json, 'key') ?? '';
  if (argv.length === 0 || [...key].length !== 1) throw new ViewDefinitionError(`action ${i + 1}: it takes a key and words to run (argv)`);
  return { key, description: textOf(json, 'description') ?? argv.join(' '), argv, destructive: true };
}

function objectOf(value: unknown, what: string): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new ViewDefinitionError(`${what} is no object`);
  return value as Json;
}

function only(json: Json, known: readonly string[]): void {
  const strange = Object.keys(json).find((name) => !known.includes(name));
  if (strange !== undefined) throw new ViewDefinitionError(`${JSON.stringify(strange)} means nothing here; known are ${known.join(', ')}`);
}

function textOf(json: Json, name: string): string | undefined {
  const value = json[name];
  if (value !== undefined && typeof value !== 'string') throw new ViewDefinitionError(`${name} is no text`);
  return value;
}

function flagOf(json: Json, name: string): boolean | undefined {
  const value = json[name];
  if (value !== undefined && typeof value !== 'boolean') throw new ViewDefinitionError(`${name} is neither true nor false`);
  return value;
}

function textsOf(json: Json, name: string): string[] | undefined {
  if (json[name] === undefined) return undefined;
  const list = listOf(json, name);
  if (!list.every((one): one is string => typeof one === 'string')) throw new ViewDefinitionError(`${name} is no list of texts`);
  return [...list];
}

function listOf(json: Json, name: string): readonly unknown[] {
  const value = json[name];
  if (!Array.isArray(value)) throw new ViewDefinitionError(`${name} is no list`);
  return value;
}

function oneOf<Word extends string>(json: Json, name: string, known: readonly Word[]): Word | undefined {
  const value = textOf(json, name);
  const found = known.find((word) => word === value);
  if (value !== undefined && found === undefined) throw new ViewDefinitionError(`${name} is one of ${known.join(', ')}`);
  return found;
}

function texts<Name extends string>(json: Json, names: readonly Name[]): { readonly [K in Name]?: string } {
  return Object.fromEntries(names.flatMap((name) => (json[name] === undefined ? [] : [[name, textOf(json, name)]]))) as {
    readonly [K in Name]?: string;
  };
}

function flags<Name extends string>(json: Json, names: readonly Name[]): { readonly [K in Name]?: boolean } {
  return Object.fromEntries(names.flatMap((name) => (json[name] === undefined ? [] : [[name, flagOf(json, name)]]))) as {
    readonly [K in Name]?: boolean;
  };
}
