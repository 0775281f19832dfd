import type { Look } from '../look/index.ts';
import { cut, graphemes, inColumns, widthOf } from '../text/index.ts';
import type { EditedLine } from './line.ts';

/** A typed line in exactly `width` columns with its cursor, scrolled so that the cursor is on it. */
export function showLine(line: EditedLine, label: string, width: number, look: Look): string {
  const head = cut(label, Math.max(0, width - 2));
  const room = width - widthOf(head);
  if (room <= 0) return inColumns(head, width);
  const parts = graphemes(line.text);
  let start = line.at;
  for (let used = 1; start > 0; start--) {
    used += widthOf(parts[start - 1]!);
    if (used > room - 1) break;
  }
  const before = parts.slice(start, line.at).join('');
  const under = parts[line.at] ?? ' ';
  const rest = Math.max(0, room - widthOf(before) - widthOf(under));
  const behind = inColumns(parts.slice(line.at + 1).join(''), rest);
  return look.paint('title', head) + before + look.paint('selected', under) + behind;
}
