export { type Look, type LookWishes, lookFor, makeLook, type ThemeName, themeNames } from './look/index.ts';
export type * from './port.ts';
export { runTerminalView, type TerminalOptions } from './run.tsx';
