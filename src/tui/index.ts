export { type ColorWish, isThemeName, type Look, type LookWishes, lookFor, makeLook, type ThemeName, themeNames } from './look/index.ts';
export type { Exporter } from './model/session-export.ts';
export { type KnownFile, SessionPort, type SessionPortOptions, type SourceStatus } from './model/session-port.ts';
export type * from './port.ts';
export type * from './ports/actions.ts';
export type * from './ports/events.ts';
export type * from './ports/filtering.ts';
export { runTerminalView, type TerminalOptions } from './run.tsx';
export type { ColumnChoices } from './shell.ts';
