/** Colours a terminal always has, and the 256 of its palette by number. */
export type Colour = 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan' | 'white' | number;

/** Text that is shown in colour, where there are colours. */
export interface Painted {
  readonly text: string;
  readonly colour?: Colour;
  readonly background?: Colour;
}

/** What can be printed. Text is one character a byte; characters above U+00FF are written as UTF-8. */
export type Printable = string | number | bigint | boolean | Painted;

/** Paints a text. The colour ends with it. */
export function paint(colour: Colour | undefined, text: string, background?: Colour): Painted {
  return { text, ...(colour !== undefined && { colour }), ...(background !== undefined && { background }) };
}
