import { existsSync, readdirSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { nearest } from '../../../grammar/index.ts';
import type { Chisel } from '../api/index.ts';
import { ChiselError } from '../engine/errors.ts';
import type { Elsewhere } from '../worker/link.ts';
import { loadForeign } from './foreign.ts';
import type { NamedChisel } from './info.ts';

/** Endings of files that hold a chisel. */
const endings = ['.ts', '.js', '.mjs'] as const;

/** Where chisels are looked for. */
export interface ChiselPlaces {
  /** Folders that come before everything else, in their order. */
  readonly first: readonly string[];
  /** The user's own folder. */
  readonly own: string;
  /** Folders (`node_modules`) of packages called `tsdig-chisel-NAME`. */
  readonly packages: readonly string[];
  /** Loads what does not come with tsdig, where this process has rights that such chisels are not to have. */
  readonly elsewhere?: Elsewhere | undefined;
}

/** A chisel that was found, not loaded yet. */
interface Found {
  readonly name: string;
  readonly file: string;
  readonly builtIn: boolean;
}

/** The chisels there are, by name. */
export class ChiselCatalog {
  readonly #places: ChiselPlaces;

  constructor(places: ChiselPlaces) {
    this.#places = places;
  }

  /**
   * Loads a chisel by its name or by the path of its file.
   *
   * @throws ChiselError where there is none, or what there is is no chisel
   */
  async load(name: string): Promise<NamedChisel> {
    const found = this.#find(name);
    if (found === undefined) {
      const near = nearest(name, this.names());
      throw new ChiselError(
        '',
        `unknown chisel ${name}`,
        near === undefined ? 'all chisels: tsdig -cl' : `did you mean ${near}? (all chisels: tsdig -cl)`,
      );
    }
    if (!found.builtIn) return { name: found.name, ...loadForeign(found.name, found.file, this.#places.elsewhere) };
    const { default: chisel } = (await import(pathToFileURL(found.file).href)) as { default: Chisel };
    return { name: found.name, chisel, link: undefined };
  }

  /** The names of all chisels that can be found without a path. */
  names(): string[] {
    const { first, own, packages } = this.#places;
    const folders = [...first, builtInFolder(), own].flatMap(chiselsIn);
    const installed = packages.flatMap((folder) => entriesOf(folder).flatMap((entry) => /^tsdig-chisel-(.+)$/.exec(entry)?.[1] ?? []));
    return [...new Set([...folders, ...installed])].sort();
  }

  #find(name: string): Found | undefined {
    if (name.includes('/') || endings.some((ending) => name.endsWith(ending))) {
      const file = isAbsolute(name) ? name : resolve(name);
      return existsSync(file) ? { name, file, builtIn: false } : undefined;
    }
    const { first, own, packages } = this.#places;
    const builtIn = builtInFolder();
    for (const folder of [...first, builtIn, own]) {
      for (const ending of endings) {
        const file = join(folder, name + ending);
        if (existsSync(file)) return { name, file, builtIn: folder === builtIn };
      }
    }
    for (const folder of packages) {
      const file = packageEntry(join(folder, `tsdig-chisel-${name}`));
      if (file !== undefined) return { name, file, builtIn: false };
    }
    return undefined;
  }
}

/** Where the chisels that come with tsdig lie: beside the built program, or in the sources. */
function builtInFolder(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  return import.meta.url.endsWith('.ts') ? resolve(here, '../../../chisels') : resolve(here, '../chisels');
}

function chiselsIn(folder: string): string[] {
  return entriesOf(folder).flatMap((entry) => {
    const ending = endings.find((candidate) => entry.endsWith(candidate));
    return ending === undefined || entry.endsWith('.d.ts') ? [] : [entry.slice(0, -ending.length)];
  });
}

function entriesOf(folder: string): string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}

/** The file a package begins with. */
function packageEntry(folder: string): string | undefined {
  if (!existsSync(join(folder, 'package.json'))) return undefined;
  const { main, exports } = JSON.parse(process.getBuiltinModule('node:fs').readFileSync(join(folder, 'package.json'), 'utf8')) as {
    main?: unknown;
    exports?: unknown;
  };
  const entry = [exports, main, 'index.js', 'index.ts'].find(
    (candidate) => typeof candidate === 'string' && existsSync(join(folder, candidate)),
  );
  return entry === undefined ? undefined : join(folder, entry as string);
}
