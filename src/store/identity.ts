import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** Bytes of a file's beginning and end that are part of what it is known by. */
const edgeBytes = 64 << 10;

/**
 * What a file is known by: where it is, how long, when it was written, and what it begins and ends with. Another file,
 * or the same after a change, has another one. undefined for what is no regular file, or cannot be read.
 */
export function identityOf(path: string): string | undefined {
  let fd: number;
  try {
    fd = openSync(path, 'r');
  } catch {
    return undefined;
  }
  try {
    const stat = fstatSync(fd, { bigint: true });
    if (!stat.isFile()) return undefined;
    const hash = createHash('sha256');
    const bytes = Buffer.alloc(edgeBytes);
    const size = Number(stat.size);
    for (const at of [0, Math.max(0, size - edgeBytes)]) hash.update(bytes.subarray(0, readSync(fd, bytes, 0, edgeBytes, at)));
    return [stat.dev, stat.ino, stat.size, stat.mtimeNs, hash.digest('hex')].join(':');
  } catch {
    return undefined;
  } finally {
    closeSync(fd);
  }
}
