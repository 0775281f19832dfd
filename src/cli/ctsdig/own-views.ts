import { chmodSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { views as builtIn } from '../../../chisels/views/index.ts';
import { GrammarError } from '../../../grammar/index.ts';
import { defineView, layOut, type ViewDefinition, ViewDefinitionError } from '../../chisel/view/index.ts';
import { compileFilter } from '../../filter/index.ts';
import type { Outcome, ViewToSave } from '../../tui/index.ts';
import { viewOfJson } from './view-json.ts';

/** Larger files are no views. */
const fileBytesMax = 256 * 1024;

/** What a name of a view of one's own is made of. */
const namePattern = /^[\w-]{1,64}$/;

/** Views of the user's own, and why files were not taken. */
export interface OwnViews {
  readonly views: readonly ViewDefinition[];
  readonly problems: readonly string[];
}

/** Where they are: `~/.tsdig/views`. */
export function ownViewsFolder(): string {
  return join(process.env.HOME ?? homedir(), '.tsdig', 'views');
}

/**
 * Reads the views of a folder, `NAME.json` as `mine/NAME`. They hold data only; fields and filters are checked as those
 * of the views that come with tsdig are.
 */
export function readOwnViews(folder: string): OwnViews {
  const views: ViewDefinition[] = [];
  const problems: string[] = [];
  for (const file of filesOf(folder)) {
    const name = file.slice(0, -'.json'.length);
    const path = join(folder, file);
    try {
      if (!namePattern.test(name)) throw new ViewDefinitionError('its name is not made of letters, digits, _ and -');
      if (statSync(path).size > fileBytesMax) throw new ViewDefinitionError('it is too large for a view');
      views.push(checked(viewOfJson(`mine/${name}`, JSON.parse(readFileSync(path, 'utf8')), builtIn)));
    } catch (error) {
      problems.push(`${path}: ${reasonOf(error)}`);
    }
  }
  return { views, problems };
}

function filesOf(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .sort();
  } catch {
    return []; // Most people have none.
  }
}

function checked(view: ViewDefinition): ViewDefinition {
  defineView(view);
  for (const layout of ['default', 'containers'] as const) layOut(view, { layout });
  if (view.filter !== undefined && view.filter !== '') compileFilter(view.filter);
  return view;
}

function reasonOf(error: unknown): string {
  if (error instanceof SyntaxError) return 'it is no JSON';
  return error instanceof Error ? error.message : 'it cannot be read';
}

let known: { readonly views: ViewDefinition[]; readonly problems: readonly string[] } | undefined;

function load(): NonNullable<typeof known> {
  if (known === undefined) {
    const own = readOwnViews(ownViewsFolder());
    known = { views: [...builtIn, ...own.views], problems: own.problems };
  }
  return known;
}

/** The views that come with tsdig, and behind them the user's own. What is saved is added to the same list. */
export function allViews(): readonly ViewDefinition[] {
  return load().views;
}

/** Why files of the user's folder are no views. */
export function ownViewProblems(): readonly string[] {
  return load().problems;
}

/** Saves a view with a filter under a name, for its owner only; from then on it is one of {@link allViews}. */
export function saveOwnView(name: string, { view, filter, sorting }: ViewToSave, folder = ownViewsFolder()): Outcome {
  if (!namePattern.test(name)) return { refused: `${name} is no name for a view`, hint: 'letters, digits, _ and -' };
  const { views } = load();
  if (!builtIn.some(({ id }) => id === view)) return { refused: `${view} is made from another view`, hint: 'save from that one' };
  const json = { base: view, filter, ...(sorting !== undefined && { sorting }) };
  const path = join(folder, `${name}.json`);
  try {
    const saved = checked(viewOfJson(`mine/${name}`, json, builtIn));
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const beside = `${path}.${process.pid}`;
    writeFileSync(beside, `${JSON.stringify(json, undefined, 2)}\n`, { mode: 0o600, flag: 'wx' });
    chmodSync(beside, 0o600);
    renameSync(beside, path);
    const at = views.findIndex(({ id }) => id === saved.id);
    if (at < 0) views.push(saved);
    else views[at] = saved;
    return undefined;
  } catch (error) {
    if (error instanceof GrammarError || error instanceof ViewDefinitionError) return { refused: error.message };
    return { refused: `${path} could not be written`, hint: error instanceof Error ? error.message : '' };
  }
}
