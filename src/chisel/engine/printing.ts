import type { FieldSettings } from '../../field/index.ts';
import type { Output } from '../../format/index.ts';
import type { Colour, Painted, Printable, Screen } from '../api/index.ts';

/** ANSI numbers of the colours that have names. */
const named: Readonly<Record<Exclude<Colour, number>, number>> = { red: 1, green: 2, yellow: 3, blue: 4, magenta: 5, cyan: 6, white: 7 };

const plain = '\x1b[0m';

/** What chisels print: the one way from their text to the output, where all of it is made fit for a terminal. */
export class Printing {
  readonly #out: Output;
  readonly #sanitize: FieldSettings['sanitize'];
  readonly #colours: boolean;
  readonly screen: Screen;
  #cursorHidden = false;

  /**
   * @param sanitize makes text fit for the output; undefined where it is no terminal
   * @param colours whether painted text is painted
   */
  constructor(out: Output, sanitize: FieldSettings['sanitize'], colours: boolean, isTerminal: boolean) {
    this.#out = out;
    this.#sanitize = sanitize;
    this.#colours = colours;
    const code = (text: string): void => {
      if (isTerminal) out.bytes.text(text);
    };
    this.screen = {
      clear: () => code('\x1b[2J'),
      home: () => code('\x1b[H'),
      up: (lines) => code(`\x1b[${Math.max(1, Math.trunc(lines))}A`),
      hideCursor: () => {
        this.#cursorHidden = isTerminal;
        code('\x1b[?25l');
      },
      showCursor: () => {
        this.#cursorHidden = false;
        code('\x1b[?25h');
      },
    };
  }

  /** One line. */
  line(parts: readonly Printable[]): void {
    for (const part of parts) this.#part(part, false);
    this.#out.bytes.byte(0x0a);
    this.#out.lineDone();
  }

  /** Text with its own line ends and tabs. */
  text(parts: readonly Printable[]): void {
    for (const part of parts) this.#part(part, true);
    this.#out.lineDone();
  }

  /** The terminal as it was. */
  restore(): void {
    if (this.#cursorHidden) this.screen.showCursor();
  }

  #part(part: Printable, keepsLines: boolean): void {
    const { bytes } = this.#out;
    if (typeof part === 'string') this.#safe(part, keepsLines);
    else if (typeof part !== 'object' || part === null) bytes.text(String(part));
    else {
      const codes = this.#colours ? paintCodes(part) : '';
      bytes.text(codes);
      this.#safe(String(part.text), keepsLines);
      if (codes !== '') bytes.text(plain);
    }
  }

  #safe(text: string, keepsLines: boolean): void {
    const { bytes } = this.#out;
    const engineText = toBytes(text);
    if (this.#sanitize === undefined) {
      bytes.text(engineText);
      return;
    }
    const pieces = keepsLines ? engineText.split(/([\n\t])/) : [engineText];
    for (let i = 0; i < pieces.length; i++) {
      const from = bytes.length;
      bytes.text(pieces[i]!);
      if (i % 2 === 0) this.#sanitize(bytes, from);
    }
  }
}

/** Characters that are no bytes, as the bytes of their UTF-8. */
export function toBytes(text: string): string {
  return /[^\x00-\xff]/.test(text)
    ? text.replace(/[^\x00-\xff]+/g, (characters) => Buffer.from(characters, 'utf8').toString('latin1'))
    : text;
}

function paintCodes({ colour, background }: Painted): string {
  const codes = [...colourCodes(colour, 30), ...colourCodes(background, 40)];
  return codes.length === 0 ? '' : `\x1b[${codes.join(';')}m`;
}

function colourCodes(colour: Colour | undefined, base: number): string[] {
  if (colour === undefined) return [];
  if (typeof colour === 'number') return [`${base + 8};5;${Math.trunc(colour) & 0xff}`];
  // A chisel that no compiler has seen may name any colour.
  return Object.hasOwn(named, colour) ? [String(base + named[colour])] : [];
}
