import { visible } from '../../../grammar/index.ts';

/** One line for an error in a chisel: which, what, and the line of its source. */
export function describeFailure(name: string, error: unknown): string {
  const message = error instanceof Error ? error.message.split('\n')[0]! : String(error);
  const place = error instanceof Error ? placeIn(error.stack ?? '', name) : undefined;
  return `chisel ${name} stopped: ${visible(message)}${place === undefined ? '' : ` (${visible(place)})`}`;
}

/** `file.ts:12` of the topmost call in the chisel's own source. */
export function placeIn(stack: string, name: string): string | undefined {
  const base = name
    .split('/')
    .at(-1)!
    .replace(/\.[cm]?[jt]s$/, '');
  for (const line of stack.split('\n').slice(1)) {
    const found = /([^/\s(]+\.[cm]?[jt]s)(?:\?[^:]*)?:(\d+):\d+\)?$/.exec(line);
    if (found !== null && found[1]!.replace(/\.[cm]?[jt]s$/, '') === base) return `${found[1]}:${found[2]}`;
  }
  return undefined;
}
