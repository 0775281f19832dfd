/**
 * What terminals send for keys without a character, behind `ESC [` or `ESC O`. Four dialects are spoken: xterm's, the
 * Linux console's, rxvt's and PuTTY's (xterm, ctlseqs.html; console_codes(4); urxvt(7); PuTTY manual 4.4.3). They never
 * contradict each other but for shifted function keys, where xterm's meaning is taken.
 */

/** `ESC [ number ~`, also with `$`, `^` and `@` at the end in rxvt. */
export const tildeKeys: ReadonlyMap<number, string> = new Map([
  [1, 'home'],
  [2, 'insert'],
  [3, 'delete'],
  [4, 'end'],
  [5, 'pageup'],
  [6, 'pagedown'],
  [7, 'home'],
  [8, 'end'],
  [11, 'f1'],
  [12, 'f2'],
  [13, 'f3'],
  [14, 'f4'],
  [15, 'f5'],
  [17, 'f6'],
  [18, 'f7'],
  [19, 'f8'],
  [20, 'f9'],
  [21, 'f10'],
  [23, 'f11'],
  [24, 'f12'],
]);

/** `ESC [ letter` and `ESC O letter`, with modifiers as `ESC [ 1 ; modifiers letter`. */
export const letterKeys: ReadonlyMap<string, string> = new Map([
  ['A', 'up'],
  ['B', 'down'],
  ['C', 'right'],
  ['D', 'left'],
  ['F', 'end'],
  ['H', 'home'],
  ['P', 'f1'],
  ['Q', 'f2'],
  ['R', 'f3'],
  ['S', 'f4'],
]);

/** `ESC O letter` only: the keypad in application mode. */
export const keypadKeys: ReadonlyMap<string, string> = new Map([
  ['M', 'enter'],
  ['j', '*'],
  ['k', '+'],
  ['l', ','],
  ['m', '-'],
  ['n', '.'],
  ['o', '/'],
  ['p', '0'],
  ['q', '1'],
  ['r', '2'],
  ['s', '3'],
  ['t', '4'],
  ['u', '5'],
  ['v', '6'],
  ['w', '7'],
  ['x', '8'],
  ['y', '9'],
]);

/** rxvt's arrows: `ESC [ a` with shift, `ESC O a` with control. */
export const rxvtArrows: ReadonlyMap<string, string> = new Map([
  ['a', 'up'],
  ['b', 'down'],
  ['c', 'right'],
  ['d', 'left'],
]);

/** The Linux console's `ESC [ [ letter`. */
export const consoleKeys: ReadonlyMap<string, string> = new Map([
  ['A', 'f1'],
  ['B', 'f2'],
  ['C', 'f3'],
  ['D', 'f4'],
  ['E', 'f5'],
]);

/** Codes of `ESC [ code ; modifiers u` that are no characters to type. */
export const codeKeys: ReadonlyMap<number, string> = new Map([
  [9, 'tab'],
  [13, 'enter'],
  [27, 'escape'],
  [127, 'backspace'],
]);
