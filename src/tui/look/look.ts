import { displayText, graphemes, steadyText, widthOf } from '../text/index.ts';
import { asciiMarks, type Marks, unicodeMarks } from './marks.ts';
import { type ColorDepth, paint as paintIn, type Style, type ThemeName, themeFor } from './theme.ts';

/** How the screens look on this terminal. */
export interface Look {
  readonly marks: Marks;
  readonly theme: ThemeName;
  readonly depth: ColorDepth;
  readonly ascii: boolean;
  readonly paint: (style: Style, text: string) => string;
  /** Text from the traced machine as it may stand on this terminal. */
  readonly show: (binary: string) => string;
  /** Any other text (filters, names of views, messages): made as harmless as that of the machine. */
  readonly tell: (text: string) => string;
}

const ascii = /^[\x20-\x7e]*$/;

export function makeLook(theme: ThemeName, onlyAscii: boolean, depth: ColorDepth = '16'): Look {
  const show = onlyAscii ? (binary: string) => inAscii(displayText(binary)) : (binary: string) => steadyText(displayText(binary));
  const colors = themeFor(theme, depth);
  return {
    marks: onlyAscii ? asciiMarks : unicodeMarks,
    theme,
    depth,
    ascii: onlyAscii,
    paint: (style, text) => paintIn(colors, style, text),
    show,
    tell: (text) => (ascii.test(text) ? text : show(Buffer.from(text).toString('latin1'))),
  };
}

/** A text for terminals that know nothing but ASCII: as many question marks as the character had columns. */
function inAscii(text: string): string {
  if (ascii.test(text)) return text;
  return graphemes(text)
    .map((grapheme) => (ascii.test(grapheme) ? grapheme : '?'.repeat(widthOf(grapheme))))
    .join('');
}

/** What the environment and the command line say about the terminal. */
export interface LookWishes {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `--ascii`. */
  readonly ascii?: boolean;
  /** `--theme`. */
  readonly theme?: ThemeName;
  /** `--color`; undefined: as the environment says. */
  readonly color?: ColorWish;
}

/** No colours, or so many, whatever the environment says; auto: as it says. */
export type ColorWish = ColorDepth | 'never' | 'auto';

/** Terminals without colours, by the names terminfo has for them. */
const colourless = /^(vt\d|linux-m|ansi-m|xterm-mono|dumb)/;

/**
 * NO_COLOR (no-color.org) and terminals without colours take the colours away; a locale that is not UTF-8 takes the
 * characters beyond ASCII away.
 */
export function lookFor({ env, ascii: wanted, theme, color = 'auto' }: LookWishes): Look {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  const none = color === 'never' || (color === 'auto' && ((env.NO_COLOR ?? '') !== '' || colourless.test(env.TERM ?? '')));
  const depth = color === 'auto' || color === 'never' ? depthOf(env) : color;
  return makeLook(none ? 'mono' : (theme ?? 'default'), wanted ?? !/utf-?8/i.test(locale), depth);
}

/** COLORTERM is what terminals with more than 256 colours set; no other way to know them is as common. */
function depthOf({ COLORTERM = '', TERM = '' }: LookWishes['env']): ColorDepth {
  if (/^(?:truecolor|24bit)$/i.test(COLORTERM)) return 'truecolor';
  return /256/.test(TERM) ? '256' : '16';
}
