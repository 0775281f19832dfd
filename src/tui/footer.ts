import type { Command } from './command.ts';
import { commandsOn, keyName } from './keymap.ts';
import type { Shell } from './shell.ts';
import { topScreen } from './state/index.ts';
import { inColumns, widthOf } from './text/index.ts';

/** A label of the footer, where the mouse finds it. */
export interface FooterItem {
  readonly command: Command;
  readonly key: string;
  readonly from: number;
  readonly to: number;
}

const gap = 1;

/** The labels that find room, whole ones only, and whether some did not. */
export function footerItems(shell: Shell, width: number): { readonly items: readonly FooterItem[]; readonly more: boolean } {
  const here = commandsOn(topScreen(shell.ui).id)
    .filter((command) => command.footer !== undefined && command.unavailable?.(shell) === undefined)
    .toSorted((a, b) => a.footer! - b.footer!);
  const items: FooterItem[] = [];
  let x = 0;
  for (const [i, command] of here.entries()) {
    const key = keyName(command.keys[0]!);
    const to = x + widthOf(labelOf(key, command));
    // Room for the mark that there is more, unless this is the last.
    const room = i === here.length - 1 ? width : width - gap - widthOf(shell.look.marks.elided);
    if (to > room) return { items, more: true };
    items.push({ command, key, from: x, to });
    x = to + gap;
  }
  return { items, more: false };
}

function labelOf(key: string, { label }: Command): string {
  return /^F\d/.test(key) ? key + label : `${key} ${label}`;
}

/** The last line of the screen: keys that work now, and at the right what the screen wants to say. */
export function footerLine(shell: Shell, width: number, right = ''): string {
  const { look, ui } = shell;
  if (ui.toast !== undefined) {
    const style = ui.toast.level === 'error' ? 'error' : ui.toast.level === 'warning' ? 'warning' : 'state';
    return look.paint(style, inColumns(look.tell(ui.toast.text), width));
  }
  const room = right === '' ? width : width - widthOf(right) - 1;
  const { items, more } = footerItems(shell, room);
  let line = '';
  let end = 0;
  for (const { command, key, from, to } of items) {
    const label = /^F\d/.test(key) ? command.label : ` ${command.label}`;
    line += ' '.repeat(from - end) + look.paint('key', key) + label;
    end = to;
  }
  if (more) {
    line += ` ${look.marks.elided}`;
    end += gap + widthOf(look.marks.elided);
  }
  return line + ' '.repeat(Math.max(0, width - end - widthOf(right))) + right;
}
