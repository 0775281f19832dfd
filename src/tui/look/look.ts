import { displayText, graphemes, steadyText, widthOf } from '../text/index.ts';
import { asciiMarks, type Marks, unicodeMarks } from './marks.ts';
import { paint as paintIn, type Style, type ThemeName, themes } from './theme.ts';

/** How the screens look on this terminal. */
export interface Look {
  readonly marks: Marks;
  readonly theme: ThemeName;
  readonly ascii: boolean;
  readonly paint: (style: Style, text: string) => string;
  /** Text from the traced machine as it may stand on this terminal. */
  readonly show: (binary: string) => string;
  /** Any other text (filters, names of views, messages): made as harmless as that of the machine. */
  readonly tell: (text: string) => string;
}

const ascii = /^[\x20-\x7e]*$/;

export function makeLook(theme: ThemeName, onlyAscii: boolean): Look {
  const show = onlyAscii ? (binary: string) => inAscii(displayText(binary)) : (binary: string) => steadyText(displayText(binary));
  return {
    marks: onlyAscii ? asciiMarks : unicodeMarks,
    theme,
    ascii: onlyAscii,
    paint: (style, text) => paintIn(themes[theme], style, text),
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
  /** false: no colours, whatever the terminal has. */
  readonly colors?: boolean;
}

/** Terminals without colours, by the names terminfo has for them. */
const colourless = /^(vt\d|linux-m|ansi-m|xterm-mono|dumb)/;

/**
 * NO_COLOR (no-color.org) and terminals without colours take the colours away; a locale that is not UTF-8 takes the
 * characters beyond ASCII away.
 */
export function lookFor({ env, ascii: wanted, theme, colors = true }: LookWishes): Look {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  const mono = !colors || (env.NO_COLOR ?? '') !== '' || colourless.test(env.TERM ?? '');
  return makeLook(mono ? 'mono' : (theme ?? 'default'), wanted ?? !/utf-?8/i.test(locale));
}
