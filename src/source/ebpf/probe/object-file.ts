import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/** The folder of the probe's sources. */
const folder = import.meta.dirname;

/**
 * Fingerprint of the probe's sources: sha256 over the names and contents of all C files and the build script. It stands beside the
 * committed object, so that a change of the source without a rebuild shows where there is no clang.
 */
export function sourceFingerprint(): string {
  const hash = createHash('sha256');
  for (const name of fs.readdirSync(folder).sort()) {
    if (!/\.(c|h|sh)$/.test(name)) continue;
    hash.update(`${name}\0`);
    hash.update(fs.readFileSync(path.join(folder, name)));
  }
  return hash.digest('hex');
}

/** Where the build script is. */
export const buildScript: string = path.join(folder, 'build.sh');

/** The file that holds the built object. */
export const objectFile: string = path.join(folder, 'object.ts');
