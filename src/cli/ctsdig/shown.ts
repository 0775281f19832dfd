import type { SessionPort } from '../../tui/index.ts';

/** The room of the terminal view, loaded only where there is one. */
export type Interface = typeof import('../../tui/index.ts');

/**
 * Something has this time, ms, to come before anything is drawn: mostly the first frame is whole then. A file that will not be
 * read by then is shown at once.
 */
export const headStart_ms = 40;

/** A source on the screen: what is shown of it, and what runs behind. */
export interface Shown {
  readonly port: SessionPort;
  /** To be waited for before it is drawn. */
  readonly ready: () => Promise<void>;
  /** Rejects where the source fails. */
  readonly failed?: Promise<unknown>;
  /** Ends all that runs behind it. */
  end(): Promise<void>;
}
