export { type ColorWish, type Look, type LookWishes, lookFor, makeLook } from './look.ts';
export type { Marks } from './marks.ts';
export { type ColorDepth, colorDepths, isThemeName, type Style, type ThemeName, themeNames } from './theme.ts';
