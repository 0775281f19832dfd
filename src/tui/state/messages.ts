/** Something the user is told: shown once at the bottom, kept in the log. */
export interface Message {
  readonly level: 'info' | 'warning' | 'error';
  readonly text: string;
  /** Milliseconds since the epoch. */
  readonly at_ms: number;
}

/** Older messages are forgotten. */
export const messagesMax = 500;
