/** Which line of a list is selected, and which is the first on the screen. */
export interface ListState {
  readonly index: number;
  readonly top: number;
}

export const startOfList: ListState = { index: 0, top: 0 };

/** The list with another line selected; what is outside moves to its end, and the line is on the screen. */
export function selectIn(list: ListState, index: number, length: number, height: number): ListState {
  const at = Math.max(0, Math.min(index, length - 1));
  const room = Math.max(1, height);
  const top = Math.max(0, Math.min(list.top, at, Math.max(0, length - room)));
  return { index: at, top: Math.max(top, at - room + 1) };
}

/** Where a key for moving leads in a list; undefined where it is none. */
export function movedBy(key: string, index: number, length: number, height: number): number | undefined {
  const page = Math.max(1, height - 1);
  switch (key) {
    case 'up':
      return index - 1;
    case 'down':
      return index + 1;
    case 'pageup':
      return index - page;
    case 'pagedown':
      return index + page;
    case 'ctrl-u':
      return index - Math.ceil(page / 2);
    case 'ctrl-d':
      return index + Math.ceil(page / 2);
    case 'home':
      return 0;
    case 'end':
      return length - 1;
    default:
      return undefined;
  }
}
