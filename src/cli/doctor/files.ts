import { accessSync, constants, readFileSync } from 'node:fs';

/** A small file of `/proc`, `/sys` or `/etc`; undefined where it is missing or may not be read. */
export function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return undefined;
  }
}

/** Whether this user may read a file. */
export function isReadable(path: string): boolean {
  return mayAccess(path, constants.R_OK) === 'yes';
}

/** Whether this user may read or write something, and why not. */
export function mayAccess(path: string, mode: number): 'yes' | 'not permitted' | 'missing' {
  try {
    accessSync(path, mode);
    return 'yes';
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'EACCES' || code === 'EPERM' ? 'not permitted' : 'missing';
  }
}
