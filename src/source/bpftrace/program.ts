import { accessSync, constants, statSync } from 'node:fs';
import { join } from 'node:path';

/** Directories where programs of root are, for users whose search path lacks them. */
const usualPlaces = ['/usr/local/bin', '/usr/bin', '/bin', '/usr/local/sbin', '/usr/sbin', '/sbin'];

/**
 * The full path of a program on a search path (`PATH`) or in the usual places; undefined where it is nowhere. Only absolute directories count:
 * the current one must not decide what runs as root.
 */
export function findProgram(name: string, searchPath: string): string | undefined {
  for (const folder of [...searchPath.split(':'), ...usualPlaces]) {
    if (!folder.startsWith('/')) continue;
    const path = join(folder, name);
    try {
      accessSync(path, constants.X_OK);
      if (statSync(path).isFile()) return path;
    } catch {
      // Not here, or not to be run by this user.
    }
  }
  return undefined;
}
