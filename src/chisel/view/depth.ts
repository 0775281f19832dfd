/**
 * Fills the depth of drilling into a field or filter: `%depth`, and with an offset `%depth+1`, `%depth-1`.
 *
 * @param depth how often drilling went a level deeper, 0 at first
 */
export function atDepth(text: string, depth: number): string {
  return text.replace(/%depth(?:([+-])(\d+))?/g, (_all, sign: string | undefined, offset: string | undefined) =>
    String(depth + (offset === undefined ? 0 : sign === '-' ? -Number(offset) : Number(offset))),
  );
}
