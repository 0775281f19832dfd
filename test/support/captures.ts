import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));

/** Folder of captures made by others, or undefined where this machine has none. */
export const capturesDir: string | undefined = [process.env.TSDIG_CAPTURES, resolve(here, '../../../shared/captures')].find(
  (dir): dir is string => dir !== undefined && existsSync(dir),
);

/** Why tests over foreign captures are skipped; part of the names of such tests. */
export const noCaptures = 'no captures here: set TSDIG_CAPTURES to a folder of .scap files';

/** Paths of all captures, sorted; empty where there are none. */
export function captureFiles(): string[] {
  const dir = capturesDir;
  if (dir === undefined) return [];
  return readdirSync(dir)
    .filter((name) => name.includes('.scap'))
    .sort()
    .map((name) => join(dir, name));
}

/** Path of the one capture whose name contains `part`; throws where several or none do. */
export function capture(part: string): string {
  const found = captureFiles().filter((file) => file.includes(part));
  if (found.length !== 1) throw new Error(`${found.length} captures match ${part}`);
  return found[0]!;
}
