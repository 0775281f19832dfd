import fs from 'node:fs';

/** Nothing we read from `/proc` of one process is longer; what is longer (an environment) is cut. */
const CHUNK_BYTES = 64 * 1024;
const chunk = Buffer.allocUnsafe(CHUNK_BYTES);

/**
 * The beginning of a small file, one char a byte; undefined where it cannot be read. Processes vanish while they are looked
 * at, and an ordinary user may not see all of them: that is no error.
 *
 * @param limit bytes to read at most
 */
export function readStart(path: string, limit = CHUNK_BYTES): string | undefined {
  let fd: number;
  try {
    fd = fs.openSync(path, fs.constants.O_RDONLY | fs.constants.O_NONBLOCK);
  } catch {
    return undefined;
  }
  try {
    const end = Math.min(limit, CHUNK_BYTES);
    let length = 0;
    while (length < end) {
      const got = fs.readSync(fd, chunk, length, end - length, null);
      length += got;
      // Files of `/proc` come a page at a time; a short read that is not a whole page is the last.
      if (got === 0 || got % 1024 !== 0) break;
    }
    return chunk.toString('latin1', 0, length);
  } catch {
    return undefined;
  } finally {
    fs.closeSync(fd);
  }
}

/** A whole file of any length, one char a byte; empty where it cannot be read. */
export function readWhole(path: string): string {
  try {
    return fs.readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}

/** What a symbolic link says, one char a byte, without going there; undefined where it cannot be read. */
export function readLink(path: string): string | undefined {
  try {
    return fs.readlinkSync(path, 'latin1');
  } catch {
    return undefined;
  }
}

/** Names in a folder that are numbers; empty where it cannot be read. */
export function numbersIn(folder: string): number[] {
  let names: string[];
  try {
    names = fs.readdirSync(folder);
  } catch {
    return [];
  }
  const numbers: number[] = [];
  for (const name of names) {
    const first = name.charCodeAt(0);
    if (first >= 0x30 && first <= 0x39) numbers.push(Number(name));
  }
  return numbers;
}
