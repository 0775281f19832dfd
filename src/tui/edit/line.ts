import type { Input } from '../input/index.ts';
import { graphemes } from '../text/index.ts';

/** A line of text somebody types; `at` counts graphemes before the cursor. */
export interface EditedLine {
  readonly text: string;
  readonly at: number;
}

/** Longer lines are not taken: nobody types them. */
const lengthMax = 4096;

export function lineOf(text: string): EditedLine {
  return { text, at: graphemes(text).length };
}

/** The line after an input; undefined where the input is none for a line. Keys are those of readline(3). */
export function editLine(line: EditedLine, input: Input): EditedLine | undefined {
  if (input.kind === 'paste') return insert(line, input.text);
  if (input.kind !== 'key' || input.alt) return undefined;
  const parts = graphemes(line.text);
  const { at } = line;
  switch (input.ctrl ? `ctrl-${input.name}` : input.name) {
    case 'left':
      return { ...line, at: Math.max(0, at - 1) };
    case 'right':
      return { ...line, at: Math.min(parts.length, at + 1) };
    case 'home':
    case 'ctrl-a':
      return { ...line, at: 0 };
    case 'end':
    case 'ctrl-e':
      return { ...line, at: parts.length };
    case 'backspace':
      return at === 0 ? line : { text: [...parts.slice(0, at - 1), ...parts.slice(at)].join(''), at: at - 1 };
    case 'delete':
      return { text: [...parts.slice(0, at), ...parts.slice(at + 1)].join(''), at };
    case 'ctrl-u':
      return { text: parts.slice(at).join(''), at: 0 };
    case 'ctrl-k':
      return { text: parts.slice(0, at).join(''), at };
    case 'ctrl-w': {
      const start = wordStart(parts, at);
      return { text: [...parts.slice(0, start), ...parts.slice(at)].join(''), at: start };
    }
    default:
      return !input.ctrl && graphemes(input.name).length === 1 ? insert(line, input.name) : undefined;
  }
}

function insert(line: EditedLine, text: string): EditedLine {
  const parts = graphemes(line.text);
  const before = parts.slice(0, line.at).join('') + text;
  const joined = before + parts.slice(line.at).join('');
  return joined.length > lengthMax ? line : { text: joined, at: graphemes(before).length };
}

function wordStart(parts: readonly string[], at: number): number {
  let start = at;
  while (start > 0 && parts[start - 1] === ' ') start--;
  while (start > 0 && parts[start - 1] !== ' ') start--;
  return start;
}
