import { dirname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Chisel } from '../api/index.ts';
import { ChiselError } from '../engine/errors.ts';
import { ChiselDied, type Elsewhere, WorkerLink } from '../worker/link.ts';
import type { Description } from '../worker/protocol.ts';

/** The file of the API: part of the built program, or the source. */
export function apiFile(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  return import.meta.url.endsWith('.ts') ? resolve(here, '../api/index.ts') : resolve(here, '../chisel.js');
}

/**
 * Loads a chisel that does not come with tsdig, into a worker of its own: nothing of it runs here. TypeScript runs as it
 * is; `tsdig/chisel` is this tsdig, wherever the file lies.
 *
 * @param elsewhere loads it for us, where it must not be loaded here yet
 * @throws ChiselError where it cannot be loaded or is no chisel
 */
export function loadForeign(name: string, file: string, elsewhere?: Elsewhere): { readonly chisel: Chisel; readonly link: WorkerLink } {
  if (process.getBuiltinModule('node:module').registerHooks === undefined || (file.endsWith('.ts') && !process.features.typescript)) {
    throw new ChiselError(name, 'chisels of your own need Node 22.18 or later', `this is Node ${process.versions.node}`);
  }
  const link = new WorkerLink(name, elsewhere);
  try {
    const call = { call: 'load', file, api: pathToFileURL(apiFile()).href } as const;
    const description = link.call(
      call,
      () => undefined,
      () => [],
    ) as Description;
    return { chisel: description as Chisel, link };
  } catch (error) {
    void link.close();
    if (error instanceof ChiselDied) throw new ChiselError(name, error.message);
    throw error;
  }
}
