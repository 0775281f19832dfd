/** A directory of the prefixes: what may follow below it, and whether a prefix ends here. */
interface Node {
  readonly below: Map<string, Node>;
  ends: boolean;
}

/**
 * Whether a path is one of the prefixes or lies below one, component by component: `/etc` is a prefix of `/etc/passwd`,
 * not of `/etcetera`. Slashes at the end, at the beginning and in rows do not count; the prefix `/` is one of every path.
 */
export function compilePathPrefixes(prefixes: readonly string[]): (path: string) => boolean {
  const root: Node = { below: new Map(), ends: false };
  for (const prefix of prefixes) {
    let node = root;
    for (const part of prefix.split('/')) {
      if (part === '') continue;
      let next = node.below.get(part);
      if (next === undefined) {
        next = { below: new Map(), ends: false };
        node.below.set(part, next);
      }
      node = next;
    }
    node.ends = true;
  }
  return (path) => {
    let node = root;
    for (let at = 0; !node.ends; ) {
      while (path.charCodeAt(at) === 0x2f) at++;
      if (at >= path.length) return false;
      let end = path.indexOf('/', at);
      if (end < 0) end = path.length;
      const next = node.below.get(path.slice(at, end));
      if (next === undefined) return false;
      node = next;
      at = end;
    }
    return true;
  };
}
