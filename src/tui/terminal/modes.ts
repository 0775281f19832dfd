/**
 * What the terminal is asked for beside what Ink asks: the mouse (presses, drags and the wheel, with coordinates as
 * numbers) and pastes marked as such (xterm, ctlseqs.html, "Mouse Tracking", "Bracketed Paste Mode").
 */

/** Presses and releases, moves while a button is down, coordinates beyond 223. */
const mouseOn = '\x1b[?1000h\x1b[?1002h\x1b[?1006h';
const mouseOff = '\x1b[?1006l\x1b[?1002l\x1b[?1000l';
const pasteOn = '\x1b[?2004h';
const pasteOff = '\x1b[?2004l';
const cursorOn = '\x1b[?25h';
const plainStyle = '\x1b[0m';

export function enterModes(mouse: boolean): string {
  return (mouse ? mouseOn : '') + pasteOn;
}

/** Undoes {@link enterModes}, whatever of it was done. */
export function leaveModes(mouse: boolean): string {
  return (mouse ? mouseOff : '') + pasteOff + plainStyle + cursorOn;
}
