import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ChiselError } from '../engine/errors.ts';

/** What chisels import. */
const apiName = 'tsdig/chisel';

/** The file of the API: part of the built program, or the source. */
export function apiFile(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  return import.meta.url.endsWith('.ts') ? resolve(here, '../api/index.ts') : resolve(here, '../chisel.js');
}

/**
 * Loads a chisel that does not come with tsdig. TypeScript runs as it is; `tsdig/chisel` is this tsdig, wherever the file
 * lies.
 */
export async function loadForeign(name: string, file: string): Promise<{ readonly default?: unknown }> {
  const { registerHooks } = process.getBuiltinModule('node:module');
  if (registerHooks === undefined || (file.endsWith('.ts') && process.features.typescript === false)) {
    throw new ChiselError(name, 'chisels of your own need Node 22.18 or later', `this is Node ${process.versions.node}`);
  }
  const api = apiFile();
  if (!existsSync(api)) throw new Error(`the API of chisels is missing: ${api}`);
  const url = pathToFileURL(api).href;
  const hooks = registerHooks({
    resolve: (specifier, context, next) => (specifier === apiName ? { url, shortCircuit: true } : next(specifier, context)),
  });
  try {
    return (await import(pathToFileURL(file).href)) as { default?: unknown };
  } catch (error) {
    const { message } = error as Error;
    throw new ChiselError(name, `cannot be loaded: ${message.split('\n')[0]}`);
  } finally {
    hooks.deregister();
  }
}
