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
