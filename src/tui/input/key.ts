/** A key as the interface knows it, whatever the terminal sent for it. */
export interface Key {
  readonly kind: 'key';
  /**
   * A printable character, or the name of a key without one: `enter`, `escape`, `tab`, `backspace`, `delete`, `insert`,
   * `up`, `down`, `left`, `right`, `home`, `end`, `pageup`, `pagedown`, `f1` to `f12`.
   */
  readonly name: string;
  readonly ctrl: boolean;
  readonly alt: boolean;
  /** Only where the character does not tell it already: `A` is no shifted `a`. */
  readonly shift: boolean;
}

/** A press, release or turn of the mouse; cells count from 0 at the top left. */
export interface MouseInput {
  readonly kind: 'mouse';
  readonly action: 'press' | 'release' | 'move' | 'wheelup' | 'wheeldown';
  readonly button: 'left' | 'middle' | 'right' | 'none';
  readonly x: number;
  readonly y: number;
}

/** Text that was pasted: never keys, whatever it holds. */
export interface PasteInput {
  readonly kind: 'paste';
  readonly text: string;
}

export type Input = Key | MouseInput | PasteInput;

/** A key by the name it has in key maps and help: `ctrl-p`, `shift-f1`, `G`. */
export function keyLabel({ name, ctrl, alt, shift }: Key): string {
  return `${ctrl ? 'ctrl-' : ''}${alt ? 'alt-' : ''}${shift ? 'shift-' : ''}${name}`;
}
