import type { FC } from 'react';
import type { Input } from '../input/index.ts';
import type { Shell } from '../shell.ts';
import type { ScreenId, ScreenStates } from '../state/index.ts';

export interface ScreenProps<State> {
  readonly shell: Shell;
  readonly state: State;
  /** Size of the terminal. */
  readonly columns: number;
  readonly rows: number;
}

/** A screen: how it is drawn, and what it does with inputs that are no command's. */
export interface Screen<State> {
  /**
   * Looks at an input before the key map does; true: it was taken, and means nothing else. Escape must never commit
   * anything here.
   */
  readonly input?: (shell: Shell, state: State, input: Input) => boolean;
  /** Fills the whole terminal. */
  readonly View: FC<ScreenProps<State>>;
}

/** A screen whose state nobody looks into. */
export type AnyScreen = Screen<ScreenStates[ScreenId]>;

/** Checks a screen against the state it has in {@link ScreenStates}. */
export function defineScreen<K extends ScreenId>(_id: K, screen: Screen<ScreenStates[K]>): AnyScreen {
  // The registry pairs states with the screens of the same name: what the screen gets is its own.
  return screen as unknown as AnyScreen;
}
