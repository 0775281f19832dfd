/** What a piece of text on the screen means. Meaning never hangs on colour alone. */
export type Style = 'plain' | 'title' | 'heading' | 'selected' | 'dim' | 'warning' | 'error' | 'state' | 'key' | 'match' | 'sum';

/** SGR parameters for each style (ECMA-48 8.3.117); empty: as the terminal writes. */
export type Theme = Readonly<Record<Style, string>>;

const mono: Theme = {
  plain: '',
  title: '1',
  heading: '7',
  selected: '7',
  dim: '',
  warning: '7',
  error: '7;1',
  state: '1',
  key: '7',
  match: '4',
  sum: '1',
};

/** Blue and orange are told apart by those who cannot tell red from green. */
const byDefault: Theme = {
  ...mono,
  title: '1;36',
  heading: '30;46',
  dim: '2',
  warning: '30;43',
  error: '97;41',
  state: '1;33',
  key: '30;46',
  match: '4;33',
};

export const themes = {
  default: byDefault,
  light: { ...byDefault, title: '1;34', heading: '97;44', state: '1;34', key: '97;44', match: '4;34' },
  mono,
  'high-contrast': {
    ...mono,
    title: '1;97',
    heading: '1;30;107',
    selected: '1;30;103',
    warning: '1;30;103',
    error: '1;97;41',
    state: '1;97',
    key: '1;30;107',
    match: '1;4;97',
  },
} as const satisfies Record<string, Theme>;

/** How many colours a terminal has. */
export const colorDepths = ['16', '256', 'truecolor'] as const;

export type ColorDepth = (typeof colorDepths)[number];

/**
 * Blue and orange as such, where the terminal has more than sixteen colours: the pair of Okabe and Ito ("Color Universal
 * Design", 2008), in 256 colours the nearest of xterm's cube. Other styles and themes stay as they are.
 */
const pairs = {
  '256': { blue: '5;32', orange: '5;214', darkBlue: '5;25' },
  truecolor: { blue: '2;86;180;233', orange: '2;230;159;0', darkBlue: '2;0;114;178' },
} as const;

/** A theme for a terminal with so many colours. */
export function themeFor(name: ThemeName, depth: ColorDepth): Theme {
  if (depth === '16' || (name !== 'default' && name !== 'light')) return themes[name];
  const { blue, orange, darkBlue } = pairs[depth];
  const light = name === 'light';
  return {
    ...themes[name],
    title: `1;38;${light ? darkBlue : blue}`,
    heading: light ? `97;48;${darkBlue}` : `30;48;${blue}`,
    key: light ? `97;48;${darkBlue}` : `30;48;${blue}`,
    warning: `30;48;${orange}`,
    state: light ? `1;38;${darkBlue}` : `1;38;${orange}`,
    match: light ? `4;38;${darkBlue}` : `4;38;${orange}`,
  };
}

export type ThemeName = keyof typeof themes;

export const themeNames = Object.keys(themes) as readonly ThemeName[];

export function isThemeName(name: string): name is ThemeName {
  return Object.hasOwn(themes, name);
}

/** A text in a style. The text must be harmless already. */
export function paint(theme: Theme, style: Style, text: string): string {
  const codes = theme[style];
  return codes === '' || text === '' ? text : `\x1b[${codes}m${text}\x1b[0m`;
}
