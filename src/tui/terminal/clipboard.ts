/** Longer texts are not sent: terminals drop longer sequences, xterm from about 100 000 bytes. */
export const clipboardMax = 65_536;

/**
 * The sequence that puts a text into the clipboard of the terminal, also of one at the other end of ssh (xterm,
 * ctlseqs.html, "OSC 52"). Terminals that do not know it, or forbid it, ignore it.
 */
export function clipboardSequence(text: string): string {
  return `\x1b]52;c;${Buffer.from(text).toString('base64')}\x07`;
}
