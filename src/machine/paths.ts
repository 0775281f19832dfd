/**
 * Paths are put together as sysdig does it, by their text alone: no link is followed. Text is a binary string.
 */

/** No path is longer; sysdig shows `tooLong` for one that would be. */
export const maxPath = 1024;
const tooLong = '/PATH_TOO_LONG';

const SLASH = 47;
const DOT = 46;

/**
 * The full path of `name`, as seen from the directory `dir`, without `.`, `..`, doubled and last slashes.
 * The directory itself is taken as it is. Bytes that are not printable ASCII become dots.
 */
export function joinPath(dir: string, name: string): string {
  if (dir.length + name.length + 2 > maxPath) return tooLong;
  if (name.charCodeAt(0) === SLASH) return isClean(name) ? name : clean('', name);
  return clean(dir, name);
}

/** Whether an absolute path needs no change at all: true for nearly all of them. */
function isClean(path: string): boolean {
  let before = 0;
  for (let i = 0; i < path.length; i++) {
    const c = path.charCodeAt(i);
    if (c < 0x20 || c > 0x7e) return false;
    if (before === SLASH && (c === SLASH || c === DOT)) return false;
    before = c;
  }
  return before !== SLASH || path.length === 1;
}

function clean(dir: string, name: string): string {
  let path = dir;
  let i = 0;
  while (i < name.length) {
    const c = name.charCodeAt(i);
    const atStart = path.length === 0 || path.charCodeAt(path.length - 1) === SLASH;
    if (c === SLASH) {
      if (!atStart || path.length === 0) path += '/';
      i++;
    } else if (c === DOT && (atStart || (i === 0 && name.charCodeAt(1) !== DOT))) {
      const next = name.charCodeAt(i + 1);
      const afterNext = name.charCodeAt(i + 2);
      if (next === DOT && (afterNext === SLASH || i + 2 >= name.length)) {
        path = parentOf(path);
        i += 3;
      } else if (next === SLASH || i + 1 >= name.length) {
        i += 2;
      } else {
        path += '.';
        i++;
      }
    } else {
      path += c < 0x20 || c > 0x7e ? '.' : name[i]!;
      i++;
    }
  }
  return path.length > 1 && path.charCodeAt(path.length - 1) === SLASH ? path.slice(0, -1) : path;
}

/** `/a/b/` becomes `/a/`; the root stays. */
function parentOf(path: string): string {
  return path.length <= 1 ? path : path.slice(0, path.lastIndexOf('/', path.length - 2) + 1);
}

/** Text as sysdig shows names that come from a process: bytes that are not printable ASCII are left out. */
export function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]+/g, '');
}
